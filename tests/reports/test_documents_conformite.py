"""Every document of the catalogue follows PDF/UA-1 and PDF/A-3a, whatever the dossier holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.services.documents import DocumentOptions
from tests.outils.editions import (
    anglaise,
    demonstration,
    empty,
    filled,
    hostile,
    partial,
    rendered,
    showcase,
    undated,
)
from tests.outils.reunions import both_copils, crowded
from tests.outils.verapdf import check_all


def grey():
    return replace(filled(), options=DocumentOptions(grey=True))


EDITIONS = (
    showcase,
    empty,
    filled,
    hostile,
    partial,
    undated,
    grey,
    anglaise,
    demonstration,
)
FULLEST_WHEN_FILLED = ("dossier-complet", "diagnostic", "faisabilite", "pieces-demandees")
"""Documents that have more to say there than in the whole demonstration."""
OTHERS = {
    hostile: ("acteurs", "raci", "check-list"),
    partial: ("synthese-diagnostic", "fiches-action"),
    undated: ("retroplanning", "retroplanning-detaille"),
    grey: ("dossier-lancement",),
    anglaise: ("raci", "raci-atelier"),
    demonstration: ("comitologie",),
}
"""What else is checked in a short run: what each state of a dossier changes most."""


def chosen(edition):
    """Return the documents checked in a short run: each full and empty, and some others."""
    if edition is empty:
        return tuple(CATALOGUE)
    if edition is showcase:
        return tuple(slug for slug in CATALOGUE if slug not in FULLEST_WHEN_FILLED)
    return FULLEST_WHEN_FILLED if edition is filled else OTHERS.get(edition, ())


def test_a_short_run_checks_each_document_full_and_empty():
    full = (*chosen(showcase), *chosen(filled))

    assert sorted(full) == sorted(CATALOGUE)
    assert sorted(chosen(empty)) == sorted(CATALOGUE)
    assert all(chosen(edition) for edition in EDITIONS)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_document_follows_both_standards_in_every_state_of_a_dossier(edition, pytestconfig):
    slugs = tuple(CATALOGUE) if pytestconfig.getoption("--long") else chosen(edition)

    found = check_all({slug: rendered(edition(), slug).data for slug in slugs})

    assert len(found) == len(slugs)
    assert {slug: faults for slug, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_a_fiche_alone_follows_both_standards_whatever_it_holds():
    numero = hostile().snapshot.fiches_action[0].numero
    editions = {"usual": filled(), "grey": grey(), "hostile": hostile(), "begun": partial()}
    files = {
        name: rendered(edition, f"fiche-action-{numero if name != 'begun' else 1}").data
        for name, edition in editions.items()
    }

    assert {name: faults for name, faults in check_all(files).items() if faults} == {}


@pytest.mark.slow
def test_the_documents_of_meetings_follow_both_standards_whatever_they_hold():
    known = [slug for slug, entry in CATALOGUE.items() if entry.info.about == "Réunion"]
    editions = {"usual": both_copils(), "grey": replace(both_copils(), options=grey().options)}
    files = {
        f"{slug}, {name}": rendered(edition, slug).data
        for slug in (*known, "suivi-decisions", "compte-rendu-copil-2")
        for name, edition in (*editions.items(), ("crowded", crowded(both_copils())))
    }

    assert {name: faults for name, faults in check_all(files).items() if faults} == {}


def test_the_validator_tells_a_file_that_is_no_such_document():
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("nowhere.pdf")
    canvas.drawString(10, 10, "a")
    found = check_all({"plain": canvas.getpdfdata(), "good": rendered(empty(), "raci").data})

    assert "FAIL ua1" in found["plain"]
    assert "FAIL 3a" in found["plain"]
    assert found["good"] == []
