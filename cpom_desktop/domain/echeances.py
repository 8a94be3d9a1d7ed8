"""Deadlines: hers, and what she says of those that a rule founds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """A reminder of hers, or what she says of a deadline that the program computes.

    Attributes:
        cle: empty for a reminder of hers; else which occurrence of which rule it tells about
            (`errd:2026`, `reunion:12:convocation`): unique.
        titre: hers; empty for a rule, which has its own.
        jour: the date that she chose; None keeps that of the rule.
        motif: why she changed the date.
        rappels: days before at which she is reminded, « 60,30,7 »; empty for those of the rule.
        fait_le: when it was done.
        sans_objet: it does not concern her dossier.
    """

    id: int
    cle: str = ""
    titre: str = ""
    jour: date | None = None
    motif: str = ""
    acteur_id: int | None = None
    rappels: str = ""
    fait_le: date | None = None
    sans_objet: bool = False
    note: str = ""
