"""The page of the window that asks for a password: found, answered."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.outils.fenetre import press
from tests.outils.proteges import PASSWORD
from ui.shell.protection.unlock import UnlockPage


def page_of(shell):
    """Return the page that asks."""
    page = shell.window.centralWidget().currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def give(shell, text=PASSWORD):
    """Type a password, and Entrée."""
    form = page_of(shell).form
    form.password.line.setText(text)
    form.password.line.setFocus()
    press(Qt.Key.Key_Return)


def unlocked(shell, protege):
    """Open a protected dossier by its password; return the view."""
    shell.window.open_path(protege)
    give(shell)
    return shell.window.view
