"""Why a dossier did not open, and what she can do about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from ui.kit.dialogs import ask
from ui.shell.refusal_banner import WayOut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.errors import ErreurCpom
    from ui.shell.window import MainWindow


def open_otherwise(window: MainWindow, error: ErreurCpom, path: Path, *, was_taken: bool) -> bool:
    """Open a dossier another way after a refusal, if there is one; tell whether it opened.

    Args:
        window: where it opens.
        error: the refusal.
        path: the file.
        was_taken: it was already tried in spite of a lock left behind.
    """
    if error.values.get("left_behind") and not was_taken and ask_take_over(window, error):
        return window.open_path(path, take_over=True)
    if error.code in PROTECTED and not _is_read(window, path):
        opened = window.open_path(path, read_only=True)
        if opened and window.view is not None:
            window.view.tell(sentence(error))
        return opened
    show_refusal(window, error, path)
    return False


def _is_read(window: MainWindow, path: Path) -> bool:
    """Tell whether a dossier is the one open already, to be read only."""
    view = window.view
    return view is not None and view.session.workspace.path == path.absolute()


def show_refusal(window: MainWindow, error: ErreurCpom, path: Path) -> None:
    """Say why a dossier did not open: over the one that is open, else on the home page."""
    told, ways = sentence(error), ways_out(error.code, _acts(window, error, path))
    if window.view is not None:
        shown = _is_read(window, path)
        whose = "" if shown else _("« {nom} » ne s'est pas ouvert.", nom=path.name)
        window.view.notices.refuse(f"{whose} {told} {error.remedy}".strip(), () if shown else ways)
        return
    window.show_home()
    window.home.show_refusal(told, error.remedy, ways)


def _acts(window: MainWindow, error: ErreurCpom, path: Path) -> Mapping[str, Callable[[], object]]:
    """Return what the window can do about a file that did not open."""
    acts: dict[str, Callable[[], object]] = {
        "lecture": partial(window.open_path, path, read_only=True),
        "reessayer": partial(window.open_path, path),
        "sauver": partial(window.restoration.rescue, path),
        "autre": window.choose_dossier,
    }
    if "copie" in WAYS.get(error.code, ()) and window.restoration.copies_of(path):
        acts["copie"] = partial(window.restoration.ask, path)
    return acts


def ask_take_over(parent: QWidget, error: ErreurCpom) -> bool:
    """Ask whether to open a dossier that another computer seems to have left open."""
    return ask(
        parent,
        _("Ouvrir quand même ce dossier ?"),
        _(
            "{phrase} Si cet ordinateur s'est arrêté ou n'a plus le fichier, vous pouvez "
            "l'ouvrir ici. Si quelqu'un y travaille encore, ses saisies et les vôtres se "
            "gêneraient.",
            phrase=error.sentence,
        ),
        _("Ouvrir quand même"),
        _("Ne pas l'ouvrir"),
    )


WORDS = {
    "lecture": "Ouvrir en lecture seule",
    "reessayer": "Réessayer",
    "copie": "Ouvrir la dernière copie de sécurité…",
    "sauver": "Sauver ce qui peut l'être…",
    "autre": "Choisir un autre fichier…",
}
PROTECTED = frozenset({"dossier-protege", "fichier-protege"})
"""Refusals to write: such a dossier is opened to be read only."""
WAYS: Mapping[str, tuple[str, ...]] = {
    "M-01": ("copie", "autre"),
    "M-02": ("copie", "sauver", "autre"),
    "M-03": ("copie", "autre", "sauver"),
    "M-04": ("copie", "autre"),
    "M-05": ("reessayer", "lecture"),
    "occupe": ("reessayer", "lecture"),
    "introuvable": ("reessayer", "copie", "autre"),
    "illisible": ("reessayer", "autre"),
}
"""Code of a refusal → what is offered, in the order of the buttons; nothing for the others."""


def ways_out(code: str, acts: Mapping[str, Callable[[], object]]) -> tuple[WayOut, ...]:
    """Return what she can do after a refusal, of what the window knows how to do.

    Args:
        code: of the refusal.
        acts: what does each, by its key in `WORDS`.
    """
    keys = [key for key in WAYS.get(code, ()) if key in acts]
    if "copie" in keys and "autre" in keys:  # « Ouvrir un dossier… » stands just below
        keys.remove("autre")
    return tuple(WayOut(_(WORDS[key]), acts[key]) for key in keys)
