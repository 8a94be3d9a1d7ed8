"""Where the links of the fil d'or lead: each page takes the field that it is asked for."""

from __future__ import annotations

import pytest

from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.fil_dor_lu import fil_dor_lu
from tests.outils.dossiers import copy_demonstration


@pytest.fixture
def view(shell):
    """Return the view of the whole demonstration."""
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


def links(session):
    """Return one link of each kind and state, of every thread."""
    lu = fil_dor_lu(session.snapshot, session.content)
    found = {}
    for fil in (*lu.rompus, *lu.non_retenues, *lu.complets):
        for link in fil.maillons:
            found.setdefault((link.maillon, link.manque, link.action), link)
    return list(found.values())


def test_every_link_leads_to_a_field_that_its_page_has(view):
    view.show_page("fil-dor")
    session = view.page._session
    axe = session.attempt(ops.AddAxe(libelle="Axe sans objectif")).result
    session.attempt(ops.AddObjectif(axe_id=axe, libelle="Stratégique seul"))
    session.attempt(ops.AddAxe(libelle="Axe nu"))
    session.attempt(ops.AddFicheAction(titre="Fiche sans objectif"))
    session.attempt(ops.AddIndicateur(libelle="Indicateur sans fiche"))
    session.attempt(ops.DeleteFinancements(ids=[session.snapshot.financements[0].id]))

    places = [place for link in links(session) for place in link.cibles if place.champ]
    lost = []
    for place in places:
        view.show_page(place.page)
        if not view.page.focus_field(place.champ):
            lost.append((place.page, place.champ))

    assert lost == []
    assert len(places) > 15
