"""The demonstration seen from the window: a copy of hers to play with, never replaced."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cpom_desktop.errors import ErreurCpom, ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.presence import is_there
from ui.kit.dialogs import ask

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.workspace import Workspace
    from ui.shell.services import AppServices, NewDemonstration
    from ui.shell.window import MainWindow

STEM = "Démonstration – Les Tilleuls"


def choose_copy(parent: QWidget, folder: Path) -> Path:
    """Return the copy to open: hers if she goes on with it, else the name of a new one."""
    known, free = copies(folder)
    if known is None:
        return free
    again = ask(
        parent,
        _("Reprendre votre copie de la démonstration ?"),
        _(
            "« {nom} » garde ce que vous y avez changé. Un nouvel exemple s'ouvrirait à côté, "
            "sans la remplacer.",
            nom=known.name,
        ),
        _("Ouvrir un nouvel exemple"),
        _("Reprendre ma copie"),
    )
    return free if again else known


def copies(folder: Path) -> tuple[Path | None, Path]:
    """Return her last copy in a folder, if there is one, and the first free name."""
    known = None
    for rank in count(1):
        path = folder / f"{STEM}{f' {rank}' if rank > 1 else ''}.cpom"
        if not is_there(path):
            return known, path
        known = path
    raise AssertionError(folder)


def make_copy(make: NewDemonstration, path: Path) -> Workspace:
    """Write the demonstration at `path` and open it.

    Raises:
        ErreurCpom: nothing is left behind.
    """
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return make(path)
    except OSError as error:
        raise ErreurStockage(
            "emplacement",
            _("Impossible d'écrire à cet endroit : {chemin}.", chemin=str(path.parent)),
            remedy=_("Choisissez un autre emplacement dans les réglages."),
            detail=str(error),
        ) from error
    finally:
        QGuiApplication.restoreOverrideCursor()


def open_copy(window: MainWindow, services: AppServices) -> None:
    """Open her copy of the demonstration, or a new one beside it."""
    path = choose_copy(window, services.settings.folder)
    if is_there(path):
        window.open_path(path)
        return
    try:
        workspace = make_copy(services.new_demonstration, path)
    except ErreurCpom as error:
        from ui.shell.refusals import show_refusal  # noqa: PLC0415 - when refused

        show_refusal(window, error, path)
    else:
        window.replace_dossier(workspace)
