"""The right of the page: mention, content, diffusion, colours, and what the document lacks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import (
    MENTION_WORDS,
    DocumentFormat,
    DocumentOptions,
    DocumentState,
)
from ui.kit.buttons import TextButton
from ui.kit.cards import Card, Rule
from ui.kit.combo import ChoiceField
from ui.kit.fields import CheckBox
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.other_files import SAVE_WORDS
from ui.kit.scrolling import scrolled
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import Strip
from ui.models.documents import state_sentence
from ui.pages.documents.content import ContentChoices, DiffusionChoice
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.documents import RenderedDocument, Subject
    from ui.models.documents import DocumentRow

WIDEST_BESIDE = 330
"""Width above which the panel stands under the preview, not beside it."""
LEAST_CHOICES = 120
NAMED = 4
"""Missing values and odd characters named one by one; the others are counted."""


class OptionsPanel(Card):
    """How the document chosen is edited.

    Signals:
        changed: another choice was made.
        subject_chosen: key of what the document is to be about (`Subject.key`).
        file_asked: write the document in this other format.
        page_asked: go and type what the document lacks.
    """

    changed = Signal()
    subject_chosen = Signal(str)
    file_asked = Signal(str)
    page_asked = Signal()

    def __init__(self, *, grey: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Document"), ruled=True, parent=parent)
        self.title_label.setWordWrap(True)
        self.subjects = ChoiceField(none_label=None)
        self._subject_label = SafeLabel("", "label")
        self._subject_part, self._mention_part = QWidget(), QWidget()
        self.mentions = QButtonGroup(self)
        self.content = ContentChoices()
        self.diffusion = DiffusionChoice()
        self.colours = SegmentedChoice(
            _("Impression"), ((False, _("Couleur")), (True, _("Noir et blanc")))
        )
        self.papers = SegmentedChoice(_("Papier"), ((Paper.A4, "A4"), (Paper.A3, "A3")))
        self._paper_part = QWidget()
        self.lacks = Strip("alerte")
        self.go = TextButton(_("Ouvrir la page à compléter"), icon_name="arrow-right")
        self.files = {
            kind: TextButton(_(words), icon_name=icon_name)
            for kind, (words, icon_name) in SAVE_WORDS.items()
            if kind is not DocumentFormat.PDF
        }
        self._other_files, self._choices = QWidget(), QFrame()
        self._choices.setProperty("role", "surface")
        self._choices.setMinimumWidth(1)
        self.scroller = scrolled(self._choices)
        self.scroller.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.joined, self._joined_part = CheckBox(_("Le tableur et les données")), QWidget()
        self._build()
        self.show_options(DocumentOptions(grey=grey))
        self._connect()

    def _build(self) -> None:
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(px(3), 0, px(4), 0)
        choices.setSpacing(px(4))
        for widget in (self._subject_part, self._mention_part):
            choices.addWidget(widget)
        self._build_subjects()
        self._build_mentions()
        heading = SafeLabel(_("Impression"), "label")
        for chooser in (self.content, self.diffusion, heading, self.colours):
            choices.addWidget(chooser)
        for part in (self._paper_part, self._joined_part, self._other_files):
            choices.addWidget(part)
        self._build_paper()
        self._build_joined()
        self._build_files()
        choices.addStretch(1)
        self.body.addWidget(self.scroller, 1)
        self.add(self.lacks)
        self.add(self.go)

    def _build_subjects(self) -> None:
        column = QVBoxLayout(self._subject_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for widget in (self._subject_label, self.subjects, Rule()):
            column.addWidget(widget)

    def _build_mentions(self) -> None:
        column = QVBoxLayout(self._mention_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(SafeLabel(_("Mention en travers des pages"), "label"))
        for mention, words in MENTION_WORDS.items():
            button = QRadioButton(_(words))
            button.setProperty("mention", mention.value)
            self.mentions.addButton(button)
            column.addWidget(button)
        column.addWidget(Rule())

    def _build_paper(self) -> None:
        column = QVBoxLayout(self._paper_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(SafeLabel(_("Papier"), "label"))
        column.addWidget(self.papers)

    def _build_joined(self) -> None:
        column = QVBoxLayout(self._joined_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(SafeLabel(_("Joindre au PDF"), "label"))
        column.addWidget(self.joined)
        self.joined.setAccessibleName(_("Joindre le tableur et les données au PDF"))

    def _build_files(self) -> None:
        column = QVBoxLayout(self._other_files)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        left = Qt.AlignmentFlag.AlignLeft
        for widget in (Rule(), SafeLabel(_("Autres fichiers"), "label")):
            column.addWidget(widget)
        for button in self.files.values():
            column.addWidget(button, 0, left)

    def _connect(self) -> None:
        self.subjects.edited.connect(self._on_subject)
        self.mentions.buttonClicked.connect(self._on_choice)
        self.content.changed.connect(self.changed)
        self.diffusion.changed.connect(self.changed)
        self.colours.chosen.connect(self._on_choice)
        self.papers.chosen.connect(self._on_choice)
        self.go.clicked.connect(self.page_asked)
        for kind, button in self.files.items():
            button.clicked.connect(partial(self._on_file, kind))

    def _on_subject(self) -> None:
        self.subject_chosen.emit(str(self.subjects.value()))

    def _on_choice(self, _choice: object) -> None:
        self.changed.emit()

    def _on_file(self, kind: DocumentFormat) -> None:
        self.file_asked.emit(kind.value)

    def options(self) -> DocumentOptions:
        """Return what is chosen."""
        chosen = [b.property("mention") for b in self.mentions.buttons() if b.isChecked()]
        options = DocumentOptions(
            mention=Mention(chosen[0]),
            grey=self.colours.value() is True,
            paper=Paper(str(self.papers.value())),
            classe=self.diffusion.classe,
            joindre=self.joined.isChecked(),
        )
        return self.content.chosen(options)

    def show_options(self, options: DocumentOptions) -> None:
        """Show choices, without telling."""
        for button in self.mentions.buttons():
            button.setChecked(button.property("mention") == options.mention.value)
        self.colours.set_value(options.grey)
        self.content.show_options(options)
        self.papers.set_value(options.paper)
        self.joined.set_value(options.joindre)

    def show_subjects(self, about: str, subjects: Sequence[Subject], key: str) -> None:
        """Show what the document may be about (« Réunion »), and which one it is about."""
        self._subject_label.setText(_(about))
        self.subjects.setAccessibleName(_(about))
        self.subjects.set_choices([(subject.key, subject.told) for subject in subjects])
        self.subjects.set_value(key)
        set_tooltip(self.subjects, self.subjects.currentText())
        self._subject_part.setVisible(bool(subjects))

    def show_document(self, row: DocumentRow, rendered: RenderedDocument | None) -> None:
        """Show what may be chosen for a document, and what it lacks."""
        self.set_title(_(row.info.title))
        self._mention_part.setVisible(row.info.mention is None)
        self.content.show_document(row.info)
        self.diffusion.show_document(row.info)
        self._paper_part.setVisible(row.info.large)
        empty = row.status.state is DocumentState.VIDE
        for kind, button in self.files.items():
            button.setVisible(kind in row.info.formats)
        self._other_files.setVisible(len(row.info.formats) > 1 and not empty)
        self._joined_part.setVisible(not empty)
        lines = _lacks(row, rendered)
        wrong = row.status.state is DocumentState.A_CORRIGER
        self.lacks.set_text("\n".join(lines), tone="erreur" if wrong else "alerte")
        self.lacks.setVisible(bool(lines) and row.status.state is not DocumentState.VIDE)
        self.go.setVisible(self.lacks.isVisibleTo(self) and bool(row.status.reasons))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show every option at once where the panel is as wide as the page, which scrolls then."""
        super().resizeEvent(event)
        self._fit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - mirrors Qt
        """Bring the option that takes the caret into view."""
        moved = super().focusNextPrevChild(next)
        focused = self.focusWidget()
        if moved and self._choices.isAncestorOf(focused):
            self.scroller.ensureWidgetVisible(focused)
        return moved

    def _fit(self) -> None:
        wide = self.width() > px(WIDEST_BESIDE)
        whole = self._choices.sizeHint().height()
        self.scroller.setMinimumHeight(whole if wide else px(LEAST_CHOICES))


def _lacks(row: DocumentRow, rendered: RenderedDocument | None) -> list[str]:
    """Return what is missing or wrong, what will read « à compléter », what will not print."""
    lines = [f"{state_sentence(row.status)}."] if row.status.reasons else []
    if rendered is None:
        return lines
    if rendered.blanks:
        words = (
            "Une ligne portera « à compléter » : {noms}.",
            "{n} lignes porteront « à compléter » : {noms}.",
        )
        named = ", ".join(_some(rendered.blanks))
        lines.append(ngettext(*words, len(rendered.blanks), noms=named))
    return [*lines, *_some(rendered.avertissements)]


def _some(texts: Sequence[str]) -> list[str]:
    """Return the first texts, and how many are left."""
    rest = len(texts) - NAMED
    more = [ngettext("et {n} autre", "et {n} autres", rest)] if rest > 0 else []
    return [*texts[:NAMED], *more]
