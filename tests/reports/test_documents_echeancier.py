"""The document « Échéancier de l'année », read as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cpom_desktop.reports.blocks import Callout, Heading, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.documents.echeancier import echeancier_blocks, last_day, title_of
from cpom_desktop.reports.exports import make_file
from cpom_desktop.services import operations as ops
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions, DocumentState
from cpom_desktop.services.queries.documents import echeancier_status
from cpom_desktop.services.queries.echeancier import ics_events
from tests.outils.agendas import read
from tests.outils.dossiers import copy_demonstration, opened

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def edition(workspace, now=NOW):
    return Edition(workspace.snapshot, workspace.content, now)


def table_of(blocks):
    return next(block for block in blocks if isinstance(block, Table))


def texts(row):
    return [cell.content for cell in row.cells]


def line_of(blocks, title):
    return next(texts(row) for row in table_of(blocks).rows if title in texts(row)[1:2])


def test_the_year_is_told_with_how_many_dates(workspace):
    blocks = echeancier_blocks(edition(workspace))
    table = table_of(blocks)
    count = sum(row.kind == "body" for row in table.rows)

    assert blocks[0] == Heading("Échéancier 2027")
    lead = f"Du 12 mars au 31 décembre 2027\u00a0: {count} échéances"
    assert lead in blocks[1].text
    assert table.columns[0].header == "Jour"
    assert "jour chômé reste inchangée" in blocks[-1].text


def test_a_line_says_rule_text_source_who_and_has_its_box(workspace):
    blocks = echeancier_blocks(edition(workspace))

    assert line_of(blocks, "ERRD 2026 et rapport d’activité") == [
        "30",
        "ERRD 2026 et rapport d’activité",
        "30 avril de l’année qui suit l’exercice",
        "R.\u00a0314-232",
        "lu",
        "Thomas Girard",
        "☐",
    ]
    closed = line_of(blocks, "Annexe activité 2028")
    assert "à déposer le 29 oct." in closed[2]


def test_what_is_done_is_ticked_and_what_is_out_of_scope_left_out(workspace):
    workspace.run(ops.SetEcheance(cle="errd:2026", fait_le=date(2027, 3, 10)))
    workspace.run(ops.SetEcheance(cle="rama:2026", sans_objet=True))
    blocks = echeancier_blocks(edition(workspace))

    assert line_of(blocks, "ERRD 2026 et rapport d’activité")[-1] == "☑"
    rama = [str(texts(row)) for row in table_of(blocks).rows if "RAMA" in str(texts(row))]
    assert not [told for told in rama if "Recevoir" not in told]


def test_only_milestones_of_the_plan_are_printed_and_late_ones_come_first(workspace):
    late = echeancier_blocks(edition(workspace, datetime(2027, 7, 20, 9, 0, tzinfo=UTC)))
    rows = table_of(late).rows

    assert texts(rows[0]) == ["En retard"]
    assert texts(rows[1])[0].endswith((".", "avril", "mai", "juin", "mars"))
    assert not [row for row in rows if "Animer les ateliers" in str(texts(row))]


def test_at_the_end_of_a_year_the_next_one_is_told_too():
    assert last_day(date(2027, 10, 31)) == date(2027, 12, 31)
    assert last_day(date(2027, 11, 1)) == date(2028, 12, 31)
    assert title_of(date(2027, 11, 1)) == "Échéancier 2027–2028"


def test_a_plan_that_cannot_be_dated_is_told(workspace, monkeypatch):
    from cpom_desktop.errors import RegleInvalide
    from cpom_desktop.services.queries import echeancier_lignes

    def refuse(*_args):
        raise RegleInvalide("plan-trop-long")

    monkeypatch.setattr(echeancier_lignes, "plan_view", refuse)
    blocks = echeancier_blocks(edition(workspace))

    assert any(isinstance(block, Callout) for block in blocks)
    status = echeancier_status(workspace.snapshot, workspace.content, NOW.date())
    assert status.state is DocumentState.A_CORRIGER


def test_its_state_says_what_is_late(workspace):
    status = echeancier_status(workspace.snapshot, workspace.content, NOW.date())

    assert status.state is DocumentState.INCOMPLET
    assert "en retard" in status.reasons[0]


def test_it_is_a_document_of_the_catalogue(workspace):
    document = build("echeancier", edition(workspace))

    assert document.title == "Échéancier de l’année"
    assert any(isinstance(block, Paragraph) for block in document.blocks)


def test_the_calendar_is_read_by_another_parser_on_the_same_days(workspace):
    options = DocumentOptions(format=DocumentFormat.ICS)
    made = make_file("echeancier", Edition(workspace.snapshot, workspace.content, NOW, options))
    expected = ics_events(workspace.snapshot, workspace.content, NOW.date())
    found = read(made.data)

    assert len(found) == made.count == len(expected) >= 60
    assert sorted((e.first, e.title) for e in found) == sorted((e.day, e.title) for e in expected)
    assert all(e.after - e.first == timedelta(days=1) for e in found)
    assert len({e.uid for e in found}) == len(found)
