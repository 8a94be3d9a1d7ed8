"""From a point of the check-list to the datum behind it, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.controles import check_list
from tests.outils.dossiers import copy_demonstration, copy_tilleuls
from tests.outils.fenetre import CONTROL, press
from ui.shell.page_classes import PAGE_CLASSES


@pytest.fixture
def view(shell):
    """Return the view of the whole demonstration."""
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


def lost_places(view):
    """Return the places of the answers that their page does not take."""
    workspace = view.session.workspace
    found = check_list(workspace.snapshot, ListeControle.CPOM, workspace.content, workspace.today)
    places = {(p.trouve.page, p.trouve.champ) for p in found.points if p.trouve}
    lost = []
    for page, field in sorted(places):
        if page in PAGE_CLASSES and field:
            view.show_page(page)
            lost += [] if view.page.focus_field(field) else [(page, field)]
    assert len(places) > 15
    return lost


def test_every_answer_leads_to_a_field_that_its_page_has(view):
    assert lost_places(view) == []


def test_every_answer_of_a_bare_dossier_too(shell):
    shell.window.open_path(copy_tilleuls(shell.folder))
    view = shell.window.view
    for capacite in view.session.snapshot.capacites:
        view.session.run(ops.UpdateCapacite(type=capacite.type, autorisees=None))
    view.session.run(ops.UpdateDossier(fin_contrat_actuel=None, prolonge_jusqu_au=None))

    assert lost_places(view) == []


def test_why_opens_the_page_of_the_datum(view):
    view.show_page("check-list")
    page = view.page
    place = next(p for p in page.found.points if p.row.slug == "coupes-programmees")
    page.focus_field(f"controles.{place.id}")
    press(Qt.Key.Key_Return, "\r", CONTROL)

    assert view.page.slug == "retroplanning"
    assert view.page.current_field().startswith(place.trouve.champ)
