"""The answers that each criterion offers, and how those given are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.i18n import NBSP
from cpom_desktop.services.operations import UpdateConstat
from cpom_desktop.services.queries.comparaison import compare
from cpom_desktop.services.queries.cotations import (
    cotation_lue,
    is_dated,
    notes,
    older_words,
    proposal,
    proposal_words,
    reponses,
)
from cpom_desktop.services.queries.diagnostic import themes

MAITRISE, OUI, DOCUMENT, NOMBRE, DATE = "dg-a03", "dg-a01", "dg-c01", "dg-h03", "dg-f01"
TODAY = date(2027, 3, 12)


def plain(text):
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


@pytest.fixture(scope="module")
def grille():
    return Content.bundled().grille


@pytest.mark.parametrize(
    ("critere", "expected"),
    [
        (MAITRISE, ["1 1", "2 2", "3 3", "4 4"]),
        (OUI, ["1 1", "2 2.5", "3 4"]),
        (DOCUMENT, ["1 1", "2 2.5", "3 4"]),
        (NOMBRE, ["1 1", "2 2", "3 3", "4 4"]),
        (DATE, ["1 1", "2 4"]),
        ("propre-12", ["1 1", "2 2", "3 3", "4 4"]),
    ],
)
def test_a_criterion_offers_the_marks_of_its_scale_then_nc_and_ri(grille, critere, expected):
    offered = reponses(grille, critere)

    assert [f"{r.figure} {r.note}" for r in offered[:-2]] == expected
    assert [(r.figure, r.touche, r.note) for r in offered[-2:]] == [
        ("NC", "N", None),
        ("RI", "R", None),
    ]


def test_dates_are_asked_of_documents_and_of_dates_alone(grille):
    assert [s for s in (MAITRISE, OUI, DOCUMENT, NOMBRE, DATE) if is_dated(grille, s)] == [
        DOCUMENT,
        DATE,
    ]


@pytest.mark.parametrize(
    ("critere", "cotation", "note", "texte"),
    [
        (MAITRISE, Cotation.EN_PLACE, "3", "3 – En place, à consolider"),
        (OUI, Cotation.PARTIEL, "2.5", "Partiel (2,5)"),
        (OUI, Cotation.EN_PLACE, "3", "3, ancienne échelle"),
        (DOCUMENT, Cotation.MAITRISE, "4", "À jour (4)"),
        (DATE, Cotation.PARTIEL, "2", "2, ancienne échelle"),
        (DATE, Cotation.ABSENT, "1", "Dépassé (1)"),
        (DATE, Cotation.NON_CONCERNE, None, "Non concerné"),
    ],
)
def test_an_answer_is_read_on_the_scale_of_its_criterion(grille, critere, cotation, note, texte):
    found = cotation_lue(Constat(id=1, critere=critere, cotation=cotation), grille)

    assert (found.note, plain(found.texte)) == (note and Decimal(note), texte)
    assert found.ancienne == texte.endswith("ancienne échelle")


def test_nothing_is_read_where_nothing_was_answered(grille):
    assert cotation_lue(Constat(id=1, critere=OUI), grille) is None


def test_an_older_answer_is_told_with_the_word_it_had(grille):
    told = older_words(Constat(id=1, critere=OUI, cotation=Cotation.EN_PLACE), grille)

    assert plain(told).startswith("Vous aviez répondu « En place, à consolider » : 3, ancienne")
    assert older_words(Constat(id=1, critere=OUI, cotation=Cotation.PARTIEL), grille) == ""


def test_a_date_to_meet_proposes_and_never_imposes(workspace):
    workspace.run(UpdateConstat(critere=DATE, echeance=date(2027, 3, 11)))
    grille, found = workspace.content.grille, workspace.snapshot.constats_by_critere[DATE]

    assert found.cotation is None
    assert proposal(found, grille, TODAY).cotation is Cotation.ABSENT
    assert "« Dépassé » (touche 1)" in plain(proposal_words(found, grille, TODAY))
    assert proposal(found, grille, date(2027, 3, 11)).cotation is Cotation.MAITRISE


@pytest.mark.parametrize("cotation", [Cotation.ABSENT, Cotation.NON_CONCERNE])
def test_nothing_is_proposed_where_the_answer_agrees_or_the_criterion_is_aside(grille, cotation):
    found = Constat(id=1, critere=DATE, cotation=cotation, echeance=date(2027, 1, 1))

    assert proposal(found, grille, TODAY) is None
    assert proposal_words(found, grille, TODAY) == ""


def test_a_criterion_of_another_scale_has_no_proposal(grille):
    found = Constat(id=1, critere=DOCUMENT, echeance=date(2027, 1, 1))

    assert proposal(found, grille, TODAY) is None


def test_the_mean_of_a_theme_counts_each_mark_on_its_scale(workspace):
    for critere, cotation in (
        (OUI, Cotation.PARTIEL),
        ("dg-a02", Cotation.EN_PLACE),
        (MAITRISE, Cotation.PARTIEL),
    ):
        workspace.run(UpdateConstat(critere=critere, cotation=cotation))

    assert set(notes(workspace.snapshot, workspace.content).values()) == {
        Decimal("2.5"),
        Decimal(3),
        Decimal(2),
    }
    score = themes(workspace.snapshot, workspace.content)[0].score
    assert (score.notes, score.moyenne) == (3, Decimal("2.5"))


def test_a_grid_older_than_the_scales_takes_those_of_the_application():
    name = "kit_anap/grille.toml"
    texts = embed()
    head, _scales, tail = _without_scales(texts[name])
    older = Content.from_texts(texts | {name: head + tail})

    assert "[[echelles]]" not in head + tail
    assert older.grille.echelles == Content.bundled().grille.echelles


def _without_scales(text):
    start = text.index("[[echelles]]")
    end = text.index("[[themes_has]]")
    return text[:start], text[start:end], text[end:]


def test_the_history_says_an_answer_in_the_words_of_its_criterion(workspace):
    workspace.run(UpdateConstat(critere=DOCUMENT, cotation=Cotation.PARTIEL))
    before = workspace.snapshot
    workspace.run(UpdateConstat(critere=DOCUMENT, cotation=Cotation.MAITRISE))
    (page,) = compare(before, workspace.snapshot, workspace.content)

    (told,) = [plain(each.sentence) for each in page.differences]
    assert "À mettre à jour (2,5) devient À jour (4)" in told
