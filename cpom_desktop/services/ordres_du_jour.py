"""What a model of agenda proposes for a meeting, as points of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import NaturePoint, ReunionPoint
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.schema_relations import OrdreDuJourModele

APPROVAL = "Approbation du compte rendu précédent"
"""The first point of a meeting that follows another: its decisions come back there."""
APPROVAL_MINUTES = 5


def is_approval(titre: str) -> bool:
    """Tell whether a point approves the minutes of the meeting before."""
    return titre.casefold().startswith("approbation du compte rendu")


def points_of(
    model: OrdreDuJourModele | None,
    reunion_id: int,
    acteurs: Mapping[str, int],
    *,
    follows: bool,
) -> tuple[ReunionPoint, ...]:
    """Return the points of a new meeting, in order.

    Args:
        model: the agenda to copy; None for an agenda of her own.
        reunion_id: the meeting.
        acteurs: slug → id of the stakeholders of the dossier.
        follows: a meeting of the instance came before: its minutes are approved first.
    """
    proposed = [] if model is None else list(_points(model, acteurs))
    kept = [point for point in proposed if not is_approval(str(point["titre"]))]
    first = [point for point in proposed if is_approval(str(point["titre"]))][:1]
    if follows:
        kept = [*(first or [_approval()]), *kept]
    return tuple(
        ReunionPoint(id=0, reunion_id=reunion_id, ordre=place, **values)  # type: ignore[arg-type]
        for place, values in enumerate(kept, start=1)
    )


def _points(model: OrdreDuJourModele, acteurs: Mapping[str, int]) -> Iterable[dict[str, object]]:
    for point in model.points:
        yield {
            "titre": point.titre,
            "rapporteur_id": acteurs.get(point.rapporteur or ""),
            "duree_minutes": point.duree_minutes,
            "nature": point.nature,
            "document": point.document,
        }


def _approval() -> dict[str, object]:
    return {
        "titre": _(APPROVAL),
        "duree_minutes": APPROVAL_MINUTES,
        "nature": NaturePoint.DECISION,
    }
