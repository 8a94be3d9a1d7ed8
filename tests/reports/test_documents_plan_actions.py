"""The plan d'actions on paper and as a workbook: every fiche, every step, the same cents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import Callout, Figure, Heading, PageBreak, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.documents.plan_actions import couts_sheets, plan_actions_sheets
from cpom_desktop.reports.exports import make_file, read_again
from cpom_desktop.services.documents import DocumentFormat, DocumentState
from cpom_desktop.services.queries.feuilles_personnes import feuille_de
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions import plan_actions
from cpom_desktop.services.queries.plan_actions_couts import tableaux_couts
from tests.outils.editions import blocks_of, empty, hostile, rendered, showcase, with_snapshot
from tests.outils.pages import pages_of

PLAN, COUTS, FEUILLES = "plan-actions", "tableau-couts", "feuilles-route-personnes"


def plain(text):
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")


def cells(table):
    return [[plain(cell.content) for cell in row.cells] for row in table.rows]


def state(slug, edition):
    return CATALOGUE[slug].status(edition.snapshot, edition.content, edition.now.date())


@pytest.mark.parametrize("edition", [showcase, empty, hostile])
@pytest.mark.parametrize("slug", [PLAN, COUTS, FEUILLES])
def test_each_document_prints_whatever_is_written(edition, slug):
    assert len(rendered(edition(), slug).data) > 1000


def test_the_calendar_stands_on_a_landscape_page_and_tells_each_fiche():
    document = build(PLAN, showcase())
    (figure,) = blocks_of(document, Figure)
    assert all(b.landscape for b in document.blocks if isinstance(b, PageBreak))
    for repere in ("FA-01", "FA-02", "FA-03"):
        assert repere in figure.alt
    assert "65 460 €" in plain(figure.alt)
    (table,) = blocks_of(document, Table)
    assert len(table.rows) == len(showcase().snapshot.etapes)
    assert cells(table)[0][:2] == ["FA-01", "Choisir l’échelle de risque et écrire le protocole"]


def many(count):
    """Return the showcase with many fiches."""
    edition = showcase()
    first = edition.snapshot.fiches_action[0]
    more = tuple(replace(first, id=1000 + n, numero=100 + n) for n in range(count))
    return with_snapshot(edition, fiches_action=(*edition.snapshot.fiches_action, *more))


def test_two_hundred_fiches_take_several_pages_and_none_is_lost():
    document = build(PLAN, many(200))
    figures = blocks_of(document, Figure)
    assert len(figures) > 10
    told = " ".join(figure.alt for figure in figures)
    assert all(f"FA-{100 + n}" in told for n in range(200))
    assert sum("Coût par année" in str(figure.scene.items) for figure in figures) == 1


def test_the_costs_are_the_same_to_the_cent_in_words_on_paper_and_in_the_workbook():
    edition = hostile()
    told = tableaux_couts(plan_actions(edition.snapshot, edition.now.date()))
    assert any(amount and amount % 100 for t in told for li in t.lignes for amount in li.montants)
    pages = plain("\n".join(pages_of(rendered(edition, COUTS))))
    for table, printed, sheet in zip(
        told, blocks_of(build(COUTS, edition), Table), couts_sheets(edition), strict=False
    ):
        wanted = [[plain(format_euros(a)) for a in line.montants] for line in table.lignes]
        assert [row[1:] for row in cells(printed)] == wanted
        assert all(amount in pages for row in wanted for amount in row if amount != "–")
        assert [[None if v is None else int(v * 100) for v in row[1:]] for row in sheet.rows] == [
            list(line.montants) for line in table.lignes
        ]
        assert [c.header for c in sheet.columns] == [c.header for c in printed.columns]


def test_a_total_is_the_sum_of_its_lines_and_of_its_years():
    edition = showcase()
    for table in tableaux_couts(plan_actions(edition.snapshot, edition.now.date()))[:2]:
        *lines, total = table.lignes
        assert [
            sum(column) for column in zip(*(li.montants for li in lines), strict=True)
        ] == list(total.montants)
        assert sum(total.montants[:-1]) == total.montants[-1] == 385_427_00


def test_what_nobody_pays_for_is_told_first():
    edition = showcase()
    assert not blocks_of(build(COUTS, edition), Callout)
    alone = with_snapshot(edition, financements=())
    (callout,) = blocks_of(build(COUTS, alone), Callout)
    assert "FA-01, FA-02, FA-03" in plain(callout.text) or "FA-01" in plain(callout.text)
    assert "3 fiches sans financement" in map(plain, state(COUTS, alone).reasons)


def test_a_fiche_given_up_is_named_and_costs_nothing():
    edition = showcase()
    first, *others = edition.snapshot.fiches_action
    given_up = replace(first, statut=StatutFiche.ABANDONNEE)
    one = with_snapshot(edition, fiches_action=(given_up, *others))
    table = tableaux_couts(plan_actions(one.snapshot, one.now.date()))[0]
    assert [line.libelle[:5] for line in table.lignes] == ["FA-03", "FA-02", "Total"]
    assert "FA-01" in str(build(COUTS, one).blocks[-1])


def test_the_workbook_has_a_line_a_fiche_then_a_line_a_step():
    edition = showcase()
    fiches, steps, about = plan_actions_sheets(edition)
    assert [row[1] for row in fiches.rows] == ["FA-01", "FA-03", "FA-02"]
    assert sum(row[-1] for row in fiches.rows) == Decimal(385_427)
    assert len(steps.rows) == len(edition.snapshot.etapes)
    assert about.rows
    for slug in (PLAN, COUTS):
        options = replace(edition.options, format=DocumentFormat.XLSX)
        made = make_file(slug, replace(edition, options=options))
        assert read_again(made.data, DocumentFormat.XLSX) == made.proof


def test_the_states_tell_what_lacks():
    assert state(PLAN, showcase()).state is DocumentState.COMPLET
    assert state(PLAN, empty()).state is DocumentState.VIDE
    assert state(COUTS, empty()).state is DocumentState.VIDE
    assert state(FEUILLES, empty()).state is DocumentState.VIDE
    edition = showcase()
    undated = with_snapshot(edition, etapes=())
    assert "3 fiches sans date" in map(plain, state(PLAN, undated).reasons)


# --- the sheet of each person


def test_each_person_has_a_page_with_the_steps_by_date():
    edition = showcase()
    document = build(FEUILLES, edition)
    forms = [b.form for b in document.blocks if isinstance(b, PageBreak) and b.form]
    overview = blocks_of(document, Table)[0]
    assert len(forms) == len(overview.rows) >= 2
    counted = sum(int(row[3]) for row in cells(overview))
    assert counted == len(edition.snapshot.etapes)


def test_the_sheet_of_one_person_is_that_of_the_others():
    edition = showcase()
    person = next(a for a in edition.snapshot.acteurs if a.nom == "Nadia Benali")
    whole, one = build(FEUILLES, edition), build(f"feuille-route-personne-{person.id}", edition)
    assert set(one.blocks) <= set(whole.blocks)
    assert len(pages_of(rendered(edition, one.slug))) == 1
    steps = blocks_of(one, Table)[-1]
    sheet = feuille_de(edition.snapshot, edition.now.date(), person.id)
    days = [line.etape.fin for line in sheet.etapes]
    assert days == sorted(days)
    assert [row[1] for row in cells(steps)] == [plain(li.etape.libelle) for li in sheet.etapes]
    assert any("Nadia Benali" in b.text for b in blocks_of(one, Heading))


def test_a_step_without_anybody_goes_to_who_leads_its_fiche():
    edition = showcase()
    etapes = tuple(replace(e, responsable_id=None) for e in edition.snapshot.etapes)
    alone = with_snapshot(edition, etapes=etapes)
    overview = blocks_of(build(FEUILLES, alone), Table)[0]
    assert sum(int(row[3]) for row in cells(overview)) == len(etapes)
    assert len(overview.rows) == len({f.responsable_id for f in alone.snapshot.fiches_action})


def test_nobody_of_this_number_is_refused():
    with pytest.raises(RapportImpossible):
        build("feuille-route-personne-99999", showcase())
