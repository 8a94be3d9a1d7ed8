"""Which meeting validates the diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.instances import COPIL

if TYPE_CHECKING:
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.services.snapshot import DossierSnapshot

DIAGNOSIS_MEETING = 2
"""Number of the COPIL that validates the diagnosis (kit §6.2)."""


def validating_meeting(snapshot: DossierSnapshot) -> Reunion | None:
    """Return the second meeting of the COPIL, or None."""
    ids = {instance.id for instance in snapshot.instances if instance.slug == COPIL}
    return next(
        (r for r in snapshot.reunions if r.instance_id in ids and r.numero == DIAGNOSIS_MEETING),
        None,
    )
