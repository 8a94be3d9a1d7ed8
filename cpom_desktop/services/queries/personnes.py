"""One person in several places: acteurs of one name that nothing tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.services.queries.acteurs_doublons import both_key
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot


@once
def persons(snapshot: DossierSnapshot) -> Mapping[int, int]:
    """Return for each acteur the first one that is the same person: itself most of the time.

    Two acteurs of one name are one person (she holds two functions), unless a telephone or an
    address that both give tells them apart, they belong to different families, or the page
    Acteurs was told that they are two.
    """
    said = {anomalie.cle for anomalie in snapshot.anomalies_assumees}
    first: dict[str, list[Acteur]] = {}
    found: dict[int, int] = {}
    for acteur in snapshot.acteurs:
        name = fold(acteur.nom.strip())
        known = first.setdefault(name, []) if name else []
        alike = (
            o for o in known if not _apart(o, acteur) and both_key(o.id, acteur.id) not in said
        )
        same = next(alike, None)
        if same is None:
            known.append(acteur)
        found[acteur.id] = acteur.id if same is None else same.id
    return found


def _apart(one: Acteur, other: Acteur) -> bool:
    if one.famille is not other.famille:
        return True
    pairs = ((one.courriel, other.courriel), (one.telephone, other.telephone))
    return any(mine and theirs and fold(mine) != fold(theirs) for mine, theirs in pairs)
