"""The plan of the kit as a dossier reads it: the table to the day, each difference explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.dossier import Dossier, Etablissement, Piste
from cpom_desktop.domain.tasks import Task
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.snapshot import DossierSnapshot
from cpom_desktop.services.templates import life_tasks_of, tasks_of
from tests.content.test_pack_kit_anap import KIT

SIGNATURE = date(2027, 12, 15)
BEFORE = date(2027, 2, 2)
"""J−316: the first day of the plan of the kit, which leaves it no margin and no lateness."""


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


@pytest.fixture(scope="module")
def read(content):
    """Return a function that reads the plan of the kit; `fields` are those of the dossier."""
    plan = content.plan_for(Piste.NOUVEAU_CPOM)
    tasks, links = tasks_of(plan)

    def view(more=(), **fields):
        dossier = Dossier(
            piste=Piste.NOUVEAU_CPOM,
            date_signature=SIGNATURE,
            date_effet=date(2028, 1, 1),
            **fields,
        )
        snapshot = DossierSnapshot(
            dossier=dossier,
            etablissement=Etablissement(departement="62"),
            tasks=(*tasks, *more),
            task_links=links,
        )
        return plan_view(snapshot, content, BEFORE)

    return view


@pytest.fixture(scope="module")
def reperes(content):
    plan = content.plan_for(Piste.NOUVEAU_CPOM)
    return [model.repere for model in plan.taches]


def bounds(view):
    """Return « first day at the latest, last day at the latest » of each task, from the target."""
    return [
        (
            (row.scheduled.debut_au_plus_tard - SIGNATURE).days,
            (row.scheduled.fin_au_plus_tard - SIGNATURE).days,
        )
        for row in view.rows
    ]


def test_with_meetings_left_where_they_fall_the_table_of_the_kit_is_exact(read, reperes):
    view = read(reporter_reunions=False)

    expected = [(repere, start, end) for repere, start, end, _margin in KIT]
    assert [(r, *b) for r, b in zip(reperes, bounds(view), strict=True)] == expected


def test_the_margins_of_the_kit_are_those_of_the_day_it_begins(read, reperes):
    view = read(reporter_reunions=False)

    margins = {r: row.scheduled.marge_jours for r, row in zip(reperes, view.rows, strict=True)}
    assert margins == {repere: margin for repere, _start, _end, margin in KIT}
    critical = {r for r, row in zip(reperes, view.rows, strict=True) if row.scheduled.critical}
    assert critical == {repere for repere, _start, _end, margin in KIT if not margin}


def test_with_meetings_that_move_each_difference_from_the_table_is_explained(read, reperes):
    kit = {repere: (start, end) for repere, start, end, _margin in KIT}
    view = read()

    moved = {
        repere: row
        for repere, row, found in zip(reperes, view.rows, bounds(view), strict=True)
        if found != kit[repere]
    }
    assert set(moved) >= {"RP31", "RP33"}, "two meetings fall on a week-end"
    for repere, row in moved.items():
        reason = row.scheduled.raison
        assert reason.ferme is not None or reason.origine_id is not None, repere
        assert "étant" in row.explication or "éviter un jour fermé" in row.explication, repere
        assert bounds(view)[reperes.index(repere)][1] < kit[repere][1], "never later"


def test_no_meeting_of_the_kit_falls_on_a_day_closed_to_meetings(read):
    view = read()

    for row in view.rows:
        if row.jalon:
            assert row.scheduled.fin.weekday() < 5
        if row.reunion:
            inside = [s for s in view.closed if s.premier <= row.scheduled.fin <= s.dernier]
            assert inside == [], row.titre


def test_every_date_of_the_kit_is_explained_in_one_sentence(read, content):
    life, _links = life_tasks_of(content.plan_for(Piste.NOUVEAU_CPOM))
    more = [replace(task, id=task.id + 100) for task in life]
    for view in (read(more), read(more, reporter_reunions=False)):
        for row in view.rows:
            assert row.explication.endswith(".")
            assert row.explication.count(". ") == 0
            assert "\n" not in row.explication
            assert row.explication[0].isdigit()


def test_the_life_of_the_contract_comes_after_the_signature(read, content):
    life, _links = life_tasks_of(content.plan_for(Piste.NOUVEAU_CPOM))
    view = read([replace(task, id=task.id + 100) for task in life])

    ends = {row.scheduled.task.slug: row.scheduled.fin for row in view.rows[40:]}
    assert min(ends.values()) == date(2028, 1, 14), "thirty days after the signature"
    assert max(ends.values()) <= date(2032, 12, 31)
    assert view.marge_jours == read().marge_jours


@pytest.mark.parametrize(
    ("target", "genre", "words"),
    [
        (date(2026, 1, 1), "cible-passee", "est passée depuis 397\u00a0jours."),
        (date(2057, 1, 1), "cible-lointaine", "est dans 30\u00a0ans. Vérifiez l’année."),
    ],
)
def test_a_target_past_or_far_is_told(content, read, target, genre, words):
    dossier = Dossier(piste=Piste.NOUVEAU_CPOM, date_signature=target)
    task = Task(id=1, phase="cadrage", titre="Seule")
    view = plan_view(DossierSnapshot(dossier=dossier, tasks=(task,)), content, BEFORE)

    assert view.alertes[0].genre == genre
    assert view.alertes[0].texte.endswith(words)
    assert view.rows[0].scheduled.fin == target


def test_a_signature_on_new_year_s_day_is_held_the_day_before(content):
    dossier = Dossier(piste=Piste.NOUVEAU_CPOM, date_signature=date(2028, 1, 1))
    task = Task(id=1, phase="formalisation", titre="Signature", jalon=True, duree_jours=1)
    view = plan_view(DossierSnapshot(dossier=dossier, tasks=(task,)), content, BEFORE)

    assert view.rows[0].scheduled.fin == date(2027, 12, 31)
    assert view.rows[0].explication == (
        "31 décembre 2027\u00a0: date visée\u202f; jalon avancé, le 1er janvier étant un samedi."
    )
