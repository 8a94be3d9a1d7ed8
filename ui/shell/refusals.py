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


def show_refusal(window: MainWindow, error: ErreurCpom, path: Path) -> None:
    """Say why a dossier did not open: over the one that is open, else on the home page."""
    told, ways = sentence(error), ways_out(error.code, _acts(window, error, path))
    if window.view is not None:
        whose = _("« {nom} » ne s'est pas ouvert.", nom=path.name)
        window.view.notices.refuse(f"{whose} {told} {error.remedy}".strip(), ways)
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
WAYS: Mapping[str, tuple[str, ...]] = {
    "M-01": ("copie", "autre"),
    "M-02": ("copie", "sauver", "autre"),
    "M-03": ("copie", "autre", "sauver"),
    "M-04": ("autre",),
    "M-05": ("reessayer", "lecture"),
    "occupe": ("reessayer", "lecture"),
    "dossier-protege": ("lecture",),
    "fichier-protege": ("lecture",),
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
