"""A list of tasks copied from a spreadsheet: columns, durations, dates, people, faults."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.tasks import UniteDuree
from cpom_desktop.services.operations import AddActeur, AddTasks
from cpom_desktop.services.queries.plan_collage import read_tasks


@pytest.fixture
def read(workspace):
    """Return a function that reads a text, cells between bars."""
    return lambda text: read_tasks(
        workspace.snapshot, workspace.content, workspace.today, text.replace("|", "\t")
    )


def plain(faults):
    return [(row, fault.replace("\u00a0", " ")) for row, fault in faults]


def test_a_list_without_header_is_read_in_the_usual_order(workspace, read):
    workspace.run(AddActeur(famille="internes", nom="Zoé Aubry"))
    acteur = workspace.snapshot.acteurs[-1].id

    found = read("Relire|10 jours ouvrés|zoe aubry||30/06/2027|Diagnostic\n\nTrier\n")

    first, second = found.lignes
    assert (first.titre, first.duree_jours, first.unite) == ("Relire", 10, UniteDuree.OUVRES)
    assert (first.acteur_id, first.date_epinglee, first.phase) == (
        acteur, date(2027, 6, 30), "diagnostic",
    )  # fmt: skip
    assert (second.titre, second.duree_jours, second.phase) == ("Trier", 5, "")
    assert (found.fautes, found.ignorees) == ((), ())


def test_a_header_tells_the_order_of_the_columns(read):
    found = read("Échéance|Tâche|Budget|Durée (jours)\n30/06/2027|Relire|12 €|7\n")

    (row,) = found.lignes
    assert (row.titre, row.duree_jours, row.date_epinglee) == ("Relire", 7, date(2027, 6, 30))
    assert found.ignorees == ("Budget",)


@pytest.mark.parametrize(
    ("cells", "days", "end"),
    [
        ("A|||01/06/2027|11/06/2027", 10, date(2027, 6, 11)),
        ("A|3||01/06/2027|11/06/2027", 3, date(2027, 6, 11)),
        ("A|3||01/06/2027", 3, date(2027, 6, 4)),
        ("A|3 j ouvrés||04/06/2027", 3, date(2027, 6, 9)),
        ("A|||01/06/2027|01/06/2027", 1, date(2027, 6, 1)),
        ("A|||01/06/2027", 5, date(2027, 6, 6)),
        ("A|4", 4, None),
    ],
)
def test_start_end_and_duration_say_one_another(read, cells, days, end):
    (row,) = read(cells).lignes

    assert (row.duree_jours, row.date_epinglee) == (days, end)


def test_every_fault_of_every_line_is_told_with_its_number(read):
    found = read(
        "Tâche|Durée|Responsable|Début|Fin|Phase\n"
        "Bonne|5\n"
        "|0|Inconnu au bataillon\n"
        "Longue|5000|||31/04/2027|Ailleurs\n"
        "Inverse|||15/03/2027|01/02/2027\n"
    )

    assert [row.titre for row in found.lignes] == ["Bonne"]
    assert plain(found.fautes) == [
        (3, "Donnez un nom."),
        (3, "La durée est un nombre entier de jours, au moins 1."),
        (
            3,
            (
                "Personne ne s’appelle « Inconnu au bataillon » parmi les acteurs. "
                "Ajoutez cette personne, ou laissez la case vide."
            ),
        ),
        (4, "La durée est un nombre entier de jours, au moins 1 et au plus 3 650."),
        (4, "Le 31 avril n’existe pas. Avril compte 30 jours."),
        (4, "Cette phase n’existe pas dans ce dossier : Ailleurs."),
        (5, "La fin (1er février 2027) précède le début (15 mars 2027)."),
    ]


def test_a_name_that_two_people_bear_is_asked_again(workspace, read):
    for nom in ("Ana Roy", "Paul Roy"):
        workspace.run(AddActeur(famille="internes", nom=nom, fonction="Relais qualité"))

    ((_row, fault),) = read("A|5|relais qualite").fautes
    assert "écrivez le nom de la personne" in fault


def test_what_is_read_may_be_added_at_once(workspace, read):
    count = len(workspace.snapshot.tasks)
    text = "\n".join(f"Tâche {n}|{n % 30 + 1}||||" for n in range(1000))

    workspace.run(AddTasks(phase="cadrage", lignes=list(read(text).lignes)))

    assert len(workspace.snapshot.tasks) == count + 1000


def test_an_empty_text_says_nothing(read):
    assert read(" \n\t\n") == ((), (), ())
