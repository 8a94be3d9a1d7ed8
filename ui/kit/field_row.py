"""How a field is declared, and the row that shows it: label, editor, help or error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.chips_field import ChipsField
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField
from ui.kit.edit_menu import choice_menu
from ui.kit.fields import CheckBox, FieldState, LineField, TextField
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.segmented import RatingScale, SegmentedChoice
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent

    from cpom_desktop.services.operations import Operation
    from ui.kit.cotation import CotationScale
    from ui.kit.tokens import TokensField

    AnyEditor = (
        LineField
        | TextField
        | DateField
        | ChoiceField
        | CheckBox
        | SegmentedChoice
        | ChipsField
        | TokensField
    )

FieldKind = Literal[
    "line",
    "text",
    "integer",
    "date",
    "choice",
    "flag",
    "rating",
    "segmented",
    "cotation",
    "chips",
    "tiles",
    "tokens",
]
Choices = Sequence[tuple[object, str]]
MessageRole = Literal["help", "error", "warning"]
MESSAGE_ICONS: Mapping[str, tuple[str, str]] = {
    "error": ("octagon-x", "erreur"),
    "warning": ("triangle-alert", "attention"),
}
TYPED_KINDS = frozenset({"line", "text", "integer", "date"})
CHANGING_KINDS = frozenset({"choice", "tokens"})
"""Fields whose choices may change with the dossier."""


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """Everything a page says about a field, in one call.

    Attributes:
        key: unique (`etablissement.finess_et`); also the key of a kept draft.
        label: words above the field, also its accessible name.
        kind: which editor.
        read: snapshot → value.
        write: value → operation; None for a computed value, shown with a lock.
        parse: text → value, raises RegleInvalide; compulsory for a date.
        show: value → text, when the usual form does not suit.
        check: value, snapshot → a warning sentence that never blocks, or None.
        help: one line under the field; an error or a warning replaces it.
        unit: shown inside, at the right.
        optional: adds « (facultatif) » to the label.
        choices: (value, words) pairs, or a function of the snapshot.
        none_label: words of the empty choice; None when one must be chosen.
        words: the words of a rating, four figures alone when left out; the figures of a cotation;
            the icons of tiles.
        placeholder: an example, shown while the field is empty.
        width: pixels at 100 %; all the room when None.
        lines: height of a text at least, in lines.
    """

    key: str
    label: str
    kind: FieldKind
    read: Callable[..., object]
    write: Callable[..., Operation] | None = None
    parse: Callable[[str], object] | None = None
    show: Callable[..., str] | None = None
    check: Callable[..., str | None] | None = None
    help: str = ""
    unit: str = ""
    optional: bool = False
    choices: Choices | Callable[..., Choices] = ()
    none_label: str | None = "–"
    words: Sequence[str] = ()
    placeholder: str = ""
    width: int | None = None
    lines: int = 3


def make_editor(spec: FieldSpec) -> AnyEditor:
    """Return the editor of a spec.

    Raises:
        ValueError: when a date has no parser (a fault of the page).
    """
    match spec.kind:
        case "text":
            return TextField(spec.label, lines=spec.lines)
        case "integer":
            return LineField(spec.label, unit=spec.unit, align_right=True)
        case "date":
            if spec.parse is None:
                message = f"a date needs a parser: {spec.key}"
                raise ValueError(message)
            return DateField(spec.label, parse=spec.parse)
        case "flag":
            return CheckBox(spec.label)
        case "line":
            return LineField(spec.label, unit=spec.unit)
        case "chips":
            return ChipsField(spec.label, () if callable(spec.choices) else spec.choices)
        case "tokens":
            from ui.kit.tokens import TokensField  # noqa: PLC0415 - with the first journal

            return TokensField(spec.label, () if callable(spec.choices) else spec.choices)
        case "choice" | "rating" | "segmented" | "cotation" | "tiles":
            return _make_choice(spec)


def _make_choice(spec: FieldSpec) -> ChoiceField | SegmentedChoice:
    fixed = () if callable(spec.choices) else spec.choices
    if spec.kind == "choice":
        return ChoiceField(spec.label, fixed, none_label=spec.none_label)
    if spec.kind == "rating":
        return RatingScale(spec.label, spec.words)
    if spec.kind == "segmented":
        return SegmentedChoice(spec.label, fixed, clearable=spec.none_label is not None)
    if spec.kind == "tiles":
        from ui.kit.tiles import IconTiles  # noqa: PLC0415 - with the first journal

        return IconTiles(spec.label, fixed, spec.words)
    from ui.kit.cotation import CotationScale  # noqa: PLC0415 - with the first grid

    return CotationScale(spec.label, fixed, spec.words)


class FieldMessage(QWidget):
    """The line under a field: an icon for what is wrong or doubtful, and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SafeLabel("", "help", wrap=True)
        self._icon = IconLabel("octagon-x", "erreur", 16)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)

    def tell(self, text: str, role: MessageRole) -> None:
        """Say something, or nothing when `text` is empty."""
        self.words.set_role(role)
        self.words.setText(text)
        self._icon.setVisible(role in MESSAGE_ICONS)
        if role in MESSAGE_ICONS:
            self._icon.set_icon(*MESSAGE_ICONS[role])
        self.setVisible(bool(text))


class FieldRow(Restyled, QWidget):
    """A label above an editor, and one line under it: help, warning or error.

    Args:
        spec: the field.
        bare: the editor alone, for a cell of a table: the page names it and tells its refusals.
    """

    def __init__(
        self, spec: FieldSpec, parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = make_editor(spec)
        self._message: FieldMessage | None = None
        self._error = ""
        self._bare = bare
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        if not bare:
            self._add_label()
        self._layout.addWidget(self.editor)
        self._layout.addStretch(1)
        self.setFocusProxy(self.editor)
        if isinstance(self.editor, LineField | TextField):
            self.editor.setPlaceholderText(spec.placeholder)
        self.editor.setAccessibleName(self._spoken_name())
        self.show_help()
        self.restyle()

    def rebind(self, spec: FieldSpec) -> None:
        """Take another spec of the same kind and label: the same field of another record."""
        self.spec = spec
        if isinstance(self.editor, LineField | TextField):
            self.editor.setPlaceholderText(spec.placeholder)
        elif spec.kind == "cotation" and not callable(spec.choices):
            cast("CotationScale", self.editor).set_choices(spec.choices, spec.words)

    @cached_property
    def label(self) -> SafeLabel:
        """The words above the editor."""
        return SafeLabel(self.spec.label, "label")

    def _add_label(self) -> None:
        if self.spec.kind == "flag":
            return
        self.label.setBuddy(self.editor)
        if not self.spec.optional:
            self._layout.addWidget(self.label)
            return
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.label)
        line.addWidget(SafeLabel(_("(facultatif)"), "optional"))
        line.addStretch(1)
        self._layout.addLayout(line)

    def add_beside_label(self, widget: QWidget) -> None:
        """Put a button at the right of the label; Tab reaches it before the editor."""
        line = QHBoxLayout()
        place = self._layout.indexOf(self.label)
        self._layout.removeWidget(self.label)
        line.addWidget(self.label)
        line.addStretch(1)
        line.addWidget(widget)
        self._layout.insertLayout(place, line)
        QWidget.setTabOrder(widget, self.editor)

    @property
    def message(self) -> SafeLabel:
        """The words of the line under the field, made when there is first something to say."""
        return self._line().words

    def _line(self) -> FieldMessage:
        if self._message is None:
            self._message = FieldMessage()
            self._layout.insertWidget(self._layout.count() - 1, self._message)
        return self._message

    def _spoken_name(self) -> str:
        return f"{self.spec.label} ({self.spec.unit})" if self.spec.unit else self.spec.label

    @property
    def error(self) -> str:
        """The refusal shown, or nothing."""
        return self._error

    def set_choices(self, choices: Choices) -> None:
        """Offer other choices, where they may change with the dossier."""
        if self.spec.kind in CHANGING_KINDS:
            cast("ChoiceField | TokensField", self.editor).set_choices(choices)

    def show_help(self, state: FieldState = "") -> None:
        """Show the help, and no error."""
        self._show(self.spec.help, "help", state)

    def show_error(self, sentence: str) -> None:
        """Show why the text is refused, in place of the help, and have it announced."""
        self._show(sentence, "error", "erreur")
        self._announce()

    def show_warning(self, sentence: str) -> None:
        """Show what looks wrong; the value is kept all the same."""
        self._show(sentence, "warning", "alerte")
        self._announce()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Lock the editor; its text may still be selected."""
        self.editor.set_read_only(read_only)

    def restyle(self) -> None:
        """Set the sizes for the present text scale."""
        self._layout.setSpacing(px(4))
        if self.spec.width is not None and not isinstance(
            self.editor, SegmentedChoice | CheckBox | ChipsField
        ):
            self.editor.setFixedWidth(px(self.spec.width))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of a field that is chosen; what is typed opens its own."""
        menu = choice_menu(self.editor)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def _show(self, text: str, role: MessageRole, state: FieldState) -> None:
        self._error = text if role == "error" else ""
        if not self._bare and (text or self._message is not None):
            self._line().tell(text, role)
        self.editor.set_state(state)
        self.editor.setAccessibleDescription(text)

    def _announce(self) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415 - 3 ms, when needed

        event = QAccessibleEvent(self.editor, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
