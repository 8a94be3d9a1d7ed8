"""« Convocation »: a letter to each of those convened, its address, its agenda, its slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.reports.blocks import (
    Closing,
    Letterhead,
    PageBreak,
    Paragraph,
    Slip,
    Stressed,
    Table,
)
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import blocks_of, rendered, rows_of, with_snapshot
from tests.outils.fenetre import plain
from tests.outils.pages import pages_of
from tests.outils.reunions import LONG, both_copils, crowded, state_of, told, with_reunion


@pytest.fixture
def edition():
    return both_copils()


def coming(edition):
    return edition.snapshot.reunions[1]


def test_each_of_those_convened_but_who_signs_has_a_letter_on_a_page(edition):
    document = build("convocation", edition)
    convened = [
        p
        for p in edition.snapshot.reunions_presences
        if p.reunion_id == 2 and p.nom != "Claire Morel"
    ]

    assert plain(document.title) == "Convocation au COPIL n° 2"
    assert len(blocks_of(document, Letterhead)) == len(convened)
    assert rendered(edition, "convocation").pages == len(convened)


def letter_to(name, edition, slug="convocation"):
    """Return the blocks of the letter to someone."""
    blocks = build(slug, edition).blocks
    start = next(
        rank for rank, b in enumerate(blocks) if isinstance(b, Letterhead) and name in b.recipient
    )
    rest = blocks[start:]
    end = next((i for i, b in enumerate(rest) if isinstance(b, PageBreak)), len(rest))
    return rest[:end]


def test_a_letter_addresses_the_person_as_the_stakeholders_say(edition):
    letter = letter_to("Madame Anne Delmas", edition)
    head = letter[0]

    assert head.recipient == (
        "Madame Anne Delmas",
        "Cheffe de service",
        "Conseil départemental des Vallées",
        "Établissements pour personnes âgées",
        "1, place du Département",
        "99000 Les Vallées",
    )
    assert head.sender[0] == "EHPAD Les Tilleuls"
    assert head.dateline == "Villeneuve-des-Prés, le 12 mars 2027"
    paragraphs = [plain(b.text) for b in letter if isinstance(b, Paragraph)]
    assert paragraphs[0] == "Madame,"
    assert paragraphs[1] == (
        "J’ai l’honneur de vous convier à la deuxième réunion du comité de pilotage, consacrée "
        "au partage du diagnostic."
    )
    assert "Madame, l’expression" in paragraphs[-1]


def test_a_letter_tells_its_object_the_agenda_and_who_signs(edition):
    letter = letter_to("Madame Anne Delmas", edition)
    (table,) = (b for b in letter if isinstance(b, Table))
    (closing,) = (b for b in letter if isinstance(b, Closing))

    assert plain(letter[1].parts[1][0]) == (
        "convocation au comité de pilotage (COPIL) n° 2 – CPOM 2028–2032"
    )
    assert [plain(cell) for cell in rows_of(table)[1]] == [
        "2",
        "Méthode, calendrier et contrat en cours",
        "Claire Morel",
        "10 min",
        "information",
    ]
    assert closing == Closing("Directrice,", "Claire Morel")


def test_an_answer_is_asked_for_before_a_day_on_the_slip_too(edition):
    asked = with_reunion(edition, coming(edition), repondre_avant=date(2027, 4, 2))
    letter = letter_to("Madame Anne Delmas", asked)
    (slip,) = (b for b in letter if isinstance(b, Slip))
    answer = [b for b in letter if isinstance(b, Stressed)][-1]

    assert ("2 avril 2027", True) in answer.parts
    assert slip.note == "À renvoyer avant le 2 avril 2027"
    assert "Coupon de réponse – COPIL n°" in slip.title


def test_a_letter_without_an_address_says_so_and_the_state_counts_them(edition):
    ars = next(p for p in edition.snapshot.reunions_presences if "ARS" in p.qualite)
    head = letter_to(ars.nom, edition)[0]

    assert head.recipient[-1] == "Adresse à compléter"
    state, reasons = state_of("convocation", edition)
    assert state is DocumentState.INCOMPLET
    assert any("adresse" in reason and "à compléter" in reason for reason in reasons)


def test_someone_whom_the_dossier_no_longer_knows_keeps_the_name_of_that_day(edition):
    gone = with_snapshot(
        edition,
        reunions_presences=tuple(
            replace(p, acteur_id=None) for p in edition.snapshot.reunions_presences
        ),
    )

    head = letter_to("Anne Delmas", gone)[0]
    assert head.recipient == ("Anne Delmas", "Représente le département", "Adresse à compléter")


def test_those_of_the_house_need_no_address(edition):
    assert letter_to("Nadia Benali", edition)[0].recipient[-1] == "EHPAD Les Tilleuls"


def test_another_object_follows_with_its_own_words(edition):
    other = with_reunion(edition, coming(edition), objet="Présentation du diagnostic")
    letter = letter_to("Madame Anne Delmas", other)

    assert any(
        plain(b.text).endswith("avec pour objet : présentation du diagnostic.")
        for b in letter
        if isinstance(b, Paragraph)
    )


def test_nobody_convened_is_an_empty_letter(edition):
    alone = with_snapshot(edition, reunions_presences=())

    assert state_of("convocation", alone) == (
        DocumentState.VIDE,
        ["personne n’est convoqué"],
    )
    assert "À compléter : personne n’est encore convoqué." in told(build("convocation", alone))


def test_forty_letters_are_forty_pages_with_their_slip(edition):
    pages = pages_of(rendered(crowded(edition), "convocation"))

    assert len(pages) == 40
    assert all("Coupon de réponse" in plain(page) for page in pages)


def test_a_long_agenda_flows_on_and_the_slip_stays_whole(edition):
    point = edition.snapshot.reunions_points[1]
    many = with_snapshot(
        edition,
        reunions_points=tuple(
            replace(
                point, id=200 + n, reunion_id=coming(edition).id, titre=f"Point {n} " + LONG[:150]
            )
            for n in range(40)
        ),
        reunions_presences=edition.snapshot.reunions_presences[-1:],
    )
    pages = [plain(page) for page in pages_of(rendered(many, "convocation"))]

    assert len(pages) > 1
    assert "suite" in pages[1]
    last = next(page for page in pages if "Coupon de réponse" in page)
    assert "excusé(e)" in last
