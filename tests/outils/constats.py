"""A grid already answered, for the tests and the pictures."""

from __future__ import annotations

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.services.operations import UpdateConstat

MARKS = (Cotation.PARTIEL, Cotation.EN_PLACE, Cotation.MAITRISE, Cotation.ABSENT)
SENTENCE = "Le plan de remplacement existe, mais rien n’est formalisé ni suivi chaque mois. "


def answer(workspace, count, *, length=160):
    """Answer the first criteria of the grid, each with a finding of `length` characters."""
    text = (SENTENCE * (length // len(SENTENCE) + 1))[:length].strip()
    for rank, critere in enumerate(workspace.content.grille.criteres[:count]):
        workspace.run(
            UpdateConstat(
                critere=critere.slug,
                cotation=MARKS[rank % len(MARKS)],
                texte=text,
                nature=NatureConstat.FAIBLESSE,
                priorite=rank % 3 + 1,
                position_ars=PositionAutorite.PARTAGEE,
            )
        )
