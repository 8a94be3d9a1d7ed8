"""The whole grid on paper and as a workbook, and the form that a workshop fills in by hand."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cpom_desktop.content.regional import read_regional
from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.reports.blocks import Heading, PageBreak, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.grille_complete import grille_sheets
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.xlsx import render_xlsx
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import blocks_of, empty, rows_of, texts_of, with_snapshot
from tests.outils.pack_regional import files
from tests.outils.pages import pages_of

COMPLETE, FORM = "grille-complete", "grille-atelier"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@cache
def edition():
    """Return the edition of the whole demonstration, on its own day."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        return Documents().prepare(workspace, COMPLETE).edition


def rows(of=None, slug=COMPLETE):
    found = blocks_of(build(slug, of or edition()), Table)
    return [[plain(cell) for cell in row] for table in found for row in rows_of(table)]


def row(repere, of=None):
    return next(r for r in rows(of) if r[0].startswith(repere))


def changed(slug, **values):
    constats = edition().snapshot.constats
    found = tuple(replace(c, **values) if c.critere == slug else c for c in constats)
    return with_snapshot(edition(), constats=found)


def test_every_criterion_has_its_line_hers_included():
    hers = [f"PR-{own.id:02d}" for own in edition().snapshot.criteres_propres]
    reperes = [r[0].split()[0] for r in rows()]

    assert len(reperes) == 115 + len(hers)
    assert set(hers) <= set(reperes)


def test_a_line_tells_answer_nature_proof_figures_and_positions():
    found = row("DG-H03")

    assert found[1].startswith("2 – En deçà de l'attendu\nFaiblesse, priorité haute")
    assert "12,63 % en 2023" in found[2]
    assert found[3].startswith("Bilan social 2025, suivi des absences")
    assert "11,04 % (2025)" in found[4]
    assert "repère 11,40 % (2023, CNSA, EHPAD)" in found[4]
    assert found[5] == "ARS : partagée"


def test_what_is_to_be_done_is_told_with_who_and_when():
    acteur = next(a for a in edition().snapshot.acteurs if a.nom)
    of = changed(
        "dg-c01",
        a_verifier=True,
        acteur_id=acteur.id,
        date_preuve=date(2026, 11, 12),
        echeance=date(2027, 11, 12),
    )
    found = row("DG-C01", of)

    assert "Du 12 novembre 2026" in found[3]
    assert found[6] == f"À vérifier\nVérifie : {acteur.nom}\nÀ revoir le 12 novembre 2027"


def test_notes_on_the_authorities_are_never_told():
    of = changed("dg-h03", note_ars="Zorglub", note_departement="Zorglub")

    assert "Zorglub" not in str(texts_of(build(COMPLETE, of).blocks))
    assert "Zorglub" not in str(grille_sheets(of))


def test_an_empty_grid_says_of_each_criterion_that_nothing_was_told():
    found = rows(empty())

    assert len(found) == 115
    assert {r[1] for r in found} == {"Non renseigné"}
    captions = [table.caption for table in blocks_of(build(COMPLETE, empty()), Table)]
    assert all("à compléter" in caption for caption in captions)


def test_an_older_answer_says_so():
    assert row("DG-A01", changed("dg-a01", cotation=Cotation.EN_PLACE))[1].startswith(
        "3, ancienne échelle"
    )


def test_a_finding_out_of_the_grid_is_printed_too():
    lost = Constat(id=9_999, critere="zz-99", cotation=Cotation.PARTIEL, texte="Gardé.")
    of = with_snapshot(edition(), constats=(*edition().snapshot.constats, lost))
    titles = [plain(h.text) for h in blocks_of(build(COMPLETE, of), Heading)]

    assert titles[-1] == "Critères qui ne sont plus dans la grille"
    assert row("ZZ-99", of)[2] == "Gardé."


def test_the_grid_used_is_told_with_its_version():
    texts = [plain(p.text) for p in blocks_of(build(COMPLETE, edition()), Paragraph)]
    assert "Grille du kit, version 1" in texts[0]

    pair = replace(edition(), content=read_regional(files(), edition().content))
    texts = [plain(p.text) for p in blocks_of(build(COMPLETE, pair), Paragraph)]
    assert "Grille de l'ARS Exemple, version 2 du 3 mars 2027." in texts[0]


def test_under_another_grid_the_findings_of_the_kit_keep_their_names():
    pair = replace(edition(), content=read_regional(files(), edition().content))

    assert row("DG-H03", pair)[0] == "DG-H03 Taux d'absentéisme hors formation et par motif"
    assert row("DG-A02", pair)[1] == "Oui (4)"


def test_long_findings_flow_over_pages_and_none_is_lost():
    sentence = "Le constat est long et il doit être lu en entier par le comité. "
    of = changed("dg-a03", texte=f"{sentence * 150}FINDUCONSTAT")
    pages = pages_of(render_pdf(build(COMPLETE, of), now=of.now))

    assert "FINDUCONSTAT" in "".join(map(str, pages)).replace("\n", "")


def test_the_workbook_has_a_line_a_criterion_and_the_same_columns():
    sheet, about = grille_sheets(edition())
    made = render_xlsx_of(edition())

    assert len(sheet.rows) == made.rows["Grille"] == len(rows())
    assert {len(line) for line in sheet.rows} == {len(sheet.columns)}
    titles = [column.header for column in sheet.columns]
    found = next(line for line in sheet.rows if line[1] == "DG-A07")
    assert str(found[titles.index("Note sur 4")]) == "2.5"
    assert "Grille du kit" in plain(str(about.rows))


def render_xlsx_of(of):
    from cpom_desktop.reports.sheets import Workbook

    return render_xlsx(Workbook("Grille", "Tilleuls", "", "", grille_sheets(of)), of.now)


@pytest.mark.parametrize("paper", Paper)
def test_the_form_of_a_workshop_has_a_theme_a_page(paper):
    of = replace(edition(), options=replace(edition().options, paper=paper))
    document = build(FORM, of)
    pages = pages_of(render_pdf(document, now=of.now))

    assert len(pages) == 12
    assert all(b.large is (paper is Paper.A3) for b in blocks_of(document, PageBreak))


def test_the_form_has_the_boxes_of_each_scale_and_nothing_that_was_answered():
    found = {r[0].split()[0]: r for r in rows(slug=FORM)}

    assert " ".join(found["DG-A01"][1].split()) == "☐ Non ☐ Partiel ☐ Oui ☐ NC ☐ RI"
    assert " ".join(found["DG-H03"][1].split()) == "☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ NC ☐ RI"
    assert " ".join(found["DG-F01"][1].split()) == "☐ Dépassé ☐ Dans le délai ☐ NC ☐ RI"
    assert "........" in found["DG-C01"][3]
    assert {r[2] for r in found.values()} == {""}
    words = str(texts_of(build(FORM, edition()).blocks))
    assert "remplacement" not in words
    assert rows(empty(), FORM)[:7] == rows(slug=FORM)[:7]
