"""The contrôle as it is read: its parts, what is chosen of it, where each is mended, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite
from cpom_desktop.services.parcours import PAGES, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.anomalies.controle import Anomalie, Controle
    from cpom_desktop.services.anomalies.regles import Regle, Releve

ALL_STAGES = -1
"""In place of the number of a stage: all of them."""
FALLBACK: Mapping[str, str] = {"objectifs": "fiches-action", "indicateurs": "fiches-action"}
"""Page of an anomalie → the one that shows it too, where the first does not exist."""
GRAVITE_WORDS: Mapping[Gravite, str] = {
    Gravite.BLOQUANT: "Bloquant",
    Gravite.A_VERIFIER: "À vérifier",
    Gravite.CONSEIL: "Conseil",
}


class Part(StrEnum):
    """The chips over the list."""

    TOUS = "tous"
    BLOQUANTS = "bloquants"
    A_VERIFIER = "a_verifier"
    CONSEILS = "conseils"
    IGNORES = "ignores"
    TENUS = "tenus"


GRAVITES: Mapping[Part, Gravite] = {
    Part.BLOQUANTS: Gravite.BLOQUANT,
    Part.A_VERIFIER: Gravite.A_VERIFIER,
    Part.CONSEILS: Gravite.CONSEIL,
}


class Destination(NamedTuple):
    """Where an anomalie is mended; no page when there is none yet."""

    page: str
    champ: str = ""


def chosen(found: Controle, part: Part, stage: int = ALL_STAGES) -> tuple[Anomalie, ...]:
    """Return the anomalies of a part and of a stage, the gravest first."""
    if part is Part.TENUS:
        return ()
    kept = found.ignorees if part is Part.IGNORES else found.anomalies
    gravite = GRAVITES.get(part)
    return tuple(
        a for a in kept if gravite in {None, a.gravite} and stage in {ALL_STAGES, a.regle.stage}
    )


def held(found: Controle, stage: int = ALL_STAGES) -> tuple[Regle, ...]:
    """Return the rules of a stage that found nothing."""
    return tuple(regle for regle in found.tenues if stage in {ALL_STAGES, regle.stage})


def count(found: Controle, part: Part, stage: int = ALL_STAGES) -> int:
    """Return how many lines a part has."""
    return len(held(found, stage) if part is Part.TENUS else chosen(found, part, stage))


def destination(releve: Releve) -> Destination:
    """Return where an anomalie is mended, or a page that shows the same thing."""
    if releve.page in PAGES:
        return Destination(releve.page, releve.champ)
    page = FALLBACK.get(releve.page, "")
    row, _dot, _name = releve.champ.rpartition(".")
    name = f"{row}.libelle" if row else ""  # that page may not have the field itself
    return Destination(page, name) if page in PAGES else Destination("")


def headline(found: Controle) -> str:
    """Return « 2 points bloquants, 3 à vérifier et 2 conseils »; « rien à corriger »."""
    parts = [words(len(found.of(gravite))) for gravite, words in _COUNTED if found.of(gravite)]
    if not parts:
        return _("rien à corriger")
    return _(" et ").join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _blocking(n: int) -> str:
    return ngettext("{n} point bloquant", "{n} points bloquants", n)


def _to_check(n: int) -> str:
    return ngettext("{n} à vérifier", "{n} à vérifier", n)


def _advice(n: int) -> str:
    return ngettext("{n} conseil", "{n} conseils", n)


_COUNTED = (
    (Gravite.BLOQUANT, _blocking),
    (Gravite.A_VERIFIER, _to_check),
    (Gravite.CONSEIL, _advice),
)


def stage_names() -> tuple[tuple[int, str], ...]:
    """Return what the list may be cut down to: all, each stage, the whole dossier."""
    return (
        (ALL_STAGES, _("Toutes les étapes")),
        *((stage.number, f"{stage.number}. {_(stage.title)}") for stage in STAGES),
        (0, _("Dans tout le dossier")),
    )
