"""Why a dossier did not open, and what she can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from ui.kit.dialogs import ask

if TYPE_CHECKING:
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
