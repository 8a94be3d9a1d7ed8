"""What ties a task or a fiche action to a meeting: where it is held, what decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.reunion import reunion_name
from cpom_desktop.services.queries.reunions_mots import origin_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.reunions import Decision
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("reunions", "decisions", "instances")


class Lien(NamedTuple):
    """A sentence, the key of the field that it leads to, the page that has it, an icon."""

    words: str
    field: str
    page: str = "reunions"
    icon: str = "users"


def links_of_task(snapshot: DossierSnapshot, task_id: int) -> tuple[Lien, ...]:
    """Return the meeting that a milestone is held in, and the decision that a task comes from."""
    held = tuple(
        Lien(_("Se tient en réunion : « {titre} »", titre=r.titre), f"reunions.{r.id}.jour")
        for r in snapshot.reunions
        if r.task_id == task_id
    )
    return (*held, *_origins(snapshot, (d for d in snapshot.decisions if d.task_id == task_id)))


def links_of_fiche(snapshot: DossierSnapshot, fiche_id: int) -> tuple[Lien, ...]:
    """Return the decisions that a fiche action, or one of its steps, comes from."""
    found = (d for d in snapshot.decisions if d.fiche_id == fiche_id)
    return tuple(_origins(snapshot, found))


def _origins(snapshot: DossierSnapshot, decisions: Iterator[Decision]) -> Iterator[Lien]:
    names = {reunion.id: reunion_name(snapshot, reunion) for reunion in snapshot.reunions}
    for decision in decisions:
        words = origin_words(decision, names[decision.reunion_id])
        yield Lien(words, f"decisions.{decision.id}.texte")
