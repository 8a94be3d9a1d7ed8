"""Two stakeholders that seem to be one: noticed, never refused (reliability §7.3, row 62).

One structure may have several people, two people may have one name in two structures, and one
person may hold two posts that the kit sets apart: none is a duplicate.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.acteurs import name_key
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.operations import LigneActeur
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("acteurs", "anomalies_assumees")
SAID = "doublon"
"""Opens the name under which she keeps both."""


class Compared(NamedTuple):
    """What is compared of a stakeholder, folded."""

    nom: str
    structure: str
    fonction: str
    service: str
    du_kit: bool


@once
def doublons(snapshot: DossierSnapshot) -> Mapping[int, tuple[int, ...]]:
    """Return, by stakeholder, those that seem to be the same; pairs she keeps are left out."""
    kept = {a.cle for a in snapshot.anomalies_assumees if a.cle.startswith(SAID)}
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in alike(snapshot):
        if both_key(one, other) not in kept:
            found[one].append(other)
            found[other].append(one)
    return {acteur_id: tuple(others) for acteur_id, others in found.items()}


@once
def alike(snapshot: DossierSnapshot) -> tuple[tuple[int, int], ...]:
    """Return every two stakeholders that seem to be one, those she keeps apart too."""
    return tuple(_pairs({acteur.id: key_of(acteur) for acteur in snapshot.acteurs}))


def _pairs(keys: Mapping[int, Compared]) -> Iterator[tuple[int, int]]:
    """Yield who is like whom; only those that share a name or a structure are compared."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for acteur_id, key in keys.items():
        for kind, text in (("nom", key.nom), ("structure", key.structure)):
            if text:
                groups[kind, text].append(acteur_id)
    seen: set[tuple[int, int]] = set()
    for ids in groups.values():
        for rank, one in enumerate(ids):
            for other in ids[rank + 1 :]:
                if (one, other) not in seen and same(keys[one], keys[other]):
                    seen.add((one, other))
                    yield one, other


def key_of(acteur: Acteur | LigneActeur) -> Compared:
    """Return what is compared of a stakeholder, or of a line of a file."""
    return Compared(
        name_key(acteur.nom),
        name_key(acteur.structure),
        name_key(acteur.fonction),
        name_key(acteur.service),
        du_kit=bool(getattr(acteur, "slug", "")),
    )


def same(one: Compared, other: Compared) -> bool:
    """Tell whether two stakeholders seem to be one: what both say must agree.

    Somebody named is the structure itself only where both have the same function, or none.
    """
    if one.du_kit and other.du_kit:
        return False
    if one.nom and one.nom == other.nom:
        return _agree(one.structure, other.structure)
    if not one.structure or one.structure != other.structure or (one.nom and other.nom):
        return False
    if bool(one.nom) != bool(other.nom) and one.fonction != other.fonction:
        return False
    return _agree(one.fonction, other.fonction) and _agree(one.service, other.service)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def both_key(one: int, other: int) -> str:
    """Return the name under which she says that two stakeholders are two."""
    return f"{SAID}:acteurs:{min(one, other)}:{max(one, other)}"


def doublon_sentence(snapshot: DossierSnapshot, other_id: int) -> str:
    """Return what is said of someone who seems to be there already."""
    other = snapshot.acteurs_by_id[other_id]
    about = ", ".join(dict.fromkeys(t for t in (other.nom, other.structure) if t))
    return _(
        "Un partenaire de ce nom existe déjà ({nom}). Ouvrir celui-ci ou créer un doublon ?",
        nom=about or other.display_name,
    )
