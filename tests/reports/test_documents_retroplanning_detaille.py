"""The part « Rétroplanning détaillé », as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.reports.blocks import Callout, Figure, Heading, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services.queries.planning import plan_view
from tests.outils.editions import (
    anglaise,
    blocks_of,
    demonstration,
    empty,
    rows_of,
    undated,
    with_snapshot,
)


def document(edition):
    return build("retroplanning-detaille", edition)


def table_of(edition):
    return blocks_of(document(edition), Table)[-1]


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def sentences(edition):
    """Return the texts above the table, plain spaces."""
    paragraphs = [block.text for block in blocks_of(document(edition), Paragraph)]
    return [plain(text) for text in paragraphs], [
        (box.title, plain(box.text), box.tone) for box in blocks_of(document(edition), Callout)
    ]


def with_tasks(edition, **values):
    tasks = tuple(replace(task, **values) for task in edition.snapshot.tasks)
    return with_snapshot(edition, tasks=tasks)


def on(edition, days):
    """Return the same dossier edited some days later."""
    return replace(edition, now=edition.now + timedelta(days=days))


def test_the_table_has_the_forty_tasks_under_their_five_phases():
    table = table_of(demonstration())

    assert [column.header for column in table.columns] == [
        "Tâche ou jalon",
        "Responsable",
        "Début",
        "Échéance",
        "Marge (jours ouvrés)",
        "État",
    ]
    assert len(rows_of(table)) == 40
    assert [texts[0] for texts in rows_of(table, "group")] == [
        "Cadrage",
        "Diagnostic",
        "Concertation",
        "Négociation",
        "Formalisation et signature",
    ]


def test_each_line_is_what_the_screen_shows_of_the_task():
    edition = demonstration()
    view = plan_view(edition.snapshot, edition.content, edition.now.date())
    rows = rows_of(table_of(edition))

    assert [(row[0], row[1], row[5]) for row in rows] == [
        (row.titre, row.responsable, row.etat) for row in view.rows
    ]
    assert plain(" | ".join(rows[0])) == (
        "Vérifier la programmation, l’échéance du contrat et le cadre applicable | Claire Morel "
        "| 2 févr. 2027 | 7 févr. 2027 | −28 | En retard"
    )
    assert rows[-1][3] == "15 déc. 2027"


def test_meetings_are_bold_and_only_they():
    table = table_of(demonstration())
    bold = [row.cells[0].content for row in table.rows if row.kind == "body" and row.cells[0].bold]

    assert bold == [t.titre for t in demonstration().snapshot.tasks if t.jalon]
    assert len(bold) == 7


def test_lateness_is_told_in_a_sentence():
    paragraphs, boxes = sentences(demonstration())
    assert (paragraphs[:1], boxes) == (
        [
            (
                "Date de signature visée : mercredi 15 décembre 2027. Les dates sont calculées à "
                "rebours, d’après le kit ANAP."
            )
        ],
        [
            (
                "À vérifier",
                (
                    "Il aurait fallu commencer le 2 février 2027 : 38 jours de retard. "
                    "8 tâches sont en retard au 12 mars 2027. Au rythme actuel, le plan se "
                    "terminerait le 1er mars 2028."
                ),
                "attention",
            )
        ],
    )


def test_a_plan_on_time_gives_its_margin():
    paragraphs, boxes = sentences(on(demonstration(), -50))

    assert paragraphs[0].endswith("d’après le kit ANAP. Marge restante : 8 jours ouvrés.")
    assert boxes == []


def test_a_plan_begun_too_late_but_not_yet_late_ends_with_one_full_stop():
    paragraphs, boxes = sentences(on(demonstration(), -36))

    assert paragraphs[0].endswith("d’après le kit ANAP.")
    ((_title, text, _tone),) = boxes
    assert text.startswith("Il aurait fallu commencer le 2 février 2027 : 2 jours de retard.")
    assert ".." not in text


def test_a_margin_and_a_late_task_are_two_sentences():
    tasks = demonstration().snapshot.tasks
    begun = (
        replace(tasks[0], etat=EtatTache.EN_COURS, avancement=80),
        replace(tasks[1], etat=EtatTache.FAIT, fin_reelle=demonstration().now.date()),
        *(replace(task, etat=EtatTache.SANS_OBJET) for task in tasks[2:-1]),
        tasks[-1],
    )
    edition = with_snapshot(on(demonstration(), 273), tasks=begun)
    _paragraphs, ((_title, text, _tone),) = sentences(edition)

    assert text == "Marge restante : 1 jour ouvré. 1 tâche est en retard au 10 décembre 2027."


def test_a_plan_wholly_done_says_nothing_more():
    done = with_tasks(demonstration(), etat=EtatTache.FAIT, fin_reelle=demonstration().now.date())
    paragraphs, boxes = sentences(done)

    assert paragraphs[0].endswith("d’après le kit ANAP.")
    assert boxes == []
    assert {row[5] for row in rows_of(table_of(done))} == {"Fait"}


def test_without_a_target_tasks_stand_without_dates_and_without_pictures():
    rows = rows_of(table_of(undated()))

    assert len(rows) == 40
    assert {row[2:] for row in rows} == {("–", "–", "–", "À faire")}
    assert blocks_of(document(undated()), Figure) == []
    assert sentences(undated()) == (
        [],
        [
            (
                "Dates à venir",
                "Les dates seront calculées à rebours dès que la date visée sera connue.",
                "info",
            )
        ],
    )


def test_a_dossier_just_begun_says_that_there_is_no_task():
    assert document(empty()).blocks == (
        Heading("Rétroplanning détaillé"),
        Paragraph("Aucune tâche n’est encore saisie."),
    )


def test_the_reading_of_raci_changes_nothing_here():
    assert document(anglaise()) == document(demonstration())
