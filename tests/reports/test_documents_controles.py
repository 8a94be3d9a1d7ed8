"""The check-lists and the role sheet, read as text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.reports.blocks import Heading, KeyValues, Paragraph, Signatures, Table
from cpom_desktop.reports.catalogue import build, entry_of
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.documents.controles import FREE_LINES
from cpom_desktop.services import operations as ops
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.queries.controles import check_list
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import rendered

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def edition(workspace):
    return Edition(workspace.snapshot, workspace.content, NOW)


def blocks(workspace, slug):
    return build(slug, edition(workspace)).blocks


def rows(workspace, slug):
    table = next(b for b in blocks(workspace, slug) if isinstance(b, Table))
    return [[cell.content for cell in row.cells] for row in table.rows if row.kind == "body"]


def row(workspace, slug):
    return next(c for c in workspace.snapshot.controles if c.slug == slug)


def state(workspace, slug):
    found = edition(workspace)
    return entry_of(slug).status(found.snapshot, found.content, NOW.date())


def test_the_list_says_what_is_done_and_which_datum_says_it(tilleuls):
    printed = rows(tilleuls, "check-list")
    perimeter = next(r for r in printed if r[1] == "Périmètre défini")

    assert len(printed) == 42
    assert perimeter[0] == "☑"
    assert "84 HP" in perimeter[2]
    assert perimeter[3:] == ["Claire Morel", "8 févr."]
    told = check_list(tilleuls.snapshot, ListeControle.CPOM, tilleuls.content, NOW.date())
    assert sum(r[0] == "☑" for r in printed) == told.done > 5


def test_a_point_set_aside_has_no_box_and_says_why(tilleuls):
    place = row(tilleuls, "financements-discutes").id
    reason = "Aucun financement demandé"
    tilleuls.run(ops.UpdateControle(id=place, etat=EtatControle.SANS_OBJET, motif=reason))
    (aside,) = (r for r in rows(tilleuls, "check-list") if reason in r[2])

    assert aside[0] == "–"


def test_a_day_of_another_year_says_its_year(tilleuls):
    place = row(tilleuls, "revue-interne").id
    tilleuls.run(ops.UpdateControle(id=place, echeance=date(2028, 4, 3)))

    (told,) = (r for r in rows(tilleuls, "check-list") if r[4] == "3 avr. 2028")
    assert told[1].startswith("Revue interne")


def test_a_list_to_fill_has_empty_boxes_and_free_lines(tilleuls):
    for slug, count in (("check-list-vierge", 42), ("check-list-lancement-vierge", 22)):
        printed = rows(tilleuls, slug)
        assert len(printed) == count + FREE_LINES
        assert {r[0] for r in printed} == {"☐"}
        assert {(r[3], r[4]) for r in printed} == {("", "")}


def test_the_launch_list_prints_decisions(tilleuls):
    printed = rows(tilleuls, "check-list-lancement")
    day = next(r for r in printed if r[1].startswith("Calendrier"))

    assert "15 décembre 2027" in day[2]
    assert day[0] == "☑"


def test_the_states_say_how_much_is_left(tilleuls):
    assert state(tilleuls, "check-list").state is DocumentState.INCOMPLET
    assert state(tilleuls, "check-list-vierge").state is DocumentState.COMPLET
    assert state(tilleuls, "fiche-role-referent").state is DocumentState.COMPLET
    left = [c.id for c in tilleuls.snapshot.controles if c.liste is ListeControle.LANCEMENT]
    for place in left:
        tilleuls.run(ops.UpdateControle(id=place, etat=EtatControle.FAIT))
    assert state(tilleuls, "check-list-lancement").state is DocumentState.COMPLET
    tilleuls.run(ops.DeleteControles(ids=left))
    assert state(tilleuls, "check-list-lancement").state is DocumentState.VIDE


def test_an_empty_list_says_so_and_prints_blank(tilleuls):
    bare = Edition(DossierSnapshot(), tilleuls.content, NOW)

    assert build("check-list", bare).blocks[-1] == Paragraph(
        "Cette liste ne contient aucun point."
    )
    table = next(b for b in build("check-list-vierge", bare).blocks if isinstance(b, Table))
    assert len([r for r in table.rows if r.kind == "body"]) == FREE_LINES
    signers = build("fiche-role-referent", bare).blocks[-1]
    assert signers == Signatures((("La direction", ""), ("Le référent CPOM", "")))


def test_the_role_sheet_is_signed_by_both(tilleuls):
    made = blocks(tilleuls, "fiche-role-referent")
    identity = next(b for b in made if isinstance(b, KeyValues))

    assert identity.rows[0] == ("Référent", "Sophie Lemaire")
    assert made[-1] == Signatures(
        (("La direction", "Claire Morel"), ("Le référent CPOM", "Sophie Lemaire"))
    )
    titles = [b.text for b in made if isinstance(b, Heading)]
    assert "Ce que le référent ne fait pas" in titles
    assert rendered(edition(tilleuls), "fiche-role-referent").pages <= 2


def test_a_heading_without_text_asks_for_it(tilleuls):
    temps = next(r for r in tilleuls.snapshot.rubriques if r.slug == "temps")
    tilleuls.run(ops.UpdateRubrique(id=temps.id, texte=""))

    assert Paragraph("À compléter.") in blocks(tilleuls, "fiche-role-referent")
    told = state(tilleuls, "fiche-role-referent")
    assert told.state is DocumentState.INCOMPLET
    assert told.reasons == ("1 rubrique à écrire",)
