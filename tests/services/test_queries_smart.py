"""The SMART help says why each question is open, what to write, and where."""

from __future__ import annotations

import re
import string

import pytest

from cpom_desktop.domain.smart import CodeSmart, QuestionSmart
from cpom_desktop.services import operations as ops
from cpom_desktop.services.labels_smart import QUESTIONS, RAISONS
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.smart import smart
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fiches import add_fiche


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as opened_one:
        yield opened_one


@pytest.fixture
def fiche_id(workspace):
    return add_fiche(workspace)


def questions(workspace, fiche_id):
    view = next(v for v in fiches(workspace.snapshot) if v.fiche.id == fiche_id)
    found = smart(workspace.snapshot, workspace.content, view)
    return dict(zip(QuestionSmart, found, strict=True))


def test_each_question_and_each_reason_has_its_words():
    assert set(QUESTIONS) == set(QuestionSmart)
    assert set(RAISONS) == set(CodeSmart)
    for words in RAISONS.values():
        assert words.phrase.endswith(".")
        assert words.ecrire.endswith(".")
        assert words.exemple
        assert not words.exemple.endswith(".")


def test_what_to_write_names_nothing_that_is_not_told():
    for words in RAISONS.values():
        for text in (words.ecrire, words.exemple):
            assert not [name for _lit, name, *_rest in string.Formatter().parse(text) if name]


def test_an_open_question_names_the_row_and_leads_to_its_cell(workspace, fiche_id):
    found = questions(workspace, fiche_id)[QuestionSmart.MESURABLE]
    assert found.reponse == ""
    (raison,) = found.raisons
    (indicateur,) = workspace.snapshot.indicateurs
    assert indicateur.libelle in raison.phrase
    assert raison.champ == f"indicateurs.{indicateur.id}.mode_calcul"


def test_money_and_days_are_told_as_she_reads_them(workspace, fiche_id):
    found = questions(workspace, fiche_id)[QuestionSmart.REALISTE]
    told = " ".join(raison.phrase for raison in found.raisons)
    assert "46\u00a0500\u00a0€ de coût" in told
    assert not re.search(r"4650000|\{", told)


def test_a_question_answered_says_how(workspace, fiche_id):
    found = questions(workspace, fiche_id)
    assert found[QuestionSmart.TEMPOREL].raisons == ()
    assert found[QuestionSmart.TEMPOREL].reponse == "En octobre 2028."


def test_why_it_costs_nothing_answers_for_the_means(workspace):
    fiche_id = workspace.run(ops.AddFicheAction(titre="Relire le projet")).result
    codes = [r.ecrire for r in questions(workspace, fiche_id)[QuestionSmart.REALISTE].raisons]
    workspace.run(ops.UpdateFicheAction(id=fiche_id, justification_cout="Temps déjà prévu."))
    after = [r.ecrire for r in questions(workspace, fiche_id)[QuestionSmart.REALISTE].raisons]
    assert len(codes) - len(after) == 1


def test_every_field_named_is_of_the_fiche_or_of_one_of_its_rows(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        for view in fiches(workspace.snapshot):
            for question in smart(workspace.snapshot, workspace.content, view):
                for raison in question.raisons:
                    assert re.fullmatch(r"\w+\.\d+\.\w+", raison.champ)
