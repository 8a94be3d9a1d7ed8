"""The sentence of a doubt about what was typed; it never blocks (reliability §7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie.doutes import DouteTexte, doubt_of
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[DouteTexte, str] = {
    DouteTexte.NIR: (
        "Ceci ressemble à un numéro de sécurité sociale. Ce dossier n'est pas fait pour cela : "
        "retirez-le."
    ),
    DouteTexte.SANTE: "N'inscrivez pas d'information de santé sur une personne nommée.",
    DouteTexte.SYMBOLE: (
        "Un symbole de ce texte ne s'imprime pas ; il sera remplacé par « □ » dans le PDF."
    ),
    DouteTexte.DROITE_A_GAUCHE: ("Ce texte se lit de droite à gauche ; vérifiez l'impression."),
}
NOTES_REMINDER = "Pas de nom de résident, ni d'information de santé"
"""Shown in an empty free text where she notes what people say."""


def doubt_sentence(text: object) -> str | None:
    """Return what to tell of a text; None when there is no doubt, or when it is no text."""
    doubt = doubt_of(text) if isinstance(text, str) and text else None
    return _(SENTENCES[doubt]) if doubt else None
