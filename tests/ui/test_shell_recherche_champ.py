"""Where the search leads, down to the field, and where Échap returns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from cpom_desktop.services.queries.recherche.entries import Group
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import press, write
from tests.outils.recherche import here, look_for


@pytest.fixture
def view(shell):
    """Return the view of the whole demonstration."""
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


@pytest.mark.parametrize(
    ("query", "page", "field"),
    [
        ("finess gestionnaire", "etablissement", "etablissement.finess_ej"),
        ("date d’effet", "etablissement", "dossier.date_effet"),
        ("Julien Faure", "acteurs", "acteurs.22.nom"),
        ("ateliers mise en oeuvre", "acteurs", "acteurs.23.relation"),
        ("coupes aggir valides", "retroplanning", "tasks.11.livrable"),
        ("dg-h03", "grille", "constats.dg-h03.cotation"),
        ("gmp 31 decembre", "donnees", "donnees.gmp"),
        ("fa-02 reduire", "fiches-action", "fiches_action.2.titre"),
        ("taux absenteisme fa-02", "indicateurs", "indicateurs.4.libelle"),
        ("ergotherapeute activite physique", "fiches-action", "moyens.1.libelle"),
        ("quatre pages au plus", "reunions", "decisions.1.texte"),
        ("isabelle roux", "acteurs", "acteurs.1.nom"),
        ("secretaire du comite", "comitologie", "instances_membres.5.qualite"),
        ("taille du texte", "reglages", "texte"),
        ("corbeille", "historique", "historique.corbeille"),
        ("effacer une personne", "confidentialite", "confidentialite.personne"),
        ("contacts a revoir", "confidentialite", "confidentialite.revoir"),
        ("composants et licences", "a-propos", "composants"),
    ],
)
def test_entree_puts_the_caret_in_the_exact_field(view, query, page, field):
    view.show_page("raci")
    finder = look_for(view, query)
    press(Qt.Key.Key_Return)

    assert not finder.isVisible()
    assert here(view) == (page, field)
    assert view.page.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("changer le mot de passe", "Protéger par un mot de passe…"),
        ("verrouiller mot de passe", "Protéger par un mot de passe…"),
        ("restaurer une copie", "Restaurer une copie…"),
    ],
)
def test_what_the_menu_of_the_dossier_does_is_found_and_one_entree_away(view, query, words):
    look_for(view, query)
    press(Qt.Key.Key_Return)

    menu = view.sidebar.switcher.menu
    assert menu.isVisible()
    assert menu.activeAction().text() == words
    menu.close()


def test_every_kind_of_result_leads_to_a_field_that_its_page_has(view):
    view.search()
    view.finder.indexing.finish()
    seen, lost = set(), []
    for part in view.finder.indexing.index._parts.values():
        for entry in part.entries:
            for field in (entry.field, *(passage.field for passage in entry.passages)):
                table, _dot, rest = field.partition(".")
                kind = (entry.page, table, rest.rpartition(".")[2])
                if field and kind not in seen:
                    seen.add(kind)
                    view.show_page(entry.page)
                    lost += [] if view.page.focus_field(field) else [(entry.page, field)]

    assert lost == []
    assert len(seen) > 60


@pytest.mark.parametrize(("query", "key"), [("axe 1", "axes.1"), ("3.1.1", "objectifs.9")])
def test_an_axis_is_shown_in_the_tree_even_from_an_open_fiche(view, query, key):
    view.show_page("fiches-action", "fiches_action.2.titre")
    look_for(view, query)
    press(Qt.Key.Key_Return)

    assert view.page.view.hasFocus()
    assert view.page.view.current().cle == key


def test_a_task_hidden_by_a_filter_is_shown_again(view):
    view.show_page("retroplanning")
    view.page.filters.search.setText("zorglub")
    look_for(view, "coupes aggir valides")
    press(Qt.Key.Key_Return)

    assert here(view) == ("retroplanning", "tasks.11.livrable")


def test_what_had_the_caret_and_is_gone_gives_it_to_the_page(view):
    view.show_page("etablissement", "etablissement.nom")
    editor = QApplication.focusWidget()
    look_for(view, "raci")
    editor.hide()
    press(Qt.Key.Key_Escape)

    assert view.page.isAncestorOf(QApplication.focusWidget())


def test_echap_returns_to_the_former_caret_letter_for_letter(view):
    view.show_page("etablissement", "etablissement.nom")
    editor = QApplication.focusWidget()
    editor.setSelection(3, 4)
    finder = look_for(view, "raci")
    press(Qt.Key.Key_Escape)

    assert not finder.isVisible()
    assert QApplication.focusWidget() is editor
    assert (editor.selectionStart(), editor.selectedText()) == (3, editor.text()[3:7])


def test_what_was_being_typed_is_kept_and_the_caret_found_again(view):
    view.show_page("etablissement", "etablissement.commune")
    editor = QApplication.focusWidget()
    editor.selectAll()
    write("Rennes")
    editor.setCursorPosition(2)
    look_for(view, "raci")
    press(Qt.Key.Key_Escape)

    assert view.session.snapshot.etablissement.commune == "Rennes"
    assert (QApplication.focusWidget(), editor.cursorPosition()) == (editor, 2)


def test_echap_returns_into_a_long_text(view):
    view.show_page("grille", "constats.dg-h03.texte")
    editor = QApplication.focusWidget()
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    look_for(view, "raci")
    press(Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is editor
    assert editor.textCursor().position() == 5


def test_echap_returns_into_the_cell_of_a_table(view):
    view.show_page("fiches-action", "etapes.18.libelle")
    table = QApplication.focusWidget()
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    write("Zz")
    look_for(view, "raci")
    press(Qt.Key.Key_Escape)

    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert table.isAncestorOf(focused)
    assert view.page.current_field() == "etapes.18.libelle"


def test_a_note_of_the_guide_opens_it_on_its_page(view):
    look_for(view, "guide rétroplanning")
    view.finder.filters.choose(Group.AIDE)
    view.finder._search()
    press(Qt.Key.Key_Return)

    assert view.page.slug == "retroplanning"
    assert view.guide.isVisible()
    assert view.page.isAncestorOf(QApplication.focusWidget())


def test_it_searches_a_dossier_that_is_only_read(shell):
    shell.window.open_path(copy_demonstration(shell.folder), read_only=True)
    view = shell.window.view
    look_for(view, "julien faure")
    press(Qt.Key.Key_Return)

    assert here(view) == ("acteurs", "acteurs.22.nom")


def test_the_actions_of_a_panel_outlive_a_search(view, qtbot):
    view.show_page("donnees", "donnees.gmp")
    action = view.page.panel.delete_action
    finder = look_for(view, "occupation temporaire")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not finder.isVisible())
    for _turn in range(20):
        QApplication.processEvents()

    assert action.text()
