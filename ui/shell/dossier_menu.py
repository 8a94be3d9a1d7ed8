"""The menu of the dossier, at the top of the sidebar: what concerns the whole file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from ui.shell.dossier_view import DossierView
    from ui.shell.window import MainWindow

LOCK_KEY = "\tCtrl+Maj+L"
PROTECTION = "mot-de-passe"
"""What the search opens the menu on."""


def fill_menu(view: DossierView, window: MainWindow) -> None:
    """Put in the menu what acts on the dossier, and on the window that shows it."""
    menu = view.sidebar.switcher.menu
    menu.addAction(_("Imprimer le dossier…"), view.print_whole)
    menu.addAction(_("Restaurer une copie…"), window.restore).setData("restaurer")
    menu.addAction(_("Confidentialité"), partial(view.show_page, "confidentialite"))
    menu.addSeparator()
    _add_protection(view, window)
    menu.addSeparator()
    menu.addAction(_("Créer un dossier…"), window.create_dossier)
    menu.addAction(_("Ouvrir un autre dossier…"), window.choose_dossier)
    menu.addAction(_("Fermer ce dossier"), view.closed.emit)


def _add_protection(view: DossierView, window: MainWindow) -> None:
    """Put in the menu what concerns the password: another thing once there is one."""
    menu = view.sidebar.switcher.menu
    if view.session.workspace.key is None:
        protect = menu.addAction(_("Protéger par un mot de passe…"), window.protecting.choose)
        protect.setData(PROTECTION)
        return
    menu.addAction(_("Verrouiller maintenant") + LOCK_KEY, window.lock).setData(PROTECTION)
    menu.addAction(_("Changer le mot de passe…"), window.protecting.choose)
    menu.addAction(_("Retirer le mot de passe…"), window.protecting.remove)
    menu.addAction(_("Imprimer la fiche de secours…"), window.protecting.show_sheet)
