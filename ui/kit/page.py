"""The frame of every page: title, purpose, actions, then a body that scrolls when it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.parcours import PAGES
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.later import Later
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.contacts import ContactsTable


LOW = 240
"""Height under which a page says its title only."""


class Page(Later, QWidget):
    """A page of the dossier; `slug` is its name in `services.parcours`.

    Signals:
        print_requested: slug of the document to show on the page « Documents ».
        export_requested: slug of a document to write at once, and its format.
        navigate: slug of a page and key of a field to go to.
        import_requested: bring contacts from a file that she chooses.
        pack_requested: take the grid of a region from a file that she chooses.
        pack_read: the texts of that file, by name, given back to the page.
        pack_offered: name and texts of a pack to write where she chooses.
        table_requested: bring a file of a spreadsheet that she chooses.
        table_read: that file as a `FileTable`, given back to the page.
        announced: what was written, in a sentence, that may be undone at once.
        comparison_asked: a `Comparison` to write as a PDF.
        personne_asked: a `Personne` to write, and in which format.
        erasure_asked: an `ErasePersonne` to do, and a `Purge`.
        place_changed: she is elsewhere in the page: path and Guide follow.
    """

    slug: ClassVar[str] = ""
    wide: ClassVar[bool] = False
    """A wide page keeps the Guide closed until asked for."""

    print_requested = Signal(str)
    export_requested = Signal(str, str)
    navigate = Signal(str, str)
    import_requested = Signal()
    pack_requested = Signal()
    pack_read = Signal(object)
    pack_offered = Signal(str, object)
    table_requested = Signal()
    table_read = Signal(object)
    announced = Signal(str)
    comparison_asked = Signal(object)
    personne_asked = Signal(object, str)
    erasure_asked = Signal(object, object)
    place_changed = Signal()

    first_stop: QWidget | None = None
    """What takes the caret first, where that is not the first thing of the body."""

    def __init__(self, parent: QWidget | None = None, *, scrolls: bool = True) -> None:
        super().__init__(parent)
        info = PAGES[self.slug]
        self._footer: QWidget | None = None
        self._is_low = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(16), px(24), px(16))
        outer.setSpacing(px(12))
        outer.addLayout(self._header(_(info.title), _(info.purpose)))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        if scrolls:
            outer.addWidget(self._scroller(), 1)
        else:
            outer.addLayout(self.body, 1)

    def _header(self, title: str, purpose: str) -> QBoxLayout:
        header = self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        self.title_label = SafeLabel(title, "title")
        self.purpose_label = SafeLabel(purpose, "purpose", wrap=True)
        self._title_line = QHBoxLayout()
        self._title_line.setSpacing(px(12))
        self._title_line.addWidget(self.title_label)
        texts.addLayout(self._title_line)
        texts.addWidget(self.purpose_label)
        header.addLayout(texts, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(8))
        header.addLayout(self._actions)
        header.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        return header

    def _scroller(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.scroller = area
        return area

    def set_footer(self, footer: QWidget) -> None:
        """Put a guided footer under the body, over the whole width."""
        outer, side = self.layout(), px(24)
        assert isinstance(outer, QBoxLayout)
        outer.setContentsMargins(0, px(12), 0, 0)
        outer.setSpacing(px(10))
        self._heading.setContentsMargins(side, 0, side, 0)
        self.body.setContentsMargins(side, 0, side, 0)
        outer.addWidget(footer)
        self._footer = footer

    @property
    def footer_height(self) -> int:
        """Return the room of the guided footer, in pixels; 0 without one."""
        footer = self._footer
        return 0 if footer is None or footer.isHidden() else footer.sizeHint().height()

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the title."""
        self._actions.addWidget(widget)

    def add_note(self, label: QWidget) -> None:
        """Put what is told quietly in what the title leaves of its line: nothing else moves."""
        self._title_line.addWidget(label, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions under the title where the window has no room beside it."""
        super().resizeEvent(event)
        self._leave_room()
        self.fit_heading()

    def _leave_room(self) -> None:
        """Put the sentence of the page away where nothing would be left under it."""
        low = self.height() < px(LOW)
        if low and not self.purpose_label.isHidden():
            self.purpose_label.hide()
            self._is_low = True
        elif not low and self._is_low:
            self.purpose_label.show()
            self._is_low = False

    def fit_heading(self) -> None:
        """Put the actions beside the title or under it, after the room or the words changed."""
        least = 0 if self.purpose_label.isHidden() else px(260)
        words = max(self.title_label.sizeHint().width(), least)
        wanted = words + self._actions.sizeHint().width() + px(2 * 24 + 12)
        roomy = wanted <= self.width()
        directions = QBoxLayout.Direction
        self._heading.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the dossier again where `changes` touch this page; None means everything.

        Args:
            changes: the tables that changed.
            force: reload even the field that has the caret (undo, redo).
        """
        raise AssertionError(self.slug, changes, force)

    def focus_field(self, key: str) -> bool:
        """Put the caret in a field; tell whether this page has it."""
        raise AssertionError(self.slug, key)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        raise AssertionError(self.slug)

    def place_detail(self) -> str:
        """Return where she is in the page, for the path at the top: « thème H »."""
        return ""

    def document_shown(self) -> str:
        """Return the document of what she sees (Ctrl+P); empty for that of the whole page."""
        return ""

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return titles and texts that the Guide shows over the note of the page."""
        return ()

    def go_back(self) -> None:
        """Go to the previous part of the page (Alt+Left); a page of one part has none."""

    def go_on(self) -> None:
        """Go to the next part of the page (Alt+Right); a page of one part has none."""

    def flush(self) -> None:
        """Commit what is typed and not committed yet, in every form and in an open cell."""
        for form in self.findChildren(Form):
            form.flush()
        focused = QApplication.focusWidget()
        viewport = focused.parentWidget() if focused is not None else None
        view = viewport.parentWidget() if viewport is not None else None
        if isinstance(view, QAbstractItemView) and self.isAncestorOf(view):
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_contacts(self, table: ContactsTable) -> None:
        """Show what a file of contacts becomes; only the page that asked is given one."""
        raise AssertionError(self.slug, table)

    def leave_dossier(self) -> None:
        """End or give up what runs, before the file is closed."""

    def focus_first(self) -> None:
        """Put the caret on `first_stop`, else on the first thing that takes it in the body."""
        items = (self._actions.itemAt(i) for i in range(self._actions.count()))
        actions = [item.widget() for item in items if item is not None]
        stops = [
            w
            for w in self.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(self) and w.isEnabled()
        ]
        usual = next((w for w in stops if w not in actions), next(iter(stops), None))
        first = self.first_stop if self.first_stop in stops else usual
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)


class PageStack(QStackedWidget):
    """The pages, one shown: they scroll, and take no room from what is said over them."""

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: sentences that wrap would."""
        return False
