"""« Versions »: named, ticked, compared, gone back to, by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened, raw
from tests.outils.fenetre import (
    CONTROL,
    back,
    fill_disk,
    nameless,
    plain,
    press,
    shortcut,
    write,
)
from ui.pages.historique import HistoriquePage
from ui.theme.theme import load_theme


@pytest.fixture
def demonstration(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def named(demonstration):
    """Return a dossier of two versions, with changes between them and since."""
    ws = demonstration
    ws.keep_version("Version 1")
    ws.run(ops.UpdateActeur(id=claire(ws).id, telephone="01 99 00 11 22"))
    ws.keep_version("Version 2")
    ws.run(ops.AddTask(phase=ws.snapshot.tasks[0].phase, titre="Relancer le département"))
    ws.run(ops.DeleteFichesAction(ids=[ws.snapshot.fiches_action[0].id]))
    return ws


@pytest.fixture
def page(named, open_page):
    made = open_page(HistoriquePage, named)
    assert made.focus_field("historique.versions")
    return made


def claire(ws):
    return next(a for a in ws.snapshot.acteurs if a.nom == "Claire Morel")


def versions(page):
    return [(line.first, line.badge) for line in page.versions.model.lines()]


def sentences(page):
    return [plain(line.first) for line in page.versions.card.model.lines()]


def title(page):
    return plain(page.versions.card.title_label.text())


def test_the_last_version_is_compared_with_the_dossier_now(page):
    assert versions(page) == [("Version de travail", "B"), ("Version 2", "A"), ("Version 1", "")]
    assert title(page) == "De « Version 2 » à « Version de travail »"
    assert "Tâche « Relancer le département » ajoutée." in sentences(page)
    headings = [heading.label for heading in page.versions.card.model.headings()]
    assert headings == ["Rétroplanning", "Fiches actions", "Indicateurs"]
    assert page.current_field() == "historique.versions"


def test_space_ticks_two_versions_and_the_older_is_the_first(page):
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Space)

    assert versions(page) == [("Version de travail", ""), ("Version 2", "B"), ("Version 1", "A")]
    assert sentences(page) == [
        "Claire Morel, téléphone : « 01 99 00 70 10 » devient « 01 99 00 11 22 »."
    ]


def test_a_click_ticks_too_and_one_alone_asks_for_another(page):
    view = page.versions.view
    place = view.visualRect(page.versions.model.index_of(0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [badge for _name, badge in versions(page)] == ["", "A", ""]
    assert page.versions.card.unread.isVisible()


def test_the_kinds_are_shown_apart(page):
    whole = len(sentences(page))
    page.versions.card.kinds.setFocus()
    press(Qt.Key.Key_Right)

    assert sentences(page) == ["Tâche « Relancer le département » ajoutée."]

    press(Qt.Key.Key_Right)
    assert page.versions.card.nothing.isVisible()
    page.versions.card.kinds.choose(None)
    assert len(sentences(page)) == whole


def test_enter_on_a_difference_goes_back_to_what_was_and_undo_undoes_it(page, ws, session):
    page.versions._ticked = [page.versions._infos[1].id, 0]
    page.versions._show()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    page.versions.card.view.setCurrentIndex(page.versions.card.model.index(1))
    assert "téléphone" in page.versions.card.view.current().first
    press(Qt.Key.Key_Return)

    assert claire(ws).telephone == "01 99 00 70 10"
    assert not any("téléphone" in told for told in sentences(page))
    session.undo()
    assert claire(ws).telephone == "01 99 00 11 22"


def test_the_mark_at_the_right_puts_back_what_was_deleted_with_the_mouse(page, ws):
    card = page.versions.card
    line = next(x for x in card.model.lines() if "FA-01" in x.first)
    index = card.model.index_of(line.id)
    card.view.scrollTo(index)
    rect = card.view.visualRect(index)
    QTest.mouseClick(
        card.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=card.view._delegate.action_rect(rect).center(),
    )

    fiche = next(f for f in ws.snapshot.fiches_action if f.repere == "FA-01")
    assert any(etape.fiche_id == fiche.id for etape in ws.snapshot.etapes)


def test_what_was_added_since_has_no_way_back(page, ws):
    before = ws.snapshot
    line = next(x for x in page.versions.card.model.lines() if "Relancer" in x.first)
    assert line.action == ""
    page.versions.card.view.acted.emit(line.id)

    assert ws.snapshot == before


def test_a_version_is_named_by_the_keyboard_and_compared_at_once(page, ws, qtbot):
    page.versions.name_button.setFocus()
    press(Qt.Key.Key_Return)
    back(page.versions.dialog, qtbot)
    assert plain(page.versions.dialog.field.text()) == "Version 3"
    page.versions.dialog.field.setFocus()
    page.versions.dialog.field.selectAll()
    write("Envoyée à l'ARS")
    press(Qt.Key.Key_Return)

    assert ws.versions[0].nom == "Envoyée à l'ARS"
    assert versions(page)[1] == ("Envoyée à l'ARS", "A")
    assert page.versions.card.nothing.isVisible()


def test_giving_up_names_nothing(page, ws, qtbot):
    page.versions.ask_name()
    back(page.versions.dialog, qtbot)
    press(Qt.Key.Key_Escape)

    assert len(ws.versions) == 2


def test_an_empty_name_is_refused_with_a_sentence(page, ws, qtbot):
    page.versions.ask_name()
    back(page.versions.dialog, qtbot)
    page.versions.dialog.field.clear()
    page.versions.dialog.keep.click()

    assert len(ws.versions) == 2
    assert page.versions.dialog.isVisible()
    assert page.versions.dialog.error.isVisible()


def test_a_full_disk_is_told_and_the_name_stays_in_its_dialog(page, session, qtbot):
    page.versions.ask_name()
    back(page.versions.dialog, qtbot)
    disk, count = fill_disk(session), len(session.workspace._storage._storage.versions.list())
    page.versions.dialog.field.setText("Avant l'envoi")
    page.versions.dialog.keep.click()
    assert "Disque plein" in page.versions.dialog.error.text()
    assert page.versions.dialog.field.text() == "Avant l'envoi"

    disk.room = True
    page.versions.dialog.keep.click()

    assert len(session.workspace.versions) == count + 1
    assert session.workspace.versions[0].nom == "Avant l'envoi"


def test_a_version_is_deleted_after_a_question(page, ws, qtbot):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    back(page.versions.question, qtbot)
    press(Qt.Key.Key_Return)
    assert len(ws.versions) == 2

    page.versions.delete_button.click()
    back(page.versions.question, qtbot)
    page.versions.question.action.click()

    assert [info.nom for info in ws.versions] == ["Version 1"]
    assert versions(page) == [("Version de travail", "B"), ("Version 1", "A")]


def test_the_dossier_as_it_is_cannot_be_deleted(page):
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)

    assert not hasattr(page.versions, "question")
    assert not page.versions.delete_button.isVisible()


def test_a_change_elsewhere_is_compared_when_the_tab_is_seen(page, session, ws):
    page.show_tab("historique")
    session.run(ops.UpdateActeur(id=claire(ws).id, nom="Claire Vasseur"))
    page.show_tab("versions")

    assert any("Claire Vasseur" in told for told in sentences(page))


def test_a_dossier_without_versions_says_what_they_are_for(demonstration, open_page):
    page = open_page(HistoriquePage, demonstration)
    page.show_tab("versions")

    assert versions(page) == [("Version de travail", "")]
    assert "Nommez une version" in page.versions.hint.text()
    assert page.versions.card.unread.isVisible()


def test_the_whole_dossier_goes_back_after_its_preview_and_is_undone(page, named, session):
    present = named.snapshot
    former = named.read_version(named.versions[0].id)
    assert plain(page.revert_button.text()) == "Revenir à « Version 2 »…"

    page.revert_button.click()
    dialog = page.versions.revert
    told = [plain(line.first) for line in dialog.card.model.lines()]
    assert "Tâche « Relancer le département » supprimée." in told
    assert not any(line.action for line in dialog.card.model.lines())
    assert dialog.safe.isDefault()
    dialog.act.click()

    assert named.snapshot == former
    assert page.versions.card.nothing.isVisible()
    session.undo()
    assert named.snapshot == present


def test_the_comparison_is_given_to_be_printed(page, qtbot):
    with qtbot.waitSignal(page.comparison_asked) as asked:
        page.print_button.click()

    assert asked.args[0].before == "Version 2"
    told = {line.first for line in page.versions.card.model.lines()}
    assert {each.sentence for each in asked.args[0].differences} == told


def test_keeping_the_dossier_changes_nothing(page, named):
    present = named.snapshot
    page.revert_button.click()
    press(Qt.Key.Key_Escape)

    assert named.snapshot == present


def test_going_back_is_offered_on_the_versions_alone(named, page, open_page):
    first = open_page(HistoriquePage, named)
    assert not first.revert_button.isVisible()
    assert not first.print_button.isVisible()
    page.show_tab("corbeille")
    assert not page.revert_button.isVisible()
    page.show_tab("versions")
    assert page.revert_button.isVisible()


def test_a_version_that_does_not_read_is_told(demonstration, open_page):
    demonstration._storage.versions.keep("Abîmée", "illisible")
    page = open_page(HistoriquePage, demonstration)
    page.show_tab("versions")

    assert "Cette version ne se lit pas" in plain(page.told[0])
    assert page.versions.card.unread.isVisible()


def test_a_dossier_that_is_only_read_compares_and_changes_nothing(named, read_only, open_page):
    page = open_page(HistoriquePage, read_only(named))
    page.focus_field("historique.versions")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)

    assert sentences(page)
    assert not any(line.action for line in page.versions.card.model.lines())
    assert not page.versions.name_button.isVisible()
    assert not page.versions.delete_button.isVisible()
    assert not page.revert_button.isVisible()
    assert raw(named.path, "SELECT count(*) FROM versions") == [(2,)]


@pytest.mark.parametrize("size", [(1118, 620), (560, 560)])
def test_everything_that_takes_the_caret_has_a_name(named, open_page, size):
    page = open_page(HistoriquePage, named, size)
    page.show_tab("versions")

    assert nameless(page) == []


def test_where_room_lacks_the_kinds_are_in_a_list(named, open_page):
    page = open_page(HistoriquePage, named, (560, 560))
    page.show_tab("versions")
    card = page.versions.card
    assert card.kinds_list.isVisible()
    assert not card.kinds.isVisible()

    wanted = card.kinds_list.findText("Ajouts")
    card.kinds_list.setCurrentIndex(wanted)
    card.kinds_list.activated.emit(wanted)

    assert sentences(page) == ["Tâche « Relancer le département » ajoutée."]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_goes_out_of_the_page_at_twice_the_size(named, open_page, dress, scale):
    dress(scale)
    page = open_page(HistoriquePage, named, (885, 500))
    for tab in ("historique", "corbeille", "versions"):
        page.show_tab(tab)
        QApplication.processEvents()
        assert page.scroller.horizontalScrollBar().maximum() == 0, tab


def test_the_line_with_the_caret_keeps_its_words_beside_its_badge(page):
    press(Qt.Key.Key_Home)
    view = page.versions.view
    rect = view.visualRect(view.currentIndex())
    picture = view.viewport().grab(rect).toImage()

    ground = picture.pixelColor(picture.width() // 2, 4).name()
    assert ground == load_theme("clair").hex("selection").lower()
