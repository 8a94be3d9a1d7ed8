"""The page Axes et objectifs, by its keys and by the mouse, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import ALT, nameless, plain, press, type_in, write
from ui.models.arbre import COST, ECHEANCE, RESPONSABLE, STATE
from ui.pages.objectifs import ObjectifsPage

UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ObjectifsPage, tilleuls)


def shown(page):
    """Return the words of every row, from top to bottom."""
    return [plain(noeud.mots) for noeud in page.model.arbre.walk()]


def named(page, words):
    return next(n for n in page.model.arbre.walk() if words in n.mots)


def go_to(page, words):
    assert page.focus_field(named(page, words).champ)
    assert words in page.view.current().mots


def number(ws, words):
    objectif = next(o for o in ws.snapshot.objectifs if words in o.libelle)
    return numeros(ws.snapshot.axes, ws.snapshot.objectifs)[objectif.id]


def test_the_tree_is_numbered_and_counted(page):
    rows = shown(page)

    assert page.count.whole_text == "4 axes, 13 objectifs, 3 fiches actions, 9 indicateurs"
    assert rows[:3] == [
        "Axe 1. Qualité de l’accompagnement et droits des personnes",
        "1.1 Personnaliser l’accompagnement de chaque résident",
        "1.1.1 Tenir à jour tous les projets personnalisés, chaque année",
    ]
    index = page.model.index_of(named(page, "FA-01").cle)
    cells = [plain(index.siblingAtColumn(c).data()) for c in (RESPONSABLE, ECHEANCE, COST, STATE)]
    assert cells == ["Nadia Benali", "déc. 2032", "65 460 €", "Complète"]
    assert "cible" in next(row for row in rows if row.startswith("Chutes pour 1 000"))


def test_rows_fold_and_stay_folded(page):
    go_to(page, "Axe 2.")
    press(LEFT)
    assert not page.view.isExpanded(page.view.currentIndex())

    page._session.attempt(ops.AddAxe(libelle="Un cinquième axe"))

    assert not page.view.isExpanded(page.model.index_of(named(page, "Axe 2.").cle))
    assert page.view.isExpanded(page.model.index_of(named(page, "Axe 3.").cle))


def test_an_axis_moves_with_its_rows_in_one_step(page, ws, session):
    go_to(page, "Axe 2.")

    press(UP, modifiers=ALT)

    assert ws.snapshot.axes[0].libelle == "Soins, prévention et sécurité"
    assert number(ws, "Réduire les chutes") == "1.1.1"
    assert page.view.current().mots == "Axe 1. Soins, prévention et sécurité"
    session.undo()
    assert number(ws, "Réduire les chutes") == "2.1.1"


def test_an_objective_goes_past_its_parent_then_out_and_in(page, ws, session):
    go_to(page, "2.2.2 Réduire les hosp")

    press(UP, modifiers=ALT)
    assert number(ws, "hospitalisations évitables") == "2.2.1"
    press(UP, modifiers=ALT)
    assert number(ws, "hospitalisations évitables") == "2.1.2"
    press(LEFT, modifiers=ALT)
    assert number(ws, "hospitalisations évitables") == "2.2"
    press(RIGHT, modifiers=ALT)
    assert number(ws, "hospitalisations évitables") == "2.1.2"
    for _step in range(4):
        session.undo()
    assert number(ws, "hospitalisations évitables") == "2.2.2"


def test_a_strategic_objective_that_carries_others_never_goes_under_another(page, ws):
    go_to(page, "2.2 Assurer")
    before = ws.snapshot.objectifs

    press(RIGHT, modifiers=ALT)

    assert ws.snapshot.objectifs == before


def test_a_fiche_is_attached_to_the_objective_before(page, ws, session):
    go_to(page, "FA-03")
    fiche = named(page, "FA-03").id

    press(UP, modifiers=ALT)

    assert held(ws, fiche) == objectif(ws, "Réduire les chutes")
    assert page.view.current().id == fiche
    session.undo()
    assert held(ws, fiche) == objectif(ws, "Couvrir toutes les nuits")


def held(ws, fiche_id):
    return next(f.objectif_id for f in ws.snapshot.fiches_action if f.id == fiche_id)


def objectif(ws, words):
    return next(o.id for o in ws.snapshot.objectifs if words in o.libelle)


def drag(page, words, onto, part):
    """Drag a row over another, at a part of its height; return whether it was taken."""
    view, model = page.view, page.model
    data = model.mimeData([model.index_of(named(page, words).cle)])
    rect = view.visualRect(model.index_of(named(page, onto).cle))
    place = QPoint(rect.left() + 20, rect.top() + round(rect.height() * part))
    move, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, ALT & ~ALT
    send = QApplication.sendEvent
    send(view.viewport(), QDragEnterEvent(place, move, data, button, none))
    moved = QDragMoveEvent(place, move, data, button, none)
    send(view.viewport(), moved)
    view.grab()  # paints the line
    if moved.isAccepted():
        send(view.viewport(), QDropEvent(QPointF(place), move, data, button, none))
    return moved.isAccepted()


def test_rows_are_dragged_where_the_line_shows(page, ws, session):
    assert drag(page, "FA-01", "2.2.2 Réduire", 0.5)
    assert held(ws, named(page, "FA-01").id) == objectif(ws, "Réduire les hosp")
    session.undo()

    assert drag(page, "2.2.2 Réduire", "2.2.1 Couvrir", 0.1)
    assert number(ws, "hospitalisations évitables") == "2.2.1"
    session.undo()

    assert drag(page, "Axe 2.", "Axe 1.", 0.2)
    assert ws.snapshot.axes[0].libelle == "Soins, prévention et sécurité"
    assert page.view._drop is None


def test_a_row_is_not_dropped_where_it_may_not_be(page, ws):
    before = (ws.snapshot.axes, ws.snapshot.objectifs, ws.snapshot.fiches_action)

    assert not drag(page, "FA-01", "Axe 1.", 0.5)
    assert not drag(page, "Axe 1.", "Axe 1.", 0.2)

    assert (ws.snapshot.axes, ws.snapshot.objectifs, ws.snapshot.fiches_action) == before


def test_a_new_axis_and_a_new_objective_are_typed_in_place(page, ws):
    page.axe_pair.button.click()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "Nouvel axe"
    write("Numérique")
    enter()
    assert ws.snapshot.axes[-1].libelle == "Numérique"

    page.objectif_pair.button.click()
    write("Équiper chaque unité")
    enter()
    page.objectif_pair.button.click()

    assert [o.libelle for o in ws.snapshot.objectifs][-2:] == [
        "Équiper chaque unité",
        "Nouvel objectif",
    ]
    assert ws.snapshot.objectifs[-1].strategique_id is None or number(ws, "Nouvel objectif")
    assert number(ws, "Nouvel objectif") == "5.1.1"


def enter():
    """Press Entrée in a cell: Qt commits it once the key is handled."""
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_row_is_renamed_in_place(page, ws, session):
    go_to(page, "1.1.1")
    press(Qt.Key.Key_F2)
    write("Tenir les projets à jour")
    enter()

    assert "1.1.1 Tenir les projets à jour" in shown(page)
    session.undo()
    assert objectif(ws, "Tenir à jour tous les projets")


def test_what_a_deletion_takes_along_is_told_first(page, ws, session):
    go_to(page, "Axe 2.")

    press(Qt.Key.Key_Delete)

    told = plain(page.question.accessibleDescription() or page.question.text_label.text())
    assert "5 objectifs partent avec." in told
    assert "2 fiches restent, sans objectif." in told
    page.question.accept()
    assert len(ws.snapshot.axes) == 3
    assert "Fiches sans objectif" in shown(page)
    session.undo()
    assert len(ws.snapshot.axes) == 4


def test_the_panel_holds_what_is_said_of_an_objective(page, ws):
    go_to(page, "2.1.1")
    key = named(page, "2.1.1").champ
    assert page.panel.title_label.text() == "Objectif opérationnel 2.1.1"
    assert any("FA-01" in link.words for link in page.panel.links)

    press(Qt.Key.Key_Return)
    assert page.current_field() == f"{key}.libelle"
    type_in(page, f"{key}.note", "Vu avec l’IDEC.")

    assert next(o for o in ws.snapshot.objectifs if key.endswith(f".{o.id}")).note
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.view


def test_the_constats_of_an_objective_are_taken_back_by_their_chip(page, ws):
    go_to(page, "2.1.1")
    own = page.view.current().id

    def criteres():
        return [c.critere for c in ws.snapshot.objectifs_constats if c.objectif_id == own]

    before = criteres()
    assert before
    QApplication.processEvents()
    page.panel.constats.chips[0].setFocus()
    press(Qt.Key.Key_Return)

    assert criteres() == before[1:]


def test_a_fiche_and_an_indicator_are_opened_where_they_are_written(page, qtbot):
    asked = []
    page.navigate.connect(lambda slug, key: asked.append((slug, key)))
    go_to(page, "FA-01")
    press(Qt.Key.Key_Return)
    page.panel.links[0].click()

    assert asked[0] == ("fiches-action", named(page, "FA-01").champ)
    assert asked[1][1].startswith("indicateurs.")


def test_the_rules_of_the_tree_are_told_with_their_source(page):
    slugs = {o.domaine for o in page._session.snapshot.objectifs if o.strategique_id}
    missing = [d for d in page._session.content.objectifs.domaines if d.legal]
    lacking = [d for d in missing if d.slug not in slugs]

    assert [alerte.phrase for alerte in page.warnings.shown] == [
        f"Aucun objectif dans le domaine « {d.libelle} »." for d in lacking
    ]
    for objectif_ in [o for o in page._session.snapshot.objectifs if o.strategique_id]:
        page._session.attempt(ops.UpdateObjectif(id=objectif_.id, domaine=""))
    assert len(page.warnings.shown) == len(missing)
    assert all(plain(a.source).startswith("Source : ") for a in page.warnings.shown)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_the_rules_say_unfolds_under_the_rows(tilleuls, open_page, dress, scale):
    for objectif_ in tilleuls.snapshot.objectifs:
        tilleuls.run(ops.UpdateObjectif(id=objectif_.id, domaine=""))
    dress(scale=scale)
    page = open_page(ObjectifsPage, tilleuls)

    page.warnings.fold.button.setFocus()
    press(Qt.Key.Key_Return)
    QApplication.processEvents()

    assert [label.isVisible() for label in page.warnings.labels] == [True, True]
    assert page.warnings.labels[0].text().count("Aucun objectif") == len(page.warnings.shown)
    assert page.view.viewport().height() >= 2 * page.view.sizeHintForRow(0)


def test_an_empty_tree_leads_to_the_synthesis(started, open_page):
    page = open_page(ObjectifsPage, started)
    asked = []
    page.navigate.connect(lambda slug, key: asked.append(slug))

    assert page.pile.currentIndex() == 1
    page.focus_first()
    press(Qt.Key.Key_Return)

    assert asked == ["synthese"]
    page.library_button.click()
    assert asked == ["synthese", "bibliotheque"]
    page.objectif_pair.button.click()
    assert not started.snapshot.objectifs


def test_a_dossier_to_read_changes_nothing(tilleuls, read_only, open_page):
    page = open_page(ObjectifsPage, read_only(tilleuls))
    go_to(page, "Axe 2.")
    before = tilleuls.snapshot.axes

    press(UP, modifiers=ALT)
    press(Qt.Key.Key_Delete)

    assert tilleuls.snapshot.axes == before
    assert page.delete.isHidden()
    assert page.axe_pair.button.isHidden()


def test_long_words_and_large_text_keep_to_the_window(tilleuls, open_page, dress):
    axe = tilleuls.run(ops.AddAxe(libelle="Mot très long " * 13)).result
    tilleuls.run(ops.AddObjectif(axe_id=axe, libelle="Objectif interminable " * 8))
    dress(scale=2.0)
    page = open_page(ObjectifsPage, tilleuls)

    go_to(page, "Objectif interminable")

    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= 1118
    assert not nameless(page)
    QApplication.processEvents()
    note = page.panel.form_of["objectifs"].row(f"{page.current_field()}.note").editor
    assert note.height() > 60


def test_the_tree_is_printed(page):
    asked = []
    page.print_requested.connect(asked.append)

    page.print_button.click()

    assert asked == [page.document_shown()] == ["arbre-objectifs"]


def test_the_model_keeps_qt_s_rules(page):
    tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    go_to(page, "Axe 2.")
    press(DOWN, modifiers=ALT)
    assert tester.model() is page.model
