"""The sentence of a doubt about what was typed; it never blocks (reliability §7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.saisie.doutes import DouteTexte, doubt_of
from cpom_desktop.domain.saisie.textes import Retouche, retouches
from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_SENSITIVE = frozenset({DouteTexte.NIR, DouteTexte.SANTE})
SIGNS_PER_PAGE = 3_300
"""Of a text printed by our documents, measured on a page of text alone."""
LONG = 6 * SIGNS_PER_PAGE
"""Length from which a text is told long."""
RETOUCHES: Mapping[Retouche, tuple[str, str]] = {
    Retouche.ILLISIBLES: (
        "Un caractère illisible est remplacé par un signe.",
        "{n} caractères illisibles sont remplacés par un signe.",
    ),
    Retouche.CONTROLES: (
        "Un caractère de contrôle est retiré.",
        "{n} caractères de contrôle sont retirés.",
    ),
    Retouche.INVISIBLES: (
        "Un caractère invisible est retiré.",
        "{n} caractères invisibles sont retirés.",
    ),
    Retouche.LIGNES: (
        "Un retour à la ligne est remplacé par un espace.",
        "{n} retours à la ligne sont remplacés par des espaces.",
    ),
}
REMINDER = "N'inscrivez pas ici d'information sur la santé d'un résident ou d'un agent."
"""Said by every field of several lines: shown while it is empty, and read aloud (§3.3)."""
MOST_ROWS = 3
"""Lines of a file named in a sentence."""


def doubt_sentence(text: object) -> str | None:
    """Return what to tell of a text; None when there is no doubt, or when it is no text."""
    if not isinstance(text, str) or not text:
        return None
    doubt = doubt_of(text)
    return _(SENTENCES[doubt]) if doubt else _long_sentence(text)


def _long_sentence(text: str) -> str | None:
    """Return how many pages a long text takes (row 48)."""
    if len(text) < LONG:
        return None
    pages = round(len(text) / SIGNS_PER_PAGE)
    return _("Texte très long : il occupera environ {n} pages à l'impression.", n=pages)


def retouche_sentence(typed: str, *, one_line: bool) -> str | None:
    """Return what making a typed text clean changed in it; None when nothing (rows 56 to 60)."""
    found = retouches(typed, one_line=one_line)
    return " ".join(ngettext(*RETOUCHES[kind], n) for kind, n in found.items()) or None


def sensitive_in(value: object) -> str | None:
    """Return what to tell of the gravest text of an operation; bytes of files are not read."""
    match value:
        case str():
            doubt = doubt_of(value) if value else None
            return _(SENTENCES[doubt]) if doubt in _SENSITIVE else None
        case list() | tuple():
            parts = iter(value)
        case msgspec.Struct():
            parts = (getattr(value, name) for name in value.__struct_fields__)
        case _:
            return None
    return next((told for part in parts if (told := sensitive_in(part))), None)


def rows_doubt(rows: Iterable[Sequence[str]]) -> str:
    """Return what to tell of a table of cells before it is taken, its lines named; or nothing."""
    found: dict[DouteTexte, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        doubt = next((d for cell in row if (d := doubt_of(cell)) in _SENSITIVE), None)
        if doubt:
            found.setdefault(doubt, []).append(number)
    told = []
    for doubt, numbers in sorted(found.items()):
        more = "…" if len(numbers) > MOST_ROWS else ""
        shown = ", ".join(map(str, numbers[:MOST_ROWS])) + more
        lines = ngettext("Ligne {lignes}", "Lignes {lignes}", len(numbers), lignes=shown)
        told.append(f"{lines}{_(' : ')}{_(SENTENCES[doubt])}")
    return " ".join(told)
