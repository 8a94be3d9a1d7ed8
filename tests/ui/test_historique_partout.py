"""From any field or cell to its own history: its menu, and Ctrl+H."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import StatutJuridique
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import CONTROL, plain, shortcut

KEYBOARD = QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def view(shell):
    """Return the window on the whole demonstration."""
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


def menu_of(widget):
    """Ask for the context menu by the keyboard, as the key of menus does."""
    QApplication.sendEvent(widget, QContextMenuEvent(KEYBOARD, QPoint(2, 2), QPoint(2, 2)))
    return QApplication.activePopupWidget()


def go_by_menu(widget):
    """Choose the last line of the menu of a widget: the way to its history."""
    menu = menu_of(widget)
    action = menu.actions()[-1]
    menu.close()
    action.trigger()
    return plain(action.text())


def told(view):
    """Return whose history is shown, and its sentences."""
    journal = view.page.journal
    return journal.object_label.whole_text, [plain(line.first) for line in journal.model.lines()]


def test_a_list_of_choices_leads_to_its_history_by_its_menu(view):
    view.session.run(ops.UpdateEtablissement(statut_juridique=StatutJuridique.PUBLIC))
    view.show_page("etablissement", "etablissement.statut_juridique")

    words = go_by_menu(QApplication.focusWidget())

    assert words == "Historique du champ\tCtrl+H"
    name, sentences = told(view)
    assert name.endswith("statut juridique")
    assert "devient" in sentences[0]


def cell_of_fiche(view, section, column):
    page = view.page
    page.open_fiche(page.views[0].fiche.id)
    table = getattr(page.editor.parts, section).table
    keys = [c.key for c in getattr(page.editor.parts, section).model.columns]
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.go_to(0, keys.index(column))
    return table


def test_a_cell_of_a_table_leads_to_its_history_by_its_menu_and_by_its_keys(view):
    view.show_page("fiches-action")
    table = cell_of_fiche(view, "etapes", "libelle")
    etape = view.page.views[0].parts.etapes[0]
    view.session.run(ops.UpdateEtape(id=etape.id, libelle="Former les référents"))

    assert go_by_menu(table) == "Historique de la case\tCtrl+H"
    first = told(view)
    assert "Former les référents" in first[1][0]

    view.show_page("fiches-action")
    cell_of_fiche(view, "etapes", "libelle")
    shortcut(Qt.Key.Key_H, CONTROL)
    assert told(view) == first


def test_a_target_has_the_history_of_its_year_alone(view):
    view.show_page("fiches-action")
    shown = view.page.views[0].indicateurs[0]
    year = min(shown.cibles)
    for value in (11, 12):
        change = ops.SetCible(indicateur_id=shown.indicateur.id, annee=year, valeur=value)
        view.session.run(change)
    view.session.run(ops.UpdateIndicateur(id=shown.indicateur.id, unite="chutes"))
    cell_of_fiche(view, "indicateurs", f"cible_{year}")

    shortcut(Qt.Key.Key_H, CONTROL)

    name, sentences = told(view)
    assert name.endswith(f"cible {year}")
    assert "11 devient 12" in sentences[0]
    assert not any("chutes" in sentence for sentence in sentences)


def test_a_cell_of_the_matrix_has_its_own_history_whatever_came_and_went(view):
    view.show_page("raci")
    page = view.page
    activite, role = page.view.activites[0], page.view.roles[0].role
    for sens in ([Sens.INFORME], [], [Sens.CONSULTE]):
        value = ops.CellValue(activite_id=activite.id, role_id=role.id, sens=sens)
        view.session.run(ops.SetRaciCells(cells=[value]))
    assert page.focus_field(f"raci_cases.{activite.id}.{role.id}")

    menu = page.context_menu(page.grid.currentIndex())
    menu.actions()[-1].trigger()

    name, sentences = told(view)
    assert role.libelle in plain(name)
    assert len(sentences) >= 3
    assert "consulté" in sentences[0]
    other = page.view.activites[1].titre
    assert not any(other in sentence for sentence in sentences)


def test_where_no_field_has_the_caret_the_whole_history_opens(view):
    view.show_page("tableau-de-bord")

    shortcut(Qt.Key.Key_H, CONTROL)

    assert view.page.slug == "historique"
    assert not view.page.journal.object_label.isVisible()


def test_a_criterion_has_the_history_of_its_whole_line(view):
    view.show_page("grille")
    critere = view.page.card.critere
    view.session.run(ops.UpdateConstat(critere=critere.slug, texte="À reprendre."))
    view.page.setFocus()

    shortcut(Qt.Key.Key_H, CONTROL)

    name, sentences = told(view)
    assert critere.titre in plain(name)
    assert "À reprendre" in sentences[0]


def test_a_figure_has_the_history_of_its_cell(view):
    view.show_page("donnees", "valeurs.eig.2026")
    cell = ops.ValeurSaisie(donnee="eig", annee=2026, valeur=Decimal(3))
    view.session.run(ops.SetValeurs(valeurs=[cell]))

    shortcut(Qt.Key.Key_H, CONTROL)

    name, sentences = told(view)
    assert plain(name).endswith(", 2026")
    assert len(sentences) == 1
