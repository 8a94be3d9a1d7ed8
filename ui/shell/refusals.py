"""Why a dossier did not open, and what she can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _
from ui.kit.dialogs import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.errors import ErreurCpom


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


class WayOut(NamedTuple):
    """Something she can do about a dossier that did not open: its words, and what does it."""

    words: str
    act: Callable[[], object]


WORDS = {
    "lecture": "Ouvrir en lecture seule",
    "reessayer": "Réessayer",
    "autre": "Choisir un autre fichier…",
}
WAYS: Mapping[str, tuple[str, ...]] = {
    "M-01": ("autre",),
    "M-02": ("autre",),
    "M-03": ("autre",),
    "M-04": ("autre",),
    "M-05": ("reessayer", "lecture"),
    "occupe": ("reessayer", "lecture"),
    "dossier-protege": ("lecture",),
    "fichier-protege": ("lecture",),
    "introuvable": ("reessayer", "autre"),
    "illisible": ("reessayer", "autre"),
}
"""Code of a refusal → what is offered, in the order of the buttons; nothing for the others."""


def ways_out(code: str, acts: Mapping[str, Callable[[], object]]) -> tuple[WayOut, ...]:
    """Return what she can do after a refusal, of what the window knows how to do.

    Args:
        code: of the refusal.
        acts: what does each, by its key in `WORDS`.
    """
    return tuple(WayOut(_(WORDS[key]), acts[key]) for key in WAYS.get(code, ()) if key in acts)
