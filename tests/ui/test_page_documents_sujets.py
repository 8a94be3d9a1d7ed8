"""The page « Documents »: a document about one meeting at a time, chosen in a list."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services.operations import DeleteReunions
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import plain, press
from tests.outils.page_documents import documents_of, words
from tests.outils.page_documents import ready as wait_for
from tests.outils.reunions import add_both_copils


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as found:
        add_both_copils(found)
        yield found


@pytest.fixture
def page(open_page, workspace, tmp_path):
    with documents_of(workspace, open_page, tmp_path) as shown:
        yield shown


@pytest.fixture
def ready(page, qtbot):
    wait_for(page, qtbot)
    return partial(wait_for, page, qtbot)


def show(page, slug, ready):
    page.show_document(slug)
    ready()


def test_the_next_meeting_is_shown_and_another_is_chosen_by_the_keyboard(page, ready):
    show(page, "ordre-du-jour", ready)
    chosen = page.options.subjects
    assert chosen.isVisible()
    assert chosen.accessibleName() == "Réunion"
    assert plain(chosen.currentText()) == "COPIL n° 2, 15 avr. 2027"

    chosen.setFocus()
    press(Qt.Key.Key_Up)
    ready()

    assert page.document == "ordre-du-jour-copil-1"
    assert "Ordre du jour du COPIL n° 1" in words(page)


def test_a_link_shows_the_document_of_its_meeting_and_the_others_follow(page, ready):
    show(page, "emargement-copil-1", ready)
    assert page.current_field() == "documents.emargement-copil-1"
    assert "Feuille d’émargement du COPIL n° 1" in words(page)

    show(page, "ordre-du-jour", ready)

    assert "Ordre du jour du COPIL n° 1" in words(page)
    assert page.focus_field("documents.ordre-du-jour-copil-2")
    ready()
    assert "COPIL n° 2" in words(page)


def test_what_is_of_the_whole_dossier_offers_no_meeting_and_keeps_its_mention(page, ready):
    show(page, "emargement", ready)
    assert not page.options.mentions.buttons()[0].isVisible()
    show(page, "raci", ready)

    assert not page.options.subjects.isVisible()
    assert page.options.mentions.buttons()[0].isVisible()


def test_a_meeting_deleted_leaves_the_next_one(page, session, ready):
    show(page, "ordre-du-jour-copil-2", ready)
    session.run(DeleteReunions(ids=[r.id for r in session.workspace.snapshot.reunions][1:]))
    ready()

    assert page.document == "ordre-du-jour-copil-1"
    assert "COPIL n° 1" in words(page)


def test_the_file_is_named_after_the_meeting(page, ready):
    show(page, "ordre-du-jour-copil-1", ready)
    page.save_button.click()
    ready()

    assert [plain(name) for name in page.choosing.names] == [
        "2027-03-12 EHPAD Les Tilleuls – Ordre du jour du COPIL n° 1.pdf"
    ]
