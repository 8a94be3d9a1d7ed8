"""What a gesture on the tree of objectives asks of the dossier: one operation, or nothing.

The keyboard and the mouse go through the same rules: where a row may stand, and what it becomes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import MoveAxe, MoveObjectif, UpdateFicheAction
from cpom_desktop.services.queries.arbre import ACTIONS, AXES, OBJECTIFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.arbre import Arbre, Noeud
    from cpom_desktop.services.snapshot import DossierSnapshot

__all__ = ["Sens", "consequence", "deplacer", "objectif_sous", "poser"]


class Sens(StrEnum):
    """Where a row is moved by a key."""

    MONTER = "monter"
    DESCENDRE = "descendre"
    RENTRER = "rentrer"
    SORTIR = "sortir"


def poser(arbre: Arbre, noeud: Noeud, parent: Noeud | None, rang: int) -> Operation | None:
    """Return what puts a row under another, before the one at `rang` there.

    Args:
        parent: None for the top of the tree.
        rang: place among the rows of `parent` as they stand, the moved one included.

    Returns:
        None when it may not stand there, or stands there already.
    """
    rows = parent.enfants if parent else arbre.racines
    places = [row.cle for row in rows]
    own = places.index(noeud.cle) if noeud.cle in places else -1
    if own >= 0:
        if rang in {own, own + 1}:
            return None
        rang -= rang > own
    match noeud.table:
        case "axes" if parent is None:
            return MoveAxe(id=noeud.id, rang=rang)
        case "objectifs":
            return _objectif_sous(arbre, noeud, parent, rang)
        case "fiches_action" if own < 0 and _operational(parent):
            assert parent is not None, "an operational objective"
            return UpdateFicheAction(id=noeud.id, objectif_id=parent.id)
        case _:
            return None


def _objectif_sous(
    arbre: Arbre, noeud: Noeud, parent: Noeud | None, rang: int
) -> Operation | None:
    """Return what puts an objective in an axis, or under a strategic objective."""
    if parent is None:
        return None
    if parent.table == AXES:
        return MoveObjectif(id=noeud.id, axe_id=parent.id, rang=rang)
    carries = any(row.table == OBJECTIFS for row in noeud.enfants)
    if parent.table != OBJECTIFS or not parent.strategique or carries or parent.cle == noeud.cle:
        return None
    axe = arbre.parent(parent.cle)
    if axe is None:
        return None
    return MoveObjectif(
        id=noeud.id,
        axe_id=axe.id,
        rang=min(rang, len(_objectifs(parent))),
        strategique_id=parent.id,
    )


def deplacer(arbre: Arbre, noeud: Noeud, sens: Sens) -> Operation | None:
    """Return what a key does of a row; None when it leads nowhere.

    Among its neighbours first; past the first or the last, into the parent that is before or
    after. To the left an operational objective becomes strategic; to the right a strategic one
    goes under the strategic one above it.
    """
    if noeud.table == ACTIONS:
        return _fiche(arbre, noeud, sens)
    if noeud.table not in {AXES, OBJECTIFS}:
        return None
    if sens in {Sens.RENTRER, Sens.SORTIR}:
        return _indent(arbre, noeud, sens)
    parent = arbre.parent(noeud.cle)
    rows = [row for row in _siblings(arbre, parent) if row.table == noeud.table]
    place = [row.cle for row in rows].index(noeud.cle)
    wanted = place - 1 if sens is Sens.MONTER else place + 2
    if 0 <= wanted <= len(rows):
        return poser(arbre, noeud, parent, wanted)
    return _beyond(arbre, noeud, parent, sens)


def _beyond(arbre: Arbre, noeud: Noeud, parent: Noeud | None, sens: Sens) -> Operation | None:
    """Return what puts an objective in the parent before its own, last; or after it, first."""
    if parent is None:
        return None
    alike = [row for row in arbre.walk() if _holds(row, parent)]
    place = [row.cle for row in alike].index(parent.cle)
    other = place + (-1 if sens is Sens.MONTER else 1)
    if not 0 <= other < len(alike):
        return None
    last = len(_objectifs(alike[other])) if sens is Sens.MONTER else 0
    return poser(arbre, noeud, alike[other], last)


def _indent(arbre: Arbre, noeud: Noeud, sens: Sens) -> Operation | None:
    parent = arbre.parent(noeud.cle)
    if noeud.table != OBJECTIFS or parent is None:
        return None
    if sens is Sens.SORTIR:
        axe = arbre.parent(parent.cle)
        if noeud.strategique or axe is None:
            return None
        return poser(arbre, noeud, axe, [row.cle for row in axe.enfants].index(parent.cle) + 1)
    rows = _objectifs(parent)
    place = [row.cle for row in rows].index(noeud.cle)
    if not noeud.strategique or not place:
        return None
    above = rows[place - 1]
    return poser(arbre, noeud, above, len(_objectifs(above)))


def _fiche(arbre: Arbre, noeud: Noeud, sens: Sens) -> Operation | None:
    """Return what attaches a fiche to the operational objective before its own, or after it."""
    if sens not in {Sens.MONTER, Sens.DESCENDRE}:
        return None
    holders = [row for row in arbre.walk() if _operational(row)]
    keys = [row.cle for row in holders]
    parent = arbre.parent(noeud.cle)
    if parent is None or parent.cle not in keys:
        wanted = len(keys) - 1 if sens is Sens.MONTER else len(keys)
    else:
        wanted = keys.index(parent.cle) + (-1 if sens is Sens.MONTER else 1)
    return poser(arbre, noeud, holders[wanted], 0) if 0 <= wanted < len(keys) else None


def _siblings(arbre: Arbre, parent: Noeud | None) -> Sequence[Noeud]:
    return parent.enfants if parent else arbre.racines


def _objectifs(noeud: Noeud) -> list[Noeud]:
    return [row for row in noeud.enfants if row.table == OBJECTIFS]


def _operational(noeud: Noeud | None) -> bool:
    return noeud is not None and noeud.table == OBJECTIFS and not noeud.strategique


def _holds(row: Noeud, parent: Noeud) -> bool:
    return (row.table, row.strategique) == (parent.table, parent.strategique)


def objectif_sous(arbre: Arbre, noeud: Noeud | None) -> tuple[int, int | None] | None:
    """Return the axis and the strategic objective of a new objective, from the row chosen.

    Under an axis it is strategic; under a strategic objective, or beside an operational one, it
    is operational. None while there is no axis.
    """
    if noeud is not None and noeud.table not in {AXES, OBJECTIFS}:
        parent = arbre.parent(noeud.cle)
        return objectif_sous(arbre, parent)
    axes = [row for row in arbre.racines if row.table == AXES]
    if noeud is None:
        return (axes[-1].id, None) if axes else None
    if noeud.table == AXES:
        return noeud.id, None
    above = noeud if noeud.strategique else arbre.parent(noeud.cle)
    axe = arbre.parent(above.cle) if above else None
    return (axe.id, above.id) if axe and above else None


def consequence(axes: Iterable[int], objectifs: Iterable[int], snapshot: DossierSnapshot) -> str:
    """Return what the deletion of axes and objectives takes along and leaves, in numbers."""
    gone_axes, own = set(axes), set(objectifs)
    gone = {
        o.id
        for o in snapshot.objectifs
        if o.axe_id in gone_axes or o.id in own or o.strategique_id in own
    }
    below = len(gone - own)
    loose = sum(fiche.objectif_id in gone for fiche in snapshot.fiches_action)
    told = []
    if below:
        told.append(ngettext("{n} objectif part avec.", "{n} objectifs partent avec.", below))
    told.append(
        ngettext("{n} fiche reste, sans objectif.", "{n} fiches restent, sans objectif.", loose)
        if loose
        else _("Aucune fiche n'en dépend.")
    )
    return " ".join(told)
