"""Lists of tasks copied from a spreadsheet, and durations as she writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.domain.tasks import UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.queries.plan_collage import Known, Rubrique, read_list
from cpom_desktop.services.queries.plan_durees import read_days, read_duration

KNOWN = Known(
    acteurs={"claire morel": 7},
    phases={"cadrage": "cadrage", "2": "diagnostic"},
    phase_words={"cadrage": "Cadrage", "diagnostic": "Diagnostic"},
    default_phase="cadrage",
    today=date(2027, 3, 12),
    end_of=lambda start, days, _unit: start + timedelta(days=days),
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10", (10, None)),
        ("10 j", (10, None)),
        ("1 jour", (1, None)),
        ("12 jours", (12, None)),
        ("10 jours ouvrés", (10, UniteDuree.OUVRES)),
        ("5 jo", (5, UniteDuree.OUVRES)),
        ("2 semaines", (14, UniteDuree.CALENDAIRES)),
        ("3 sem.", (21, UniteDuree.CALENDAIRES)),
        ("1 000", (1000, None)),
    ],
)
def test_a_duration_is_written_as_she_likes(text, read):
    assert read_duration(text) == read


@pytest.mark.parametrize("text", ["0", "-3", "1,5 jour", "", "abc", "j", "dix"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(RegleInvalide) as refused:
        read_days(text)
    assert refused.value.code == "duree-jours"


def test_a_row_of_headers_names_the_columns_in_any_order():
    pasted = read_list(
        [["Échéance", "Tâche", "Qui"], ["15/06/2027", "Visite de l’ARS", "CLAIRE MOREL"]], KNOWN
    )
    assert pasted.headed
    assert pasted.columns == (Rubrique.FIN, Rubrique.TITRE, Rubrique.RESPONSABLE)
    (ligne,) = pasted.tasks
    assert (ligne.titre, ligne.acteur_id) == ("Visite de l’ARS", 7)
    assert ligne.date_epinglee == date(2027, 6, 15)
    assert pasted.rows[0].row == 2


def test_without_headers_columns_are_known_by_what_they_hold():
    pasted = read_list(
        [
            ["Préparer", "5 j", "Claire Morel", "01/04/2027", "06/04/2027", "Cadrage"],
            ["Relire", "10 jours ouvrés", "Claire Morel", "", "", "2"],
            ["Envoyer", "2 semaines", "", "", "30/04/2027", "Cadrage"],
        ],
        KNOWN,
    )
    assert pasted.columns == (
        Rubrique.TITRE,
        Rubrique.DUREE,
        Rubrique.RESPONSABLE,
        Rubrique.DEBUT,
        Rubrique.FIN,
        Rubrique.PHASE,
    )
    assert not pasted.faults
    assert [ligne.phase for ligne in pasted.tasks] == ["cadrage", "diagnostic", "cadrage"]
    assert [ligne.duree_jours for ligne in pasted.tasks] == [5, 10, 14]


def test_one_column_is_a_list_of_titles():
    pasted = read_list([["Préparer"], ["Relire"], [""], ["Envoyer"]], KNOWN)
    assert [ligne.titre for ligne in pasted.tasks] == ["Préparer", "Relire", "Envoyer"]
    assert [row.row for row in pasted.rows] == [1, 2, 4]


def test_every_cell_refused_is_told_with_its_place_and_the_row_is_kept():
    pasted = read_list(
        [
            ["Tâche", "Durée", "Responsable", "Échéance", "Phase"],
            ["Atelier", "abc", "Inconnue", "31/04/2027", "Lune"],
            ["", "4", "", "", ""],
        ],
        KNOWN,
    )
    told = {(fault.row, fault.column) for fault in pasted.faults}
    assert told == {
        (2, "Durée"),
        (2, "Responsable"),
        (2, "Échéance"),
        (2, "Phase"),
        (3, "Tâche"),
    }
    (ligne,) = pasted.tasks
    assert (ligne.duree_jours, ligne.acteur_id, ligne.date_epinglee) == (5, None, None)


def test_two_dates_make_a_duration_and_a_start_alone_makes_an_end():
    head = ["Tâche", "Début", "Fin"]
    pasted = read_list(
        [
            head,
            ["Une", "01/04/2027", "21/04/2027"],
            ["Deux", "01/04/2027", ""],
            ["Trois", "21/04/2027", "01/04/2027"],
        ],
        KNOWN,
    )
    one, two, three = pasted.tasks
    assert (one.duree_jours, one.date_epinglee) == (20, date(2027, 4, 21))
    assert (two.duree_jours, two.date_epinglee) == (5, date(2027, 4, 6))
    assert three.date_epinglee == date(2027, 4, 26)
    assert [fault.row for fault in pasted.faults] == [4]


@pytest.mark.parametrize(
    ("duree", "debut", "fin", "days", "end"),
    [
        ("", "01/06/2027", "11/06/2027", 10, date(2027, 6, 11)),
        ("3", "01/06/2027", "11/06/2027", 3, date(2027, 6, 11)),
        ("3", "01/06/2027", "", 3, date(2027, 6, 4)),
        ("", "01/06/2027", "01/06/2027", 1, date(2027, 6, 1)),
        ("4", "", "", 4, None),
    ],
)
def test_start_end_and_duration_say_one_another(duree, debut, fin, days, end):
    (ligne,) = read_list(
        [["Tâche", "Durée", "Début", "Fin"], ["A", duree, debut, fin]], KNOWN
    ).tasks
    assert (ligne.duree_jours, ligne.date_epinglee) == (days, end)


def test_an_empty_list_says_nothing():
    pasted = read_list([["", " "], [""]], KNOWN)
    assert (pasted.tasks, pasted.faults) == ([], [])


def test_days_written_by_excel_with_their_midnight_are_read():
    pasted = read_list([["Tâche", "Fin"], ["Une", "2027-06-15 00:00:00"]], KNOWN)
    assert pasted.tasks[0].date_epinglee == date(2027, 6, 15)


def test_a_thousand_rows_are_read_at_once():
    rows = [[f"Tâche {n}", str(n % 40 + 1), "Claire Morel", "15/06/2027"] for n in range(1000)]
    pasted = read_list(rows, KNOWN)
    assert len(pasted.tasks) == 1000
    assert not pasted.faults
