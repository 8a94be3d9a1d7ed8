"""« À propos »: what the program is, its licence, its parts, and what to say when it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop import __version__
from cpom_desktop.i18n import _
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.page import Page
from ui.kit.read_only_text import ReadOnlyText
from ui.kit.restyle import Restyled
from ui.shell.components import diagnostic
from ui.shell.composants import ComponentsCard
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.changes import Changes
    from ui.shell.settings import Settings


class AProposPage(Page):
    """Read only, whole, without a connection."""

    slug = "a-propos"
    wide = True

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.components = ComponentsCard()
        for card in (self._program(), self._places(), self.components):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _program(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(IconLabel("clipboard-check", "primaire", 32))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(SafeLabel("CPOM Desktop", "dialog-title"))
        names.addWidget(SafeLabel(_("Version {v}", v=__version__), "caption-2"))
        head.addLayout(names, 1)
        card.add(head)
        for text in (
            _(
                "Préparer, négocier et suivre le contrat pluriannuel d'objectifs et de moyens "
                "(CPOM) d'un EHPAD, hors ligne. Un seul fichier par dossier, et des documents "
                "imprimés que l'on emporte au comité de pilotage. Les contenus sont rédigés "
                "d'après le kit de l'ANAP ; chacun porte sa source et sa date."
            ),
            _(
                "Logiciel libre : licence GPL, version 3 ou suivante. Vous pouvez l'utiliser, le "
                "copier, l'étudier et le transmettre ; il est fourni sans garantie."
            ),
        ):
            card.add(SafeLabel(text, "body", wrap=True))
        return card

    def _places(self) -> Card:
        card = Card(_("En cas de problème"), ruled=True)
        card.add(
            SafeLabel(
                _(
                    "Quand le logiciel rencontre une erreur, il propose d'enregistrer un rapport, "
                    "à l'endroit que vous choisissez ; il n'en garde ni n'en envoie aucun. "
                    "Copiez aussi le texte ci-dessous : il ne contient rien de vos dossiers."
                ),
                "small",
                wrap=True,
            )
        )
        self.diagnostic = Diagnostic(_("Diagnostic à transmettre"), lines=5)
        card.add(self.diagnostic)
        line = QHBoxLayout()
        self.copy = SecondaryButton(_("Copier ce texte"), icon_name="copy")
        self.copy.clicked.connect(self._copy)
        self.copied = SafeLabel("", "success")
        line.addWidget(self.copy)
        line.addWidget(self.copied, 1)
        card.add(line)
        card.add(Rule())
        card.add(SafeLabel(_("Vos réglages sont gardés dans ce fichier"), "label"))
        self.place = ReadOnlyText(_("Fichier des réglages"), lines=1)
        self.place.setPlainText(str(self._settings.file))
        card.add(self.place)
        return card

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.diagnostic.toPlainText())
        self.copied.setText(_("Copié : collez-le dans votre message."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with PageUp and PageDown: most of the page has nothing to stop on."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar = self.scroller.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Change nothing: a dossier has no part in this page."""

    def focus_field(self, key: str) -> bool:
        """Put the caret in the search of the components, the only thing to type here."""
        if key == "composants":
            self.components.focus_search()
        return key == "composants"

    def current_field(self) -> str:
        """Return `composants` when their search has the caret."""
        return "composants" if self.components.search.hasFocus() else ""


class Diagnostic(Restyled, ReadOnlyText):
    """What helps to repair, true of the present look too."""

    def __init__(self, name: str, *, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(name, lines=lines, parent=parent)
        self.restyle()

    def restyle(self) -> None:
        """Tell the present theme."""
        text = diagnostic(current_theme(), _screen())
        if text != self.toPlainText():
            self.setPlainText(text)


def _screen() -> str:
    screen = QApplication.primaryScreen()
    size = screen.size()
    return _(
        "Écran {l}×{h}, agrandi {r}",
        l=size.width(),
        h=size.height(),
        r=f"{screen.devicePixelRatio():g}",
    )
