"""Document « Propositions pour tenir la date »: why the plan does not fit, and three ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.plan_faisabilite import feasibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.plan_faisabilite import PropositionView

TITLE = "Propositions pour tenir la date"


def faisabilite_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return what lacks, then each proposal with its dates before and after."""
    title = Heading(_(TITLE))
    try:
        found = feasibility(edition.snapshot, edition.content, edition.now.date())
    except RegleInvalide as error:
        return (title, Callout(_("À corriger"), sentence(error), "attention"))
    if found is None:
        return (title, Paragraph(_("Le rétroplanning tient : aucune proposition n'est utile.")))
    proposals = [
        block
        for rank, proposal in enumerate(found.propositions, start=1)
        for block in _proposal(rank, proposal)
    ]
    return (title, Paragraph(found.constat), *proposals)


def _proposal(rank: int, proposal: PropositionView) -> Iterator[Block]:
    yield Heading(_("{rang}. {titre}", rang=rank, titre=proposal.titre), 2)
    yield Paragraph(proposal.texte)
    columns = (Column(_("Repère"), 3), Column(_("Avant"), 1.4), Column(_("Après"), 1.4))
    rows = [
        Row((
            Cell(line.titre),
            Cell(format_date(line.avant)),
            Cell(format_date(line.apres), bold=line.avant != line.apres),
        ))
        for line in proposal.jalons
    ]  # fmt: skip
    margin = Row((Cell(_("Marge")), Cell(proposal.marge_avant), Cell(proposal.marge_apres)))
    yield Table(columns, (*rows, margin), caption=proposal.titre)
    yield BulletList(tuple(note.texte for note in proposal.notes))
