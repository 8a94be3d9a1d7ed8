"""Fiches mission: a page a person, in words beside letters, whole whatever is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import Badge, Callout, Heading, PageBreak, Signatures, Table
from cpom_desktop.reports.catalogue import build, file_name
from cpom_desktop.reports.pdf.setting import LONG_FORMS
from cpom_desktop.services.queries.missions_etat import people
from tests.outils.editions import (
    anglaise,
    blocks_of,
    demonstration,
    empty,
    flat,
    hostile,
    rendered,
    with_snapshot,
)
from tests.outils.pages import pages_of

ALL = "fiches-mission"


def alone(edition, nom):
    """Return the name of the document of one person."""
    person = next(a for a in edition.snapshot.acteurs if a.nom == nom)
    return f"fiche-mission-{person.id}"


def titles(document):
    return [block.text for block in flat(document.blocks) if isinstance(block, Heading)]


@pytest.mark.parametrize("edition", [demonstration, anglaise, hostile])
def test_everybody_has_a_page_and_a_line_of_the_first_table(edition):
    document = build(ALL, edition())
    forms = [b for b in document.blocks if isinstance(b, PageBreak) and b.form]
    first = blocks_of(document, Table)[0]

    assert len(forms) == len(first.rows) >= 2
    assert len(rendered(edition(), ALL).data) > 1000


def test_a_person_alone_has_the_page_that_she_has_among_the_others():
    edition = demonstration()
    whole, one = build(ALL, edition), build(alone(edition, "Nadia Benali"), edition)

    assert set(one.blocks) <= set(whole.blocks)
    assert one.title == "Fiche mission, Nadia Benali"
    assert "Fiche mission, Nadia Benali" in file_name(one.slug, edition)
    assert len(pages_of(rendered(edition, one.slug))) == 1


def test_the_word_of_a_part_stands_beside_its_letters_in_both_readings():
    parts = {}
    for edition in (demonstration(), anglaise()):
        document = build(ALL, edition)
        parts[edition.snapshot.dossier.lecture_raci] = [
            (cell.content.letters, cell.content.beside)
            for table in blocks_of(document, Table)
            for row in table.rows
            for cell in row.cells
            if isinstance(cell.content, Badge)
        ]
    kit, english = parts.values()

    assert {("R", "répond"), ("A", "réalise"), ("C", "avis avant")} <= set(kit)
    assert {("A", "répond"), ("R", "réalise"), ("AR", "répond, réalise")} <= set(english)
    assert [words for _letters, words in kit] == [words for _letters, words in english]
    assert all(words for _letters, words in kit)


def test_the_page_is_signed_by_the_person_and_by_the_head_who_signs_hers_alone():
    edition = demonstration()
    (mine,) = blocks_of(build(alone(edition, "Nadia Benali"), edition), Signatures)
    (head,) = blocks_of(build(alone(edition, "Claire Morel"), edition), Signatures)

    assert [name for name, _quality in mine.people] == ["Nadia Benali", "Claire Morel"]
    assert [name for name, _quality in head.people] == ["Claire Morel"]


def test_a_long_mission_goes_on_under_the_name_of_the_person_in_letters_that_are_read():
    edition = demonstration()
    pages = pages_of(rendered(edition, alone(edition, "Claire Morel")))

    assert len(pages) > 1
    assert all("Fiche mission : Claire Morel, suite" in page for page in pages[1:])
    sizes = [s.size for f in LONG_FORMS for s in (f.body, f.small, f.table.plain, f.dense.plain)]
    assert min(sizes) >= 8.5


def test_sixty_activities_of_long_titles_print_whole():
    edition = demonstration()
    snapshot = edition.snapshot
    lines = tuple(
        replace(snapshot.raci_activites[0], id=2000 + n, slug="", titre=f"{n} {'Préparer ' * 18}")
        for n in range(60)
    )
    cells = tuple(
        replace(snapshot.raci_cases[0], id=n, activite_id=2000 + n, role_id=1) for n in range(60)
    )
    edition = with_snapshot(edition, raci_activites=lines, raci_cases=cells)
    text = " ".join(pages_of(rendered(edition, alone(edition, "Claire Morel"))))

    assert all(f"{n} Préparer" in text for n in range(60))


def test_a_person_without_any_role_is_told_so_on_her_page():
    edition = demonstration()
    new = Acteur(id=9000, famille=Famille.INTERNES, nom="Ana Silva", fonction="Stagiaire")
    edition = with_snapshot(edition, acteurs=(*edition.snapshot.acteurs, new))
    document = build("fiche-mission-9000", edition)

    (box,) = blocks_of(document, Callout)
    assert box.title == "Aucun rôle pour l’instant"
    assert "Ana Silva" in box.text
    assert "Fiches mission" not in titles(document)


def test_somebody_who_is_not_there_is_refused():
    with pytest.raises(RapportImpossible):
        build("fiche-mission-123456", demonstration())


def test_a_dossier_just_begun_says_that_there_is_no_role():
    assert titles(build(ALL, empty())) == ["Fiches mission"]


def test_what_is_thought_of_people_is_on_no_page():
    edition = demonstration()
    marked = tuple(
        replace(a, influence=4, interet=4, relation="Relation Zqx", attentes="Attente Zqx")
        for a in edition.snapshot.acteurs
    )
    text = " ".join(pages_of(rendered(with_snapshot(edition, acteurs=marked), ALL)))

    assert "Zqx" not in text
    assert "nfluence" not in text


def test_the_documents_of_each_person_bear_their_name():
    edition = demonstration()
    names = [s.title for s in people(edition.snapshot, edition.content, edition.now.date())]

    assert names[:2] == ["Claire Morel", "Henri Vasseur"]
    assert len(names) == len(set(names)) > 8
    authorities = {a.nom for a in edition.snapshot.acteurs if a.famille is Famille.AUTORITES}
    assert not authorities & set(names)
    marks = [s.usual for s in people(edition.snapshot, edition.content, edition.now.date())]
    assert marks == [True, *[False] * (len(names) - 1)]
    assert build("fiche-mission", edition).title == "Fiche mission, Claire Morel"
