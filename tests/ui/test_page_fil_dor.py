"""The page Fil d'or, by its keys and by the mouse, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import ALT, nameless, plain, press
from ui.models.fil_dor import FOLD, FilRole, FoldRow, GapRow, HeadRow
from ui.pages.fil_dor import FilDorPage

UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
ENTER = Qt.Key.Key_Return
TEXT, DESCRIPTION = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(FilDorPage, tilleuls)


@pytest.fixture
def went(page):
    """Return where the page asked to go, in order."""
    found = []
    page.navigate.connect(lambda *place: found.append(place))
    return found


def heads(page):
    return [plain(row.label) for row in page.model.rows if isinstance(row, HeadRow | FoldRow)]


def here(page, role=TEXT):
    return plain(page.view.currentIndex().data(role) or "")


def objectif(ws, words):
    return next(o for o in ws.snapshot.objectifs if words in o.libelle)


def go_to(page, ws, words, link):
    assert page.focus_field(f"fil-dor.objectifs.{objectif(ws, words).id}.{link}")


def test_broken_threads_come_first_and_the_total_leaves_them_out(page):
    assert heads(page) == ["5 fils rompus", "3 faiblesses non retenues", "3 fils complets"]
    notes = [plain(row.note) for row in page.model.rows if isinstance(row, HeadRow)]
    assert notes[0] == "à réparer avant le COPIL n° 2 du 15 avril 2027"
    assert notes[1] == "385 427 € de 2028 à 2032, financement indiqué pour chaque fiche"


def test_arrows_walk_along_a_thread_and_alt_arrows_between_threads(page):
    page.focus_first()
    assert here(page).startswith("Constat : Projet personnalisé de chaque résident")
    assert here(page, DESCRIPTION) == "Fil rompu 1 sur 5"

    press(RIGHT)
    press(RIGHT)
    assert here(page).startswith("Objectif : 1.1.1")
    press(DOWN, modifiers=ALT)
    assert here(page).startswith("Objectif : 2.2.2")
    assert here(page, DESCRIPTION) == "Fil rompu 2 sur 5"
    press(UP, modifiers=ALT)
    press(Qt.Key.Key_End)
    assert here(page) == "Moyens : Non chiffrés. après la fiche"
    press(RIGHT)
    assert here(page).startswith("Moyens")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_End, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert here(page).startswith("Constat : Taux d'absentéisme") or "absentéisme" in here(page)
    assert here(page, DESCRIPTION) == "Fil complet 3 sur 3"
    press(DOWN)
    assert here(page, DESCRIPTION) == "Fil complet 3 sur 3"


def test_weaknesses_that_nobody_retained_are_folded_and_never_lost(page):
    page.focus_first()
    for _thread in range(5):
        press(DOWN)
    assert page.view.place() == (FOLD, 0)
    assert not any("Cybersécurité" in cell for cell in words(page))

    press(ENTER)

    assert any("Cybersécurité" in cell for cell in words(page))
    assert page.view.place() == (FOLD, 0)
    press(DOWN)
    assert here(page, DESCRIPTION) == "Fil rompu 1 sur 3"
    press(UP)
    press(ENTER)
    assert not any("Cybersécurité" in cell for cell in words(page))


def words(page):
    model = page.model
    return [
        plain(model.index(row, column).data(TEXT) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_a_missing_fiche_is_created_under_its_objective_and_opened(page, ws, session, went):
    go_to(page, ws, "hospitalisations évitables", "fiche")
    assert here(page) == "Fiche action : Aucune fiche. Créer la fiche…"

    press(ENTER)

    fiche = ws.snapshot.fiches_action[-1]
    assert fiche.objectif_id == objectif(ws, "hospitalisations évitables").id
    assert went == [("fiches-action", f"fiches_action.{fiche.id}.titre")]
    session.undo()
    assert len(ws.snapshot.fiches_action) == 3


def test_each_missing_link_leads_where_it_is_mended(page, ws, went):
    go_to(page, ws, "équilibre du résultat", "constat")
    assert here(page) == "Constat : Aucun constat. Rattacher…"
    press(ENTER)
    made = ws.run(ops.AddFicheAction(titre="Équilibrer")).result
    page.reload(None, force=True)
    for link in ("constat", "objectif", "indicateur", "moyens"):
        assert page.focus_field(f"fil-dor.fiches_action.{made}.{link}")
        press(ENTER)

    target = objectif(ws, "équilibre du résultat").id
    assert went == [
        ("objectifs", f"objectifs.{target}.constats"),
        ("fiches-action", f"fiches_action.{made}.constats"),
        ("fiches-action", f"fiches_action.{made}.objectif_id"),
        ("fiches-action", f"fiches_action.{made}.indicateurs"),
        ("fiches-action", f"fiches_action.{made}.moyens"),
    ]


def test_a_weakness_that_founds_nothing_leads_to_the_library_or_to_an_objective(page, went):
    assert page.focus_field("fil-dor.constats.dg-i02.objectif")
    press(ENTER)
    words = [plain(action.text()) for action in page.menu.actions()]
    assert words[0].startswith("Choisir dans la bibliothèque : ")
    assert words[1] == "Rattacher à un objectif du contrat"

    press(DOWN)
    press(ENTER)

    assert went == [("objectifs", "")]


def test_what_is_not_wholly_funded_is_to_be_financed(page, ws, went):
    fiche = next(f for f in ws.snapshot.fiches_action if f.numero == 3)
    gone = [f.id for f in ws.snapshot.financements if f.fiche_id == fiche.id][:1]
    ws.run(ops.DeleteFinancements(ids=gone))
    page.reload(None, force=True)

    assert heads(page)[0] == "6 fils rompus"
    assert page.focus_field(f"fil-dor.fiches_action.{fiche.id}.moyens")
    assert here(page).startswith("Moyens : 76 867 €, il manque ")
    press(ENTER)
    assert went == [("fiches-action", f"fiches_action.{fiche.id}.financements")]


def test_a_link_of_several_things_says_them_all_and_lets_her_choose(page, ws, went):
    fiche = next(f for f in ws.snapshot.fiches_action if f.numero == 1)
    assert page.focus_field(f"fil-dor.fiches_action.{fiche.id}.indicateur")
    index = page.view.currentIndex()
    link = index.data(FilRole.LINK)
    assert link.suite.endswith("et 2 autres")
    assert plain(index.data(Qt.ItemDataRole.ToolTipRole)).count("<br>") == 2

    press(ENTER)
    assert [a.text() for a in page.menu.actions()] == [c.mots for c in link.cibles]
    press(DOWN)
    press(ENTER)

    assert went == [(link.cibles[1].page, link.cibles[1].champ)]


def test_a_click_opens_a_link(page, ws, went):
    index = page.model.index_of(f"objectifs.{objectif(ws, 'évitables').id}", 2)
    place = page.view.visualRect(index).center()

    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert went == [("objectifs", f"objectifs.{objectif(ws, 'évitables').id}")]


def test_one_axis_is_looked_at_alone_and_what_has_none_is_told(page, ws):
    axe = ws.snapshot.axes[1].id
    page.axes.field.choose(axe)

    assert heads(page) == ["1 fil rompu", "2 fils complets"]
    note = next(row.note for row in page.model.rows if isinstance(row, HeadRow))
    assert plain(note).endswith("4 fils sans axe sont sous « Tout »")
    go_to(page, ws, "équilibre du résultat", "axe")
    assert page.axes.value() == 0


def test_the_cursor_stays_on_its_link_through_changes(page, ws, session):
    go_to(page, ws, "hospitalisations évitables", "fiche")
    ws_axes = ws.snapshot.axes
    session.attempt(ops.UpdateAxe(id=ws_axes[0].id, libelle="Autre nom"))

    assert page.current_field().endswith(".fiche")
    assert str(objectif(ws, "évitables").id) in page.current_field()


def test_a_new_dossier_says_how_a_thread_begins(started, open_page, qtbot):
    page = open_page(FilDorPage, started)
    assert page.pile.currentIndex() == 1
    with qtbot.waitSignal(page.navigate) as asked:
        page.focus_first()
        press(Qt.Key.Key_Space)
    assert asked.args == ["objectifs", ""]


def test_a_reader_creates_nothing(tilleuls, read_only, open_page):
    page = open_page(FilDorPage, read_only(tilleuls))
    found = []
    page.navigate.connect(lambda *place: found.append(place))
    target = objectif(tilleuls, "évitables").id
    assert page.focus_field(f"fil-dor.objectifs.{target}.fiche")

    press(ENTER)

    assert found == [("fiches-action", f"objectifs.{target}")]


@pytest.mark.parametrize(
    ("scale", "size", "per_line"), [(1.0, (1118, 650), 6), (2.0, (1118, 650), 3)]
)
def test_long_words_and_large_text_keep_to_the_window(
    tilleuls, open_page, dress, scale, size, per_line
):
    tilleuls.run(ops.UpdateAxe(id=tilleuls.snapshot.axes[0].id, libelle="Mot très long " * 13))
    dress(scale=scale)
    page = open_page(FilDorPage, tilleuls, size)
    QApplication.processEvents()

    assert page.model.per_line == per_line
    assert page.minimumSizeHint().width() <= size[0]
    view = page.view
    widths = sum(view.columnWidth(n) for n in range(page.model.columnCount()))
    assert widths <= view.viewport().width()
    assert not view.horizontalScrollBar().isVisible()
    page.focus_first()
    for _link in range(6):
        press(RIGHT)
    assert here(page).startswith("Moyens")
    dress()


def test_the_model_is_sound_and_everything_is_named(page):
    tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.model.unfolded = True
    page._show()
    assert any(isinstance(row, GapRow) for row in page.model.rows)
    assert nameless(page) == []
    help_event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(page.view.viewport(), help_event)
    del tester
