"""The page Fiches actions inside the window: where she was, its share, both sizes of panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import press, write

ETAT = "fiches_action.{}.etat_des_lieux"


@pytest.fixture
def demonstration(shell):
    """Return the path of the demonstration, open in the window on its fiches."""
    path = copy_demonstration(shell.folder, "demonstration.cpom")
    shell.window.open_path(path)
    shell.window.view.show_page("fiches-action")
    return path


def last(shell):
    return shell.window.view.page.views[-1].fiche


def reopened(shell, path):
    shell.window.close_dossier()
    shell.window.open_path(path)
    QApplication.processEvents()
    return shell.window.view.page


@pytest.mark.parametrize("name", ["etat_des_lieux", "objectif_id", "conditions_reussite"])
def test_a_closed_dossier_reopens_in_the_same_field_of_the_same_fiche(shell, demonstration, name):
    fiche = last(shell)
    shell.window.view.page.focus_field(f"fiches_action.{fiche.id}.{name}")
    page = reopened(shell, demonstration)
    assert page.fiche_id == fiche.id
    assert page.current_field() == f"fiches_action.{fiche.id}.{name}"
    assert page.editor.form.row(page.current_field()).isAncestorOf(QApplication.focusWidget())


def test_it_reopens_in_the_same_cell(shell, demonstration):
    (etape, *_rest) = shell.window.view.page.views[-1].parts.etapes
    shell.window.view.page.focus_field(f"etapes.{etape.id}.fin")
    assert reopened(shell, demonstration).current_field() == f"etapes.{etape.id}.fin"


def test_it_reopens_on_the_same_line_of_the_list(shell, demonstration):
    page = shell.window.view.page
    page.list.choose(("fiches_action", last(shell).id))
    page = reopened(shell, demonstration)
    assert page.fiche_id == 0
    assert page.current_field() == f"fiches_action.{last(shell).id}.liste"


def test_the_dashboard_opens_the_fiche_to_complete(shell, demonstration):
    view = shell.window.view
    fiche = last(shell)
    view.show_page("fiches-action", f"fiches_action.{fiche.id}")
    assert view.page.fiche_id == fiche.id
    assert view.page.current_field() == f"fiches_action.{fiche.id}.titre"


def test_what_is_typed_is_kept_when_the_dossier_closes(shell, demonstration):
    fiche = last(shell)
    page = shell.window.view.page
    page.focus_field(ETAT.format(fiche.id))
    QApplication.focusWidget().selectAll()
    write("Tapé juste avant")
    page = reopened(shell, demonstration)
    assert page.views[-1].fiche.etat_des_lieux == "Tapé juste avant"


def test_going_to_another_page_and_back_keeps_the_fiche_open(shell, demonstration):
    view = shell.window.view
    fiche = last(shell)
    view.page.open_fiche(fiche.id)
    view.show_page("acteurs")
    view.session.run(ops.UpdateFicheAction(id=fiche.id, titre="Changé ailleurs"))
    view.show_page("fiches-action")
    assert view.page.fiche_id == fiche.id
    assert view.page.title_label.accessibleName().endswith("changé ailleurs")


def test_the_guide_opened_beside_a_fiche_sends_what_lacks_over_it(shell, demonstration):
    view = shell.window.view
    view.page.open_fiche(last(shell).id)
    QApplication.processEvents()
    assert view.page.side.isVisible()
    view.toggle_guide()
    QApplication.processEvents()
    assert view.guide.isVisible()
    assert not view.page.side.isVisible()
    assert view.page.editor.lacks.isVisible()


def test_a_cell_typed_is_undone_from_the_window(shell, demonstration):
    view = shell.window.view
    (etape, *_rest) = view.page.views[-1].parts.etapes
    view.page.focus_field(f"etapes.{etape.id}.libelle")
    press(Qt.Key.Key_F2)
    QApplication.focusWidget().selectAll()
    write("Autre étape")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert view.page.views[-1].parts.etapes[0].libelle == "Autre étape"
    view.undo()
    assert view.page.views[-1].parts.etapes[0].libelle == etape.libelle
