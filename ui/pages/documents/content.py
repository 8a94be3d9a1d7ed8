"""What a document holds and to whom it may go: cover, contents, names, sources, logo, class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.i18n import _, capitalise
from cpom_desktop.services.documents import DIFFUSION_WORDS
from ui.kit.buttons import TextButton
from ui.kit.cards import Rule
from ui.kit.combo import ChoiceField
from ui.kit.fields import CheckBox
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.documents import DocumentInfo, DocumentOptions

WITHOUT_NAMES = (
    "Chacun est désigné par sa fonction ou sa structure. Les textes que vous avez rédigés restent "
    "tels quels : relisez-les."
)
WITHOUT_SOURCES = "Un repère de comparaison garde sa source."
LOGO_FIELD = "etablissement.logo"
INTERNAL = "Ce document est interne : il ne se diffuse pas hors de l'établissement."


class ContentChoices(QWidget):
    """What the document chosen is made with, as far as it may be made without.

    Signals:
        changed: another choice was made.
        field_asked: page and field to go to.

    Attributes:
        has_logo: the establishment has one; a box is ticked for it, else it may be chosen.
    """

    changed = Signal()
    field_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_logo = False
        self.cover = CheckBox(_("Page de couverture"))
        self.contents = CheckBox(_("Sommaire"))
        self.names = CheckBox(_("Noms des personnes"))
        self.sources = CheckBox(_("Sources réglementaires"))
        self.logo = CheckBox(_("Logo de l'établissement"))
        self.choose_logo = TextButton(_("Choisir un logo…"), icon_name="arrow-right")
        self.without_names = SafeLabel(_(WITHOUT_NAMES), "small", wrap=True)
        self.without_sources = SafeLabel(_(WITHOUT_SOURCES), "small", wrap=True)
        self._heading, self._rule = SafeLabel(_("Contenu"), "label"), Rule()
        column = _column(self)
        for widget in (
            self._heading,
            self.cover,
            self.contents,
            self.names,
            self.without_names,
            self.sources,
            self.without_sources,
            self.logo,
        ):
            column.addWidget(widget)
        column.addWidget(self.choose_logo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rule)
        self.choose_logo.clicked.connect(self._on_choose_logo)
        for box in (self.cover, self.contents, self.names, self.sources, self.logo):
            box.edited.connect(self._on_edited)

    def chosen(self, options: DocumentOptions) -> DocumentOptions:
        """Return options with what is chosen here."""
        return replace(
            options,
            cover=self.cover.isChecked(),
            contents=self.contents.isChecked(),
            noms=self.names.isChecked(),
            sources=self.sources.isChecked(),
            logo=self.logo.isChecked(),
        )

    def show_options(self, options: DocumentOptions) -> None:
        """Show choices, without telling."""
        self.cover.set_value(options.cover)
        self.contents.set_value(options.contents)
        self.names.set_value(options.noms)
        self.sources.set_value(options.sources)
        self.logo.set_value(options.logo)

    def show_document(self, info: DocumentInfo) -> None:
        """Offer what a document may be made without."""
        offered = {
            self.cover: info.bound,
            self.contents: info.bound,
            self.names: info.people,
            self.sources: info.sourced,
            self.logo: info.headed and self.has_logo,
            self.choose_logo: info.headed and not self.has_logo,
        }
        for box, shown in offered.items():
            box.setVisible(shown)
        self.setVisible(any(offered.values()))
        self._tell()

    def _on_choose_logo(self) -> None:
        self.field_asked.emit("etablissement", LOGO_FIELD)

    def _on_edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for box, note in (
            (self.names, self.without_names),
            (self.sources, self.without_sources),
        ):
            note.setVisible(not box.isHidden() and not box.isChecked())


class DiffusionChoice(QWidget):
    """To whom the document may go; remembered for each document, nothing at first.

    Signals:
        changed: another class was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slug = ""
        self._chosen: dict[str, Confidentialite | None] = {}
        self.field = ChoiceField(_("Diffusion"), none_label=_("Non indiquée"))
        self.internal = SafeLabel(_(INTERNAL), "small", wrap=True)
        column = _column(self)
        for widget in (SafeLabel(_("Diffusion"), "label"), self.field, self.internal):
            column.addWidget(widget)
        column.addSpacing(px(4))
        column.addWidget(Rule())
        self.field.edited.connect(self._on_edited)

    @property
    def classe(self) -> Confidentialite | None:
        """The class chosen for the document shown."""
        return self._chosen.get(self._slug)

    def remember(self, slug: str, classe: Confidentialite | None) -> None:
        """Take the class of a document that keeps its own."""
        self._chosen[slug] = classe

    def show_document(self, info: DocumentInfo) -> None:
        """Show what was chosen for a document, and what may be: one that is internal stays in."""
        internal = info.mention is Mention.INTERNE
        self._slug = info.slug
        offered = [Confidentialite.INTERNE] if internal else list(Confidentialite)
        if self.classe not in {None, *offered}:
            self._chosen[self._slug] = None
        self.field.set_choices(_choices(offered))
        self.field.set_value(self.classe)
        self.internal.setVisible(internal)

    def _on_edited(self) -> None:
        value = self.field.value()
        self._chosen[self._slug] = None if value is None else Confidentialite(str(value))
        self.changed.emit()


def _choices(classes: Sequence[Confidentialite]) -> list[tuple[object, str]]:
    return [(classe, capitalise(_(DIFFUSION_WORDS[classe]))) for classe in classes]


def _column(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    return column
