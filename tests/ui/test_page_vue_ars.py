"""The page Vue ARS, by its keys, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, plain, press, shortcut, type_in, write
from ui.models.lines import Heading
from ui.models.vue_ars import LigneRole, VueArsModel, rows_of
from ui.models.vue_ars_view import columns_of, widths_of
from ui.pages.vue_ars import VueArsPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(VueArsPage, tilleuls)


def answer(ws, slug):
    return next((e for e in ws.snapshot.explications if e.indicateur == slug), None)


def choose(page, slug):
    assert page.focus_field(f"explications.{slug}")
    assert page.panel.ligne.slug == slug


def test_indicators_stand_under_their_domain_and_the_first_point_is_shown(page):
    model = page.view.model()
    rows = [model.index(n).data(LigneRole.ROW) for n in range(model.rowCount())]

    assert [row.label for row in rows if isinstance(row, Heading)] == [
        "Activité et population",
        "Ressources humaines",
        "Finances",
        "Qualité et sécurité",
        "Dernière évaluation de la qualité",
        "Dernière inspection",
    ]
    assert (rows[-2].note, plain(rows[-1].note)) == (
        "17 octobre 2024",
        "date non renseignée : elle se saisit dans la Grille, DG-F12",
    )
    assert page.panel.ligne.slug == "occupation-aj"
    assert page.counts.atypiques.words.text() == "1 valeur atypique"
    assert page.counts.a_expliquer.words.text() == "3 valeurs à expliquer"
    assert plain(page.counts.pretes.words.text()) == "Explications : 3 prêtes sur 4"
    assert "2026" in page.counts.year.text()


def test_the_panel_says_the_reading_why_and_where_it_comes_from(page):
    choose(page, "resultat")

    panel = page.panel
    assert plain(panel.name.text()) == "Résultat net comptable : −12 229 €"
    assert panel.pill.text() == "Atypique"
    assert panel.motif.text() == "Négatif trois ans de suite."
    assert "ERRD 2025" in panel.source.text()
    assert "lu dans le texte" in panel.source.text()


def test_her_explanation_is_kept_and_undone(page, ws, session):
    choose(page, "vetuste-equipements")
    press(Qt.Key.Key_Return)
    assert page.current_field() == "explications.vetuste-equipements.texte"

    write("Lits et lève-personnes datent de l’ouverture.")
    press(Qt.Key.Key_Tab)

    assert answer(ws, "vetuste-equipements").texte == (
        "Lits et lève-personnes datent de l’ouverture."
    )
    assert plain(page.counts.pretes.words.text()) == "Explications : 4 prêtes sur 4"
    session.undo()
    assert answer(ws, "vetuste-equipements").texte == ""
    assert plain(page.counts.pretes.words.text()) == "Explications : 3 prêtes sur 4"


def test_signs_are_counted_as_they_are_typed_and_nothing_is_refused(page, ws):
    assert page.focus_field("explications.vetuste-equipements.texte")
    write("é" * 12)
    assert page.panel.signs.words.text().startswith("12 signes.")

    type_in(page, "explications.vetuste-equipements.texte", "a" * 351)

    assert "peut déborder" in page.panel.signs.words.text()
    assert len(answer(ws, "vetuste-equipements").texte) == 351


def test_the_question_is_that_of_the_pack_until_she_writes_hers(page, ws):
    key = "explications.rotation.question"
    type_in(page, key, "Pourquoi ces départs ?")
    assert answer(ws, "rotation").question == "Pourquoi ces départs ?"
    assert page.found.ligne("rotation").question == "Pourquoi ces départs ?"

    assert page.focus_field(key)
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)

    assert answer(ws, "rotation").question == ""
    assert page.found.ligne("rotation").question.startswith("Pourquoi vos équipes")
    assert page.panel.row("question").editor.raw().startswith("Pourquoi vos équipes")


def test_a_fiche_chosen_stands_for_her_words(page, ws):
    fiche = ws.snapshot.fiches_action[0]
    choose(page, "resultat")
    words = page.panel.row("action")
    assert words.isVisible()

    ws.run(ops.SetExplication(indicateur="resultat", fiche_id=fiche.id))
    page.reload(None, force=True)

    assert not words.isVisible()
    assert page.panel.row("fiche_id").editor.value() == fiche.id
    assert page.found.ligne("resultat").action.startswith("FA-")


def test_points_follow_each_other_by_the_keys_and_by_the_buttons(page):
    page.go_on()
    assert page.panel.ligne.slug == "rotation"
    page.panel.next_button.click()
    assert page.panel.ligne.slug == "resultat"
    page.go_on()
    page.go_on()

    assert page.panel.ligne.slug == "vetuste-equipements"
    assert not page.panel.next_button.isEnabled()
    page.go_back()
    assert page.panel.ligne.slug == "resultat"


def test_a_point_reached_from_a_field_keeps_the_caret_in_the_panel(page):
    assert page.focus_field("explications.rotation.texte")
    page.go_on()

    assert page.current_field() == "explications.resultat.texte"


def test_the_list_and_the_panel_by_the_keys(page):
    choose(page, "rotation")
    press(Qt.Key.Key_Down)
    assert page.panel.ligne.slug == "etp-vacants"

    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert page.panel.has_caret()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.view


def test_the_figures_and_the_sheet_are_one_key_away(page):
    asked, printed = [], []
    page.navigate.connect(lambda slug, key: asked.append((slug, key)))
    page.print_requested.connect(printed.append)
    choose(page, "eig")

    page.panel.figures_link.click()
    page.print_button.click()

    assert asked == [("donnees", "donnees.eig")]
    assert printed == ["vue-ars"]


def test_a_key_may_name_the_row_of_the_answer(page, ws):
    ident = answer(ws, "rotation").id

    assert page.focus_field(f"explications.{ident}.preuve")
    assert page.current_field() == "explications.rotation.preuve"
    assert not page.focus_field("explications.inconnu.texte")
    assert not page.focus_field("tasks.1.titre")


def test_without_figures_the_page_leads_to_them(started, open_page):
    page = open_page(VueArsPage, started)
    asked = []
    page.navigate.connect(lambda slug, _key: asked.append(slug))

    assert page.pile.currentIndex() == 1
    assert not page.print_button.isVisible()
    page.pile.currentWidget().triggered.emit()
    assert asked == ["donnees"]


def test_nothing_may_be_changed_in_read_only(tilleuls, read_only, open_page):
    page = open_page(VueArsPage, read_only(tilleuls))
    assert page.focus_field("explications.rotation.texte")

    write("x")

    assert page.panel.row("texte").editor.isReadOnly()
    page.go_on()
    assert page.panel.ligne.slug == "resultat"


def test_a_very_long_explanation_is_shown_whole(page, ws):
    text = "Une phrase longue. " * 1_000
    ws.run(ops.SetExplication(indicateur="rotation", texte=text))
    page.reload(None, force=True)
    choose(page, "rotation")

    assert page.panel.row("texte").editor.raw() == text.strip()


def test_everything_has_a_name_for_a_screen_reader(page):
    assert nameless(page) == []
    spoken = page.model.index_of("rotation").data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(spoken) == (
        "Rotation du personnel, 2023 : 28,23 %, 2024 : 23,77 %, 2025 : 25,00 %, "
        "repère 25,6 % (2023), À expliquer, "
        "proche du repère, et se dégrade (EHPAD, 2023 : 25,6 %)"
    )


def test_the_model_keeps_the_rules_of_qt(page):
    model = VueArsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows_of(page.found.domaines))
    model.show_rows(rows_of(page.found.domaines[:1]))

    assert model.lines()


@pytest.mark.parametrize(("width", "years", "course"), [(700, 3, True), (440, 1, False)])
def test_what_says_least_leaves_a_narrow_list_first(page, width, years, course):
    needed = widths_of(page.model.lines())

    columns = columns_of(QRect(0, 0, width, 30), needed)

    assert sum(room.width() > 0 for room in columns.years) == years
    assert columns.years[-1].width() > 0
    assert (columns.course.width() > 0) is course
    assert columns.reading.right() <= width


def test_a_field_under_the_list_is_brought_into_view(open_page, tilleuls, dress):
    dress(2.0)
    page = open_page(VueArsPage, tilleuls, (1000, 560))

    assert page.focus_field("explications.rotation.preuve")

    QApplication.processEvents()
    row = page.panel.row("preuve")
    top = row.mapTo(page, row.rect().topLeft()).y()
    assert top > 0
    assert top + row.height() < page.height()
    assert page.counts.parent() is not page
