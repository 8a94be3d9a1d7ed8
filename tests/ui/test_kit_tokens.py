"""The field of several names: completion, tokens, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from tests.outils.fenetre import press, write
from ui.kit.tiles import IconTiles
from ui.kit.tokens import TokensField, matching

PEOPLE = [(1, "Anne Delmas, dép."), (2, "Philippe Caron, ARS"), (3, "Élise Cœur, CCAS")]


@pytest.fixture
def field(shown):
    field = TokensField("Avec", PEOPLE)
    shown(field)
    field.setFocus()
    return field


def names(field):
    return [token.text() for token in field.tokens]


def test_words_are_found_by_their_beginning_without_accents():
    assert [value for value, _l in matching(PEOPLE, "elise COEUR")] == [3]
    assert [value for value, _l in matching(PEOPLE, "a")] == [1, 2]
    assert matching(PEOPLE, "elmas") == []
    assert matching([(4, "CCAS de Vireux"), (5, "Denis Roy")], "de") == [(5, "Denis Roy")]


def test_enter_takes_the_first_name_offered(field):
    write("del")
    assert field.popup.isVisible()
    press(Qt.Key.Key_Return)

    assert field.value() == (1,)
    assert names(field) == ["Anne Delmas, dép."]
    assert field.line.text() == ""
    assert QApplication.focusWidget() is field.line


def test_arrows_choose_among_the_names_offered(field):
    write("a")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert field.value() == (2,)


def test_tab_takes_the_first_name_offered_too(field):
    write("phil")
    press(Qt.Key.Key_Tab)

    assert field.value() == (2,)
    assert field.line.hasFocus()


def test_a_name_taken_is_offered_no_more_and_backspace_takes_it_out(field):
    told = []
    field.edited.connect(lambda: told.append(field.value()))
    write("caron")
    press(Qt.Key.Key_Return)
    write("caron")
    assert not field.popup.isVisible()
    field.line.clear()
    press(Qt.Key.Key_Backspace)

    assert field.value() == ()
    assert told == [(2,), ()]


def test_who_is_not_in_the_list_is_kept_as_typed(field):
    write("Me Lefort,")

    assert field.value() == ("Me Lefort",)
    assert names(field) == ["Me Lefort"]


def test_what_is_typed_and_left_is_not_lost(field, shown):
    write("philippe")
    field.popup.hide()
    field.line.clearFocus()

    assert field.value() == (2,)


def test_a_click_takes_a_name_out(field):
    field.set_value((1, 2))
    field.tokens[0].click()

    assert field.value() == (2,)
    assert field.tokens[0].accessibleName() == "Retirer Philippe Caron, ARS"


def test_only_names_of_the_list_where_others_are_refused(shown):
    field = TokensField("Membres", PEOPLE, free=False)
    shown(field)
    field.setFocus()
    write("Inconnu,")

    assert field.value() == ()
    assert field.line.text() == ""


def test_read_only_changes_nothing(field):
    field.set_value((1,))
    field.set_read_only(True)
    press(Qt.Key.Key_Backspace)
    field.tokens[0].click()

    assert field.value() == (1,)


def test_many_names_take_more_lines(field):
    before = field.heightForWidth(240)
    field.set_value((1, 2, 3))

    assert field.heightForWidth(240) > before
    assert "Anne Delmas" in field.line.accessibleDescription()


def test_tiles_are_chosen_by_arrows_and_said_in_words(shown):
    tiles = IconTiles("Forme", [("a", "Appel"), ("b", "Visite")], ["phone", "users"])
    shown(tiles)
    tiles.set_value("a")
    tiles.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Right)

    assert tiles.value() == "b"
    assert tiles.parts[1].accessibleName() == "Forme, Visite"
    tiles.set_read_only(True)
    press(Qt.Key.Key_Left)
    assert tiles.value() == "b"


def test_a_name_half_typed_when_the_window_closes_is_taken_without_a_fault(field):
    field.line.setText("caron")
    delete(field.completer)  # with its list, as Qt does at closing before the caret leaves

    field.line.left.emit()

    assert names(field) == ["Philippe Caron, ARS"]
