"""« Propositions pour tenir la date »: what the document says, as text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cpom_desktop.reports.blocks import BulletList, Heading, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.documents.faisabilite import TITLE, faisabilite_blocks
from cpom_desktop.services.operations import UpdateDossier
from cpom_desktop.services.queries.documents import faisabilite_status
from cpom_desktop.services.queries.plan_faisabilite import feasibility
from tests.outils.dossiers import opened
from tests.outils.fenetre import copy_prepared

NOW = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_prepared(tmp_path)) as found:
        yield found


def edition(workspace):
    return Edition(workspace.snapshot, workspace.content, NOW)


def test_each_proposal_has_its_dates_before_and_after_and_what_it_supposes(workspace):
    workspace.run(UpdateDossier(date_signature=date(2027, 9, 30)))
    found = feasibility(workspace.snapshot, workspace.content, NOW.date())
    blocks = faisabilite_blocks(edition(workspace))
    assert blocks[:2] == (Heading(TITLE), Paragraph(found.constat))
    tables = [block for block in blocks if isinstance(block, Table)]
    notes = [block.items for block in blocks if isinstance(block, BulletList)]
    assert [table.caption for table in tables] == [p.titre for p in found.propositions]
    assert notes == [tuple(note.texte for note in p.notes) for p in found.propositions]
    for table, proposal in zip(tables, found.propositions, strict=True):
        last = [cell.content for cell in table.rows[-1].cells]
        assert last == ["Marge", proposal.marge_avant, proposal.marge_apres]
        assert len(table.rows) == len(proposal.jalons) + 1


def test_a_plan_that_fits_says_so(workspace):
    workspace.run(UpdateDossier(date_signature=date(2029, 6, 15)))
    _title, told = faisabilite_blocks(edition(workspace))
    assert told.text.startswith("Le rétroplanning tient")
    status = faisabilite_status(workspace.snapshot, workspace.content, NOW.date())
    assert status.reasons == ("le plan tient",)


def test_it_is_a_document_of_the_catalogue(workspace):
    assert build("faisabilite", edition(workspace)).title == TITLE
