"""The scales of the grid: those of the kit, and what their check refuses."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from cpom_desktop.content.links_grille import check_echelles
from cpom_desktop.content.loader import Content
from cpom_desktop.content.schema import Confiance
from cpom_desktop.content.schema_grille import Echelle


@pytest.fixture(scope="module")
def grille():
    return Content.bundled().grille


def with_scale(grille, slug, **fields):
    """Return the faults of the grid when a scale of it is another."""
    scales = tuple(
        msgspec.structs.replace(e, **fields) if e.slug == slug else e for e in grille.echelles
    )
    return list(check_echelles(msgspec.structs.replace(grille, echelles=scales)))


def test_every_kind_of_criterion_has_its_scale_told_as_a_proposal(grille):
    assert {echelle.slug for echelle in grille.echelles} == set(Echelle)
    assert {echelle.confiance for echelle in grille.echelles} == {Confiance.PROPOSE}
    assert list(check_echelles(grille)) == []


def test_marks_go_up_from_1_to_4(grille):
    for echelle in grille.echelles:
        marks = [choix.note for choix in echelle.choix]
        assert marks == sorted(marks), echelle.slug
        assert (marks[0], marks[-1]) == (Decimal(1), Decimal(4))


def test_partial_is_worth_half_way(grille):
    worth = {
        (echelle.slug, choix.cotation): choix.note
        for echelle in grille.echelles
        for choix in echelle.choix
    }
    assert worth[Echelle.OUI_PARTIEL_NON, "partiel"] == Decimal("2.5")
    assert worth[Echelle.DOCUMENT, "partiel"] == Decimal("2.5")


def test_the_common_scale_says_the_words_of_the_answers(grille):
    common = next(e for e in grille.echelles if e.slug is Echelle.MAITRISE)
    told = {cotation.slug: cotation.libelle for cotation in grille.cotations}

    assert all(choix.libelle == told[choix.cotation] for choix in common.choix)


@pytest.mark.parametrize("mark", ["0.5", "4.5", "NaN", "Infinity"])
def test_a_mark_out_of_bounds_is_refused(grille, mark):
    first, *rest = grille.echelles[0].choix
    choix = (msgspec.structs.replace(first, note=Decimal(mark)), *rest)

    (fault,) = with_scale(grille, Echelle.MAITRISE, choix=choix)
    assert "la note va de 1 à 4" in fault


def test_an_answer_twice_a_wrong_key_and_nothing_to_answer_are_all_told(grille):
    first, second, *_rest = grille.echelles[0].choix
    twice = (first, msgspec.structs.replace(first, touche="2"))
    wrong = (first, msgspec.structs.replace(second, touche="3"))

    assert any("absent" in fault for fault in with_scale(grille, Echelle.MAITRISE, choix=twice))
    assert any("touche" in fault for fault in with_scale(grille, Echelle.MAITRISE, choix=wrong))
    assert any("aucune" in fault for fault in with_scale(grille, Echelle.MAITRISE, choix=()))


def test_a_scale_described_twice_is_refused(grille):
    twice = msgspec.structs.replace(grille, echelles=(*grille.echelles, grille.echelles[0]))

    assert len(list(check_echelles(twice))) == 1
