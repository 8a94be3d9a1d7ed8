"""Page « Versions et historique »: the list of changes, its panel, the way back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press, shortcut, write
from ui.kit.edit_menu import edit_menu
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.pages.etablissement import EtablissementPage
from ui.pages.historique import HistoriquePage


@pytest.fixture
def demonstration(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        acteur = claire(workspace)
        workspace.run(ops.UpdateActeur(id=acteur.id, telephone="01 99 00 11 22"))
        workspace.run(ops.UpdateActeur(id=acteur.id, telephone="01 99 00 11 33"))
        yield workspace


@pytest.fixture
def page(demonstration, open_page):
    return open_page(HistoriquePage, demonstration)


def claire(ws):
    return next(a for a in ws.snapshot.acteurs if a.nom == "Claire Morel")


def sentences(page):
    return [plain(line.first) for line in page.journal.model.lines()]


def buttons(page):
    return {plain(b.accessibleName()).replace("’", "'"): b for b in page.journal.detail.buttons}


def texts(widget):
    return [plain(label.text()) for label in widget.findChildren(SafeLabel)]


def settle(page, qtbot):
    qtbot.waitUntil(lambda: not page.journal._looking.isActive())


def test_changes_come_newest_first_under_their_day_with_their_hour(page):
    first = page.journal.model.lines()[0]

    assert sentences(page)[0] == (
        "Claire Morel, téléphone : « 01 99 00 11 22 » devient « 01 99 00 11 33 »."
    )
    assert (first.lead, first.second) == ("14:32", "Acteurs")
    assert page.journal.model.headings()[0].label == "Aujourd’hui"


def test_going_down_the_list_shows_before_and_after(page):
    page.journal.view.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)

    shown = texts(page.journal.detail)
    assert "01 99 00 11 22" in shown
    assert "vendredi 12 mars 2027 à 14:32" in shown


def test_the_former_value_comes_back_by_the_keyboard_and_is_undone(page, ws, session):
    page.journal.view.setFocus()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert QApplication.focusWidget() is page.journal.detail.buttons[0]
    press(Qt.Key.Key_Return)

    assert claire(ws).telephone == "01 99 00 11 22"
    assert "« 01 99 00 11 33 » devient « 01 99 00 11 22 »" in sentences(page)[0]

    session.undo()
    assert claire(ws).telephone == "01 99 00 11 33"
    assert page.journal.model.lines()[0].second.startswith("annulé")


def test_the_former_value_comes_back_with_the_mouse(page, ws):
    name = "Revenir à la valeur avant, Claire Morel, téléphone"
    QTest.mouseClick(buttons(page)[name], Qt.MouseButton.LeftButton)

    assert claire(ws).telephone == "01 99 00 11 22"


def test_the_value_that_stands_now_is_not_offered(page):
    assert list(buttons(page)) == [
        "Revenir à la valeur avant, Claire Morel, téléphone",
        "Voir tout l'historique de Claire Morel",
    ]


def test_a_rule_that_refuses_says_why(page, ws):
    acteur = ws.run(ops.AddActeur(famille="social", nom="Zoé Petit")).result
    task = ws.snapshot.tasks[0]
    ws.run(ops.UpdateTask(id=task.id, acteur_id=acteur))
    ws.run(ops.UpdateTask(id=task.id, acteur_id=None))
    page.reload(None, force=True)
    page.journal.view.setFocus()
    press(Qt.Key.Key_Home)
    offered = buttons(page)
    ws.run(ops.DeleteActeurs(ids=[acteur]))
    next(b for name, b in offered.items() if name.startswith("Revenir")).click()

    assert [plain(t) for t in page.told] == [
        "Cet élément n’est plus dans le dossier. Il a pu être supprimé entre-temps."
    ]


def test_a_search_keeps_what_holds_every_word_whatever_the_accents(page, qtbot):
    page.journal.search.setFocus()
    write("morel telephone 22")
    settle(page, qtbot)

    assert len(sentences(page)) == 3
    assert plain(page.journal.count.text()) == "3 modifications"


def test_a_search_that_finds_nothing_says_so_and_shows_no_change(page, qtbot):
    page.journal.search.setFocus()
    write("introuvable")
    settle(page, qtbot)

    assert page.journal.unknown.isVisible()
    assert not page.journal.detail.buttons


def test_one_page_alone_is_chosen_in_the_list(page, ws, qtbot):
    page.journal.pages.setFocus()
    wanted = page.journal.pages.findText("Rétroplanning")
    page.journal.pages.setCurrentIndex(wanted)
    page.journal.pages.activated.emit(wanted)
    settle(page, qtbot)

    assert sentences(page)
    assert all("Claire Morel, téléphone" not in told for told in sentences(page))


def test_the_whole_history_of_one_row_and_back_to_all(page, qtbot):
    count = len(sentences(page))
    buttons(page)["Voir tout l'historique de Claire Morel"].click()
    settle(page, qtbot)

    alone = sentences(page)
    assert 2 <= len(alone) < count
    assert page.journal.object_label.whole_text == "Historique de Claire Morel"

    page.journal.whole_button.click()
    settle(page, qtbot)
    assert len(sentences(page)) == count


def test_a_key_of_a_field_opens_its_history(page, ws, qtbot):
    assert page.focus_field(f"historique.acteurs.{claire(ws).id}.telephone")
    settle(page, qtbot)
    assert len(sentences(page)) == 3
    assert all(told.startswith("Claire Morel, téléphone : ") for told in sentences(page))

    assert page.journal.object_label.whole_text == "Historique de Claire Morel, téléphone"

    assert page.focus_field("historique.etablissement.commune")
    assert page.focus_field("historique.capacites.hebergement_permanent.autorisees")
    settle(page, qtbot)
    assert sentences(page)[0].startswith("Places, Permanent (HP), places autorisées")
    assert not page.focus_field("acteurs.1.nom")


def test_a_change_made_elsewhere_is_on_top_after_it(page, session, ws):
    session.run(ops.UpdateActeur(id=claire(ws).id, telephone="01 99 00 11 44"))

    assert "« 01 99 00 11 44 »" in sentences(page)[0]


def test_thousands_of_changes_are_read_as_she_goes_down(ws, page, qtbot):
    for number in range(350):
        ws.run(ops.UpdateActeur(id=claire(ws).id, nom="Claire Morel", influence=1 + number % 4))
    page.reload(None, force=True)
    read = len(page.journal.steps.entries)
    assert read == 100

    page.journal.view.setFocus()
    press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(page.journal.steps.entries) > read)


def test_a_search_goes_through_what_is_not_read_yet(ws, page, qtbot):
    for number in range(350):
        ws.run(ops.UpdateActeur(id=claire(ws).id, nom="Claire Morel", influence=1 + number % 4))
    page.reload(None, force=True)
    page.journal.search.setFocus()
    write("01 99 00 11 22 morel auparavant")
    settle(page, qtbot)

    assert sentences(page)[0].startswith("Remplir la démonstration")


def test_a_dossier_that_is_only_read_offers_no_way_back(demonstration, read_only, open_page):
    page = open_page(HistoriquePage, read_only(demonstration))

    assert sentences(page)
    assert list(buttons(page)) == ["Voir tout l'historique de Claire Morel"]


def test_a_new_dossier_says_that_nothing_changed_yet(tmp_path, open_page, qtbot):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        with workspace._storage._transaction():
            workspace._storage._connection.execute("DELETE FROM journal_etapes")
        page = open_page(HistoriquePage, workspace)
        settle(page, qtbot)

        assert page.journal.nothing.isVisible()


def test_yesterday_and_before_have_their_own_days(tmp_path, open_page):
    now = [datetime(2027, 3, 11, 9, 5, tzinfo=UTC)]
    with opened(copy_tilleuls(tmp_path), clock=lambda: now[0]) as workspace:
        workspace.run(ops.UpdateActeur(id=1, nom="Ana"))
        now[0] = datetime(2027, 3, 12, 8, 0, tzinfo=UTC)
        workspace.run(ops.UpdateActeur(id=1, nom="Zoé"))
        page = open_page(HistoriquePage, workspace)

        headings = [heading.label for heading in page.journal.model.headings()]
        assert headings[:2] == ["Aujourd’hui", "Hier"]


@pytest.mark.parametrize("size", [(1118, 620), (932, 560), (560, 560)])
def test_everything_that_takes_the_caret_has_a_name(demonstration, open_page, size):
    assert nameless(open_page(HistoriquePage, demonstration, size)) == []


def test_the_menu_of_a_field_leads_to_its_history(demonstration, open_page, qtbot):
    page = open_page(EtablissementPage, demonstration)
    assert page.focus_field("etablissement.commune")
    menu = edit_menu(QApplication.focusWidget())

    with qtbot.waitSignal(page.navigate) as told:
        menu.actions()[-1].trigger()

    assert menu.actions()[-1].text() == "Historique du champ\tCtrl+H"
    assert told.args == ["historique", "historique.etablissement.commune"]


def test_a_field_of_no_page_has_no_history(shown):
    field = LineField("Rechercher")
    shown(field)

    assert [action.text() for action in edit_menu(field).actions()][-1] == "Tout sélectionner"
