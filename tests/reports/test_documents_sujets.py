"""Documents about one thing at a time: which one, under what name, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.catalogue import CATALOGUE, build, entry_for, file_name
from cpom_desktop.reports.entries import subjects_of
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import empty, texts_of, with_snapshot
from tests.outils.fenetre import plain
from tests.outils.reunions import both_copils


@pytest.fixture
def edition():
    return both_copils()


def subjects(edition, slug="ordre-du-jour"):
    return subjects_of(CATALOGUE[slug], edition)


def test_a_document_may_be_about_each_meeting_told_by_day(edition):
    found = subjects(edition)

    assert [s.key for s in found] == ["copil-1", "copil-2"]
    assert plain(found[1].told) == "COPIL n° 2, 15 avr. 2027"


def test_without_a_key_it_is_about_the_next_meeting(edition):
    usual = [s.key for s in subjects(edition) if s.usual]

    assert usual == ["copil-2"]
    assert build("ordre-du-jour", edition) == build("ordre-du-jour-copil-2", edition)


def test_its_name_its_head_and_its_file_tell_the_meeting(edition):
    document = build("ordre-du-jour-copil-1", edition)

    assert plain(document.title) == "Ordre du jour du COPIL n° 1"
    assert plain(file_name("ordre-du-jour-copil-1", edition)) == (
        "2027-03-12 EHPAD Les Tilleuls – Ordre du jour du COPIL n° 1.pdf"
    )
    assert entry_for("ordre-du-jour-copil-1", edition).info.slug == "ordre-du-jour-copil-1"


def test_what_is_sent_or_signed_carries_no_mention(edition):
    document = build("emargement", edition)

    assert document.watermark == ""
    assert plain(document.edition).endswith("Édité le 12 mars 2027 à 14 h 32")


def test_an_unknown_meeting_is_refused_with_those_that_exist(edition):
    with pytest.raises(RapportImpossible) as refused:
        build("ordre-du-jour-copil-9", edition)

    assert refused.value.code == "sujet-inconnu"
    assert "copil-1, copil-2" in refused.value.remedy


def test_a_dossier_without_meetings_says_so():
    status = entry_for("emargement", empty()).status

    assert status(empty().snapshot, empty().content, empty().now.date()).state is (
        DocumentState.VIDE
    )
    assert "Aucune réunion n’est saisie." in texts_of(build("emargement", empty()).blocks)


def test_two_meetings_of_one_number_keep_apart(edition):
    first, second = edition.snapshot.reunions

    twins = with_snapshot(edition, reunions=(first, replace(second, numero=first.numero)))

    assert [s.key for s in subjects(twins)] == ["copil-1", f"reunion-{second.id}"]
    assert entry_for(f"emargement-reunion-{second.id}", twins).info.about
