"""The pages of the program itself: within a dossier, or alone from the home page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.parcours import PAGES
from ui.kit.buttons import TextButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.copies import Copies
    from ui.kit.page import Page
    from ui.shell.settings import Settings

PROGRAM_CLASSES = {
    "reglages": ("ui.shell.reglages.page", "ReglagesPage"),
    "a-propos": ("ui.shell.a_propos", "AProposPage"),
}
"""Slug of a page of the program → module and class, imported when first shown."""


def make_program_page(slug: str, settings: Settings, copies: Copies | None = None) -> Page:
    """Return a page of the program, which knows the settings and no dossier.

    `copies`: the backups of the dossier that is open, which the settings show.
    """
    module, name = PROGRAM_CLASSES[slug]
    known = (settings, copies) if slug == "reglages" else (settings,)
    page: Page = getattr(import_module(module), name)(*known)
    return page


class ProgramView(QWidget):
    """A page of the program without a dossier, and the way back.

    Signals:
        left: she goes back to the home page.
    """

    left = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._pages: dict[str, Page] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        for keys in ("Esc", "Alt+Left"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.left)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "barre")
        bar.setFixedHeight(px(48))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(18), 0, px(16), 0)
        row.setSpacing(px(6))
        self.back = TextButton(_("Accueil"), icon_name="arrow-left")
        self.back.setAccessibleName(_("Revenir à l'accueil"))
        self.back.clicked.connect(self.left)
        self._name = SafeLabel("", "label")
        row.addWidget(self.back)
        row.addWidget(IconLabel("chevron-right", "texte-3", 16))
        row.addWidget(self._name)
        row.addStretch(1)
        return bar

    @property
    def page(self) -> Page:
        """The page shown."""
        return self._pages[self.slug]

    def show_page(self, slug: str, field: str = "") -> None:
        """Show a page, the caret in a field of it or on its first thing."""
        self.slug = slug
        if slug not in self._pages:
            made = self._pages[slug] = make_program_page(slug, self._settings)
            made.navigate.connect(self.show_page)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self.page)
        self._name.setText(_(PAGES[slug].title))
        if not (field and self.page.focus_field(field)):
            self.page.focus_first()
