"""The French sentences of what is doubtful in a text and never refused, by code.

Source of the exact texts: reliability §7.3, rows 67 and 68.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie.donnees_sensibles import NIR, SANTE, sensitive_doubt
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

DOUBTS: Mapping[str, str] = {
    NIR: (
        "Ceci ressemble à un numéro de sécurité sociale. Ce dossier n'est pas fait pour cela. "
        "Le garder ?"
    ),
    SANTE: "N'inscrivez pas d'information de santé nominative.",
}


def sensitive_sentence(text: str) -> str:
    """Return what to say of a text that holds what it should not; empty when nothing is."""
    code = sensitive_doubt(text)
    return _(DOUBTS[code]) if code else ""
