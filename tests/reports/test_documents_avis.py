"""Her own opinion of people never leaves: no document but the internal one changes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.domain.acteurs import Position
from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.blocks import Figure
from cpom_desktop.reports.catalogue import CATALOGUE, build, entry_for
from cpom_desktop.reports.contacts import contacts_vcf
from cpom_desktop.reports.documents.annuaire import annuaire_sheet
from cpom_desktop.reports.entries import subjects_of
from cpom_desktop.reports.exports import CALENDARS, WORKBOOKS
from tests.outils.editions import blocks_of, demonstration, texts_of, with_snapshot

INTERNAL = "acteurs-strategie"


def opinion(influence, interet, position):
    """Return the demonstration where she thinks the same of everybody."""
    edition = demonstration()
    acteurs = tuple(
        replace(a, influence=influence, interet=interet, position=position)
        for a in edition.snapshot.acteurs
    )
    return with_snapshot(edition, acteurs=acteurs)


BEFORE, AFTER = opinion(1, 1, Position.FAVORABLE), opinion(4, 3, Position.RESERVEE)


def slugs_of(slug):
    """Return a document, and those of each thing that it may be about."""
    subjects = subjects_of(CATALOGUE[slug], BEFORE)
    return [slug, *(f"{slug}-{subject.key}" for subject in subjects)]


@pytest.mark.parametrize("slug", sorted(set(CATALOGUE) - {INTERNAL}))
def test_no_document_that_leaves_changes_with_an_opinion(slug):
    for each in slugs_of(slug):
        assert build(each, BEFORE).blocks == build(each, AFTER).blocks


@pytest.mark.parametrize("slug", sorted(WORKBOOKS))
def test_no_workbook_changes_with_an_opinion(slug):
    assert WORKBOOKS[slug](BEFORE) == WORKBOOKS[slug](AFTER)


@pytest.mark.parametrize("slug", sorted(CALENDARS))
def test_no_calendar_changes_with_an_opinion(slug):
    def events(edition):
        return CALENDARS[slug](edition.snapshot, edition.content, edition.now.date())

    assert events(BEFORE) == events(AFTER)


def test_no_contact_that_is_taken_elsewhere_changes_with_an_opinion():
    assert annuaire_sheet(BEFORE) == annuaire_sheet(AFTER)
    assert contacts_vcf(BEFORE.snapshot) == contacts_vcf(AFTER.snapshot)


def test_the_internal_document_holds_the_opinion_and_says_that_it_stays():
    made = build(INTERNAL, AFTER)
    assert made.watermark == "Document interne"
    assert entry_for(INTERNAL, AFTER).info.mention is Mention.INTERNE
    texts = " ".join(texts_of(made))
    assert "Réservée" in texts
    assert "Associer étroitement" in texts
    assert blocks_of(made, Figure)
    assert build(INTERNAL, BEFORE).blocks != made.blocks


def test_no_document_that_is_bound_holds_the_internal_one():
    parts = CATALOGUE[INTERNAL].parts
    bound = [entry for entry in CATALOGUE.values() if entry.info.bound]
    assert bound
    assert not any(part in entry.parts for entry in bound for part in parts)


def test_without_any_mark_the_internal_document_says_so():
    nobody = build(INTERNAL, opinion(None, None, None))
    assert "Aucun acteur n’a encore" in " ".join(texts_of(nobody))
    assert not blocks_of(nobody, Figure)
