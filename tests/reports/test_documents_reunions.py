"""The documents of a meeting: letters, agenda, attendance sheet, minutes, decisions followed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Civilite, Position
from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, Presence
from cpom_desktop.reports.blocks import (
    Callout,
    Heading,
    KeyValues,
    Signatures,
    Stressed,
    Table,
)
from cpom_desktop.reports.catalogue import build, file_name
from cpom_desktop.reports.documents.emargement import BLANK_ROWS, ROW_MM
from cpom_desktop.reports.documents.suivi_decisions import LATE, suivi_decisions_sheets
from cpom_desktop.reports.maker import Prepared
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions, DocumentState
from tests.outils.editions import (
    NAME,
    STORY,
    blocks_of,
    rendered,
    rows_of,
    with_snapshot,
)
from tests.outils.fenetre import plain
from tests.outils.pages import words_of
from tests.outils.reunions import (
    SAID,
    both_copils,
    crowded,
    state_of,
    told,
    with_reunion,
    with_rows,
)

DOCUMENTS = (
    "convocation",
    "ordre-du-jour",
    "emargement",
    "compte-rendu",
    "releve-decisions",
    "suivi-decisions",
)


@pytest.fixture
def edition():
    return both_copils()


def held(edition):
    return edition.snapshot.reunions[0]


def coming(edition):
    return edition.snapshot.reunions[1]


# ordre du jour


def test_the_points_stand_in_their_slots_and_the_overrun_is_told(edition):
    short = with_reunion(edition, coming(edition), duree_minutes=120)
    document = build("ordre-du-jour", short)
    table = blocks_of(document, Table)[0]
    (late,) = blocks_of(document, Callout)

    slots = [plain(row[1]) for row in rows_of(table)]
    assert slots[:3] == ["14 h 00 – 14 h 05", "14 h 05 – 14 h 15", "14 h 15 – 15 h 15"]
    assert plain(late.text) == (
        "L’ordre du jour prévoit 2 h 30 pour un créneau de 2 h : 30 min de trop."
    )
    assert blocks_of(build("ordre-du-jour", edition), Callout) == []


def test_after_a_point_without_a_duration_the_hours_are_not_known(edition):
    second = edition.snapshot.reunions_points[2]
    vague = with_rows(
        edition,
        "reunions_points",
        lambda p: replace(p, duree_minutes=None) if p.id == second.id else p,
    )
    rows = rows_of(blocks_of(build("ordre-du-jour", vague), Table)[0])

    assert {plain(row[1]) for row in rows[2:]} <= {"14 h 05", "14 h 15", "–"}


def test_the_decisions_of_the_meeting_before_come_back_with_their_state(edition):
    document = build("ordre-du-jour", edition)
    table = blocks_of(document, Table)[1]

    assert [plain(row[4]) for row in rows_of(table)] == [
        "En retard de 11 jours",
        "Actée",
        "À faire",
    ]
    assert "Son compte rendu, rédigé le 12 février 2027, est à approuver." in told(document)


# émargement


def test_each_signs_on_a_tall_line_and_some_are_left_for_the_unexpected(edition):
    (table,) = blocks_of(build("emargement", edition), Table)
    rows = rows_of(table)

    assert table.row_mm == ROW_MM >= 12
    assert [plain(row[0]).strip() for row in rows[-BLANK_ROWS:]] == [""] * BLANK_ROWS
    assert [row[4] for row in rows] == [""] * (len(rows) - BLANK_ROWS) + ["\xa0"] * BLANK_ROWS


def test_who_is_excused_has_a_dash_for_a_signature_and_her_own_gender(edition):
    (table,) = blocks_of(build("emargement-copil-1", edition), Table)
    row = next(row for row in rows_of(table) if row[1] == "Représente le département")

    assert row[3:] == ("Excusée", "–")


def test_the_quorum_is_told_where_there_is_one(edition):
    ruled = with_rows(edition, "instances", lambda i: replace(i, quorum=5))

    assert any(
        "Quorum : 5 membres ayant voix" in text for text in told(build("emargement", ruled))
    )
    assert "Quorum" not in " ".join(told(build("emargement", edition)))


# compte rendu


def test_minutes_tell_who_came_what_was_said_and_decided(edition):
    document = build("compte-rendu", edition)
    people, decisions = blocks_of(document, Table)
    words = told(document)

    assert plain(document.title) == "Compte rendu du COPIL n° 1"
    assert words[0] == "Compte rendu du COPIL n° 1"
    assert plain(SAID) in words
    assert "Présente" in [row[3] for row in rows_of(people)] or "Excusée" in [
        row[3] for row in rows_of(people)
    ]
    assert [plain(row[3]) for row in rows_of(decisions)] == [
        "1er mars 2027",
        "Actée",
        "1er avril 2027",
    ]
    coming_told = [b for b in document.blocks if isinstance(b, Stressed)]
    assert plain(coming_told[0].parts[1][0]).startswith("COPIL n° 2, jeudi 15 avril 2027")
    assert blocks_of(document, Signatures)


def test_minutes_name_the_documents_of_their_points_once(edition):
    shown = with_rows(edition, "reunions_points", lambda p: replace(p, document="Trame"))
    stressed = [b.parts for b in blocks_of(build("compte-rendu", shown), Stressed)]

    assert [parts[1][0] for parts in stressed if "Annexes" in parts[0][0]] == ["Trame."]
    assert "Annexes" not in " ".join(told(build("compte-rendu", edition)))


def test_minutes_are_a_draft_until_the_meeting_is_closed(edition):
    open_again = with_reunion(edition, held(edition), etat=EtatReunion.TENUE)
    approved = with_reunion(open_again, held(edition), validee_le=date(2027, 3, 1))

    assert build("compte-rendu", edition).watermark == ""
    assert build("compte-rendu-copil-1", open_again).watermark == "PROJET"
    assert "Projet, à approuver." in told(build("compte-rendu-copil-1", open_again))
    assert file_name("compte-rendu-copil-1", open_again).endswith("– PROJET.pdf")
    assert build("compte-rendu-copil-1", approved).watermark == ""


def test_nothing_noted_yet_makes_no_minutes(edition):
    assert state_of("compte-rendu-copil-2", edition)[0] is DocumentState.VIDE


def test_what_minutes_lack_is_told(edition):
    waited = with_rows(
        edition, "reunions_presences", lambda p: replace(p, presence=Presence.ATTENDU)
    )
    lost = with_rows(waited, "decisions", lambda d: replace(d, responsable_id=None))
    _state, reasons = state_of("compte-rendu", lost)

    assert any(reason.endswith("présences à dire") for reason in reasons)
    assert "2 décisions sans responsable" in reasons


def test_a_short_list_of_the_decisions_names_who_came_in_a_line(edition):
    document = build("releve-decisions", edition)
    (people,) = blocks_of(document, KeyValues)

    assert [label for label, _names in people.rows] == ["Présents", "Excusés ou représentés"]
    assert "Anne Delmas (excusée)" in people.rows[1][1]
    assert rendered(edition, "releve-decisions").pages == 1


def test_more_than_a_dozen_people_sign_the_sheet_apart(edition):
    crowd = crowded(edition)
    people = blocks_of(build("compte-rendu", crowd), Table)[0]

    assert [c.header for c in people.columns][-1] == "Présence"
    assert people.row_mm == 0


# suivi des décisions


def test_open_decisions_come_first_by_date_and_late_ones_say_it_in_words(edition):
    (table,) = blocks_of(build("suivi-decisions", edition), Table)
    rows = rows_of(table)

    assert [plain(row[0]) for row in rows] == ["1er mars 2027", "1er avr. 2027", "–"]
    assert plain(rows[0][4]) == f"{LATE}En retard de 11 jours"
    assert "3 décisions : 2 à suivre, dont 1 en retard ; 1 close." in told(
        build("suivi-decisions", edition)
    )


def test_what_a_decision_became_is_told(edition):
    task = edition.snapshot.tasks[0]
    turned = with_rows(
        edition, "decisions", lambda d: replace(d, task_id=task.id, etat=EtatDecision.EN_COURS)
    )
    (table,) = blocks_of(build("suivi-decisions", turned), Table)

    assert plain(rows_of(table)[0][5]) == f"Tâche : {plain(task.titre)}"


def test_the_decisions_make_a_workbook(edition):
    sheet, _about = suivi_decisions_sheets(edition)

    assert sheet.rows[0][0] == date(2027, 3, 1)
    assert sheet.rows[0][4:8] == (1, "Sophie Lemaire", "En retard de 11\xa0jours", 11)


def test_no_decision_is_an_empty_list(edition):
    none = with_snapshot(edition, decisions=())

    assert state_of("suivi-decisions", none)[0] is DocumentState.VIDE
    assert "Aucune décision n’est encore consignée." in told(build("suivi-decisions", none))


# long


@pytest.mark.parametrize(
    "slug", ["ordre-du-jour", "emargement", "compte-rendu", "releve-decisions", "suivi-decisions"]
)
def test_long_minutes_and_crowds_are_printed_whole(slug, edition):
    file = rendered(crowded(edition), slug)
    words = plain(words_of(file))

    assert file.pages >= 2
    if slug in {"emargement", "compte-rendu"}:
        assert "Personne numéro 39" in words
    if slug == "compte-rendu":
        assert words.count("chiffres à l'appui") >= 32


def test_women_and_men_are_each_told_as_such(edition):
    men = with_rows(edition, "acteurs", lambda a: replace(a, civilite=Civilite.MONSIEUR))
    people = blocks_of(build("compte-rendu", men), Table)[0]

    assert {row[3] for row in rows_of(people)} == {"Présent", "Excusé"}
    assert Heading("Décisions", 2) in build("compte-rendu", men).blocks


def texts_replaced(edition, table, text):
    """Return an edition of which every text of a table is another."""

    def change(row):
        names = [f.name for f in fields(row) if type(getattr(row, f.name)) is str]
        return replace(
            row, **dict.fromkeys((n for n in names if n not in {"heure", "slug"}), text)
        )

    return with_rows(edition, table, change)


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_the_nastiest_texts_are_printed(slug, edition):
    nasty = edition
    for table in ("reunions_points", "decisions"):
        nasty = texts_replaced(nasty, table, STORY)
    for table in ("reunions", "reunions_presences", "instances", "acteurs"):
        nasty = texts_replaced(nasty, table, NAME)
    nasty = with_rows(nasty, "acteurs", lambda a: replace(a, adresse=STORY))
    nasty = with_rows(nasty, "instances", lambda i: replace(i, regle_validation=STORY))
    last = nasty.snapshot.reunions_presences[-1:]
    nasty = with_snapshot(nasty, reunions_presences=last)

    assert rendered(nasty, slug).pages >= 1


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_her_opinion_of_those_convened_is_never_printed(slug, edition):
    silent = with_rows(
        edition, "acteurs", lambda a: replace(a, position=None, influence=None, interet=None)
    )
    opinionated = with_rows(
        edition,
        "acteurs",
        lambda a: replace(
            a, position=Position.RESERVEE, influence=4, interet=1, attentes="zqxmarque"
        ),
    )

    assert build(slug, opinionated) == build(slug, silent)
    assert not any("zqxmarque" in text for text in told(build(slug, opinionated)))


def test_the_decisions_are_written_as_a_workbook_and_read_again(edition, tmp_path):
    asked = replace(edition, options=DocumentOptions(format=DocumentFormat.XLSX))
    written = Prepared("suivi-decisions", asked).write(tmp_path / "d.xlsx")

    assert written.counted.replace("\xa0", " ").endswith("lignes")
    assert (tmp_path / "d.xlsx").read_bytes().startswith(b"PK")
