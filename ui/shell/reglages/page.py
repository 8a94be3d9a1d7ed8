"""« Réglages »: appearance, size of the text, folders (picture 29)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import KitButton, SecondaryButton
from ui.kit.cards import Card
from ui.kit.field_flow import FieldFlow
from ui.kit.page import Page
from ui.shell.reglages.copies_rows import AutomaticCopies, SecondPlace
from ui.shell.reglages.folder_row import FolderRow
from ui.shell.reglages.lock_row import LockRow
from ui.shell.reglages.text_scale import TextSample, TextScaleSlider
from ui.shell.reglages.theme_tile import ThemeTile
from ui.theme.theme import px

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from ui.copies import Copies
    from ui.shell.settings import Settings

SECTIONS_WIDTH = 208
ROOMY = 860
THEME_TITLES = (("clair", "Clair"), ("sombre", "Sombre"), ("systeme", "Comme le système"))


class ReglagesPage(Page):
    """What holds on this computer for every dossier; each choice applies at once."""

    slug = "reglages"
    wide = True

    def __init__(
        self, settings: Settings, copies: Copies | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._copies = settings, copies
        self._add_reset()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(12))
        self._sections = self._section_list()
        self._columns.addWidget(self._sections, 0, Qt.AlignmentFlag.AlignTop)
        cards = QVBoxLayout()
        cards.setSpacing(px(12))
        for card in (self._appearance(), self._folders(), self._text()):
            cards.addWidget(card)
        cards.addStretch(1)
        self._columns.addLayout(cards, 1)
        self.body.addLayout(self._columns, 1)
        self._show_folders()
        settings.theme_changed.connect(self._show_theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._mark_section)

    def _add_reset(self) -> None:
        self.reset = SecondaryButton(_("Revenir aux réglages d'origine…"), icon_name="undo-2")
        self.reset.clicked.connect(self._ask_reset)
        self.add_action(self.reset)

    # --- what the page is made of

    def _section_list(self) -> Card:
        card = Card(flush=True)
        card.setAccessibleName(_("Rubriques"))
        card.setFixedWidth(px(SECTIONS_WIDTH))
        card.body.setContentsMargins(0, px(4), 0, px(4))
        self.sections: dict[str, KitButton] = {}
        for key, words, icon_name in (
            ("apparence", _("Apparence"), "sun"),
            ("dossiers", _("Dossiers et copies"), "hard-drive"),
            ("texte", _("Taille du texte"), "zoom-in"),
            ("a-propos", _("À propos"), "info"),
        ):
            row = KitButton(words, "section", icon_name=icon_name)
            row.setCheckable(key != "a-propos")
            row.setProperty("section", key)
            row.clicked.connect(self._on_section)
            self.sections[key] = row
            card.add(row)
        return card

    def _appearance(self) -> Card:
        card = Card(_("Apparence"), ruled=True)
        flow = FieldFlow(across=12)
        self.tiles = {choice: ThemeTile(choice, _(title)) for choice, title in THEME_TITLES}
        flow.line(*((tile, 190) for tile in self.tiles.values()))
        self._show_theme()
        for tile in self.tiles.values():
            tile.toggled.connect(self._on_theme)
        card.add(flow)
        return card

    def _text(self) -> Card:
        card = Card(_("Taille du texte"), _("les documents imprimés ne changent pas"), ruled=True)
        scale = self._settings.text_scale
        self.slider, self.sample = TextScaleSlider(scale), TextSample(scale)
        self.slider.valueChanged.connect(self._show_sample)
        self.slider.settled.connect(self._settings.set_text_scale)
        flow = FieldFlow(across=32)
        flow.line((self.slider, 400), (self.sample, 350))
        card.add(flow)
        return card

    def _folders(self) -> Card:
        card = Card(_("Dossiers et copies"), ruled=True)
        self.dossiers = FolderRow(
            _("Mes dossiers"),
            change_name=_("Changer l'emplacement de mes dossiers"),
            reset_label=_("Reprendre l'emplacement habituel"),
        )
        self.documents = FolderRow(
            _("Documents PDF"),
            change_name=_("Changer l'emplacement des documents PDF"),
            reset_label=_("Les mettre à côté de chaque dossier"),
        )
        self.dossiers.changed.connect(self._on_dossiers)
        self.documents.changed.connect(self._on_documents)
        flow = FieldFlow(across=20)
        flow.line((self.dossiers, 380), (self.documents, 380))
        self.second = SecondPlace(self._settings, self._copies)
        if self._copies is None:
            flow.line((self.second, 380))
        else:
            flow.line((AutomaticCopies(self._copies), 380), (self.second, 380))
        self.lock = LockRow(self._settings)
        flow.line((self.lock, 380))
        card.add(flow)
        return card

    # --- what is shown

    def _show_theme(self) -> None:
        self.tiles[self._settings.theme].setChecked(True)

    def _show_sample(self) -> None:
        self.sample.show_scale(self.slider.scale)

    def _show_folders(self) -> None:
        settings = self._settings
        chosen = settings.chosen_folder
        usual = settings.usual_folder
        self.dossiers.show_folder(
            None if chosen == usual else chosen,
            str(usual),
            start=settings.folder,
            note=_("Proposé à la création ; suit le dernier endroit choisi."),
        )
        self.documents.show_folder(
            settings.documents_folder,
            _("À côté de chaque dossier"),
            start=settings.documents_folder or settings.folder,
            note=_("Proposé à chaque impression ; vous pouvez en changer alors."),
        )

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Look at the folders again; a dossier changes nothing else here."""
        del changes, force
        self._show_folders()
        self.second.show_state()

    # --- what she chooses

    def _on_theme(self, checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        tile = self.sender()
        if checked:
            assert isinstance(tile, ThemeTile)
            self._settings.set_theme(tile.choice)

    def _on_dossiers(self, folder: Path | None) -> None:
        self._settings.set_folder(folder or self._settings.usual_folder)
        self._show_folders()

    def _on_documents(self, folder: Path | None) -> None:
        self._settings.set_documents_folder(folder)
        self._show_folders()

    def _ask_reset(self) -> None:
        from ui.kit.dialogs import ask  # noqa: PLC0415 - when asked

        if ask(
            self.window(),
            _("Revenir aux réglages d'origine ?"),
            _(
                "L'apparence redevient claire, le texte revient à 100 %, les dossiers et le guide "
                "à ce qu'ils étaient à l'installation. Vos dossiers, et la liste des dossiers "
                "récents, ne changent pas."
            ),
            _("Revenir aux réglages d'origine"),
            _("Garder mes réglages"),
        ):
            self._settings.reset()
            self._show_folders()

    # --- where she is

    def _on_section(self) -> None:
        row = self.sender()
        key = str(row.property("section"))
        if key == "a-propos":
            self.navigate.emit(key, "")
        else:
            self.focus_field(key)

    def _places(self) -> dict[str, QWidget]:
        return {
            "apparence": self.tiles[self._settings.theme],
            "texte": self.slider,
            "dossiers": self.dossiers.change,
            "documents": self.documents.change,
            "copies": self.second.row.change,
            "verrouillage": self.lock.choice,
        }

    def focus_field(self, key: str) -> bool:
        """Put the caret on a setting, and show it whole."""
        widget = self._places().get(key)
        if widget is None:
            return False
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if key == "apparence":  # the title above it too
            self.scroller.verticalScrollBar().setValue(0)
        else:
            self.scroller.ensureWidgetVisible(widget)
        return True

    def current_field(self) -> str:
        """Return the key of the setting that has the caret."""
        places = self._places()
        return next((key for key, widget in places.items() if widget.hasFocus()), "")

    def _mark_section(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Light the section that holds the caret; the first one until it is in a card.

        Folders come before the size of the text: the copies are in sight without scrolling.
        """
        folders = (self.dossiers, self.documents, self.second)
        inside = new is not None and any(row.isAncestorOf(new) for row in folders)
        if new is None or not self.isAncestorOf(new) or new in self.sections.values():
            return
        shown = "dossiers" if inside else "texte" if new is self.slider else "apparence"
        for key, section in self.sections.items():
            section.setChecked(key == shown)

    def focus_first(self) -> None:
        """Put the caret on the theme chosen."""
        self.focus_field("apparence")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the width to the cards where the window has no room for the sections."""
        super().resizeEvent(event)
        self._sections.setVisible(self.width() >= px(ROOMY))
