"""Choices: segments, ratings, lists, the calendar; by keyboard, with a name."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import RegleInvalide
from tests.outils.fenetre import ALT, press
from ui.kit.combo import ChoiceField
from ui.kit.cotation import CotationScale, Tile
from ui.kit.date_field import DateField
from ui.kit.fields import CheckBox
from ui.kit.segmented import RatingScale, SegmentedChoice
from ui.theme.theme import load_theme

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("dress"),
]


def test_arrows_change_a_segmented_choice_and_tab_stops_once(shown, qtbot):
    choice = SegmentedChoice("Échelle", [("s", "Semaines"), ("m", "Mois"), ("a", "Années")])
    choice.set_value("s")
    shown(choice)
    choice.parts[0].setFocus()
    with qtbot.waitSignal(choice.chosen, timeout=1000) as chosen:
        press(Qt.Key.Key_Right)
    assert (chosen.args, choice.value(), choice.parts[1].hasFocus()) == (["m"], "m", True)
    tab = Qt.FocusPolicy.TabFocus
    assert [bool(p.focusPolicy() & tab) for p in choice.parts] == [False, True, False]
    assert choice.parts[1].accessibleName() == "Échelle, Mois"


def test_choosing_does_not_move_anything(shown):
    choice = SegmentedChoice("Échelle", [("s", "Semaines"), ("m", "Mois")])
    shown(choice)
    before = [part.geometry() for part in choice.parts]
    choice.parts[1].click()
    QApplication.processEvents()
    assert [part.geometry() for part in choice.parts] == before


def test_a_rating_takes_digits_and_suppr_empties_it(shown):
    rating = RatingScale("Influence", ("Non", "Plutôt non", "Plutôt oui", "Oui"))
    got = []
    rating.chosen.connect(got.append)
    shown(rating)
    rating.parts[0].setFocus()
    press(Qt.Key.Key_3, "3")
    press(Qt.Key.Key_9, "9")
    press(Qt.Key.Key_Delete)
    assert (got, rating.value()) == ([3, None], None)
    assert rating.parts[0].sizeHint().height() >= 44


def test_the_keys_of_a_french_keyboard_rate_without_the_capital_key(shown):
    rating = RatingScale("Influence")
    shown(rating)
    rating.parts[0].setFocus()
    for key, text, value in (
        (Qt.Key.Key_Ampersand, "&", 1),
        (Qt.Key.Key_QuoteDbl, '"', 3),
        (Qt.Key.Key_Apostrophe, "'", 4),
    ):
        press(key, text)
        assert rating.value() == value


def test_only_what_may_be_empty_is_cleared(shown):
    kept = SegmentedChoice("Échelle", [("s", "Semaines"), ("m", "Mois")])
    cleared = SegmentedChoice("Nature", [("f", "Force"), ("w", "Faiblesse")], clearable=True)
    shown(kept, cleared)
    for choice, left in ((kept, "s"), (cleared, None)):
        choice.set_value(choice._values[0])
        choice.parts[0].click()
        assert choice.value() == (left and "s")
        choice.set_value(choice._values[0])
        choice.parts[0].setFocus()
        press(Qt.Key.Key_Delete)
        assert choice.value() == left


ANSWERS = (("absent", "Pas du tout en place"), ("nc", "Non concerné"), ("ri", "À rechercher"))


@pytest.fixture
def tiles(shown):
    scale = CotationScale("Cotation", ANSWERS, ("1", "NC", "RI"))
    shown(scale)
    scale.parts[0].setFocus()
    return scale


def test_a_tile_is_chosen_by_its_key_and_the_ring_follows(tiles):
    press(Qt.Key.Key_R, "r")
    assert (tiles.value(), tiles.parts[2].hasFocus()) == ("ri", True)
    press(Qt.Key.Key_Left)
    assert (tiles.value(), tiles.parts[1].hasFocus()) == ("nc", True)
    press(Qt.Key.Key_2, "2")
    assert tiles.value() == "nc"
    press(Qt.Key.Key_Backspace)
    assert tiles.value() is None


def test_a_tile_says_its_figure_and_its_words(tiles):
    assert tiles.parts[1].accessibleName() == "Cotation, NC  Non concerné"
    assert "1, N, R" in tiles.accessibleDescription()
    tiles.parts[1].click()
    assert [part.isChecked() for part in tiles.parts] == [False, True, False]


def test_tiles_take_the_answers_of_another_scale(tiles):
    tiles.set_value("nc")
    four = [("a", "Dépassé"), ("b", "Dans le délai"), ("nc", "Non concerné"), ("ri", "À voir")]
    tiles.set_choices(four, ("1", "2", "NC", "RI"))
    tiles.grab()

    assert tiles.value() is None
    assert [part.text() for part in tiles.parts] == [
        "1  Dépassé",
        "2  Dans le délai",
        "NC  Non concerné",
        "RI  À voir",
    ]
    assert all(part.isVisible() for part in tiles.parts)
    assert "1, 2, N, R" in tiles.accessibleDescription()
    press(Qt.Key.Key_2, "2")
    assert (tiles.value(), tiles.parts[1].hasFocus()) == ("b", True)
    tiles.set_choices(ANSWERS, ("1", "NC", "RI"))
    assert len([tile for tile in tiles.findChildren(Tile) if tile.isVisible()]) == 3


def test_tiles_keep_an_answer_that_they_do_not_offer_until_it_is_emptied(tiles):
    told = []
    tiles.chosen.connect(told.append)
    tiles.set_value("older")
    assert tiles.value() == "older"
    assert not any(part.isChecked() for part in tiles.parts)
    press(Qt.Key.Key_Delete)
    assert (tiles.value(), told) == (None, [None])


def test_five_tiles_go_three_and_two_and_none_is_left_alone(tiles):
    five = [(n, "Mot assez long") for n in range(5)]
    tiles.set_choices(five, ("1", "2", "3", "NC", "RI"))
    tiles.window().resize(460, 400)
    QApplication.processEvents()
    lines = [part.y() for part in tiles.parts]
    assert [lines.count(y) for y in sorted(set(lines))] == [3, 2]


def test_tiles_that_may_only_be_read_stay_as_they_are(tiles):
    tiles.set_value("nc")
    tiles.set_read_only(True)
    press(Qt.Key.Key_1, "1")
    tiles.parts[0].click()
    assert tiles.value() == "nc"
    assert (
        tiles.grab().toImage().pixelColor(20, 10).name()
        == load_theme("clair").hex("creux").lower()
    )


def test_tiles_go_under_one_another_where_room_lacks(tiles):
    assert len({part.y() for part in tiles.parts}) == 1
    tiles.window().resize(240, 400)
    QApplication.processEvents()
    assert len({part.y() for part in tiles.parts}) == 3
    assert len({part.width() for part in tiles.parts}) == 1
    assert all(part.height() >= part.sizeHint().height() for part in tiles.parts)


def test_a_choice_keeps_real_values_and_may_be_empty(qtbot):
    field = ChoiceField("Statut", [(1, "Public"), (2, "Privé")])
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(2)
    assert field.currentText() == "Privé"
    field.set_choices([(2, "Privé"), (3, "Autre")])
    assert field.value() == 2
    field.set_value("inconnu")
    assert (field.currentIndex(), field.value()) == (-1, None)


def test_the_wheel_does_not_change_a_choice(shown):
    field = ChoiceField("Statut", [(1, "Public"), (2, "Privé")])
    shown(field)
    field.setFocus()
    spot = QPoint(10, 10)
    turn = QWheelEvent(
        spot.toPointF(),
        field.mapToGlobal(spot).toPointF(),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    assert field.value() is None


def test_a_list_and_a_box_have_names_for_a_screen_reader(qtbot):
    for widget, name in (
        (ChoiceField("Statut juridique", [(1, "Public")]), "Statut juridique"),
        (CheckBox("Chemin critique"), "Chemin critique"),
    ):
        qtbot.addWidget(widget)
        # On Linux Qt gives the chosen text as the name of a list: forms add a buddy label.
        assert widget.accessibleName() == name or widget.text() == name


def read_day(raw):
    if raw != "15/12/2027":
        raise RegleInvalide("date", "Date refusée.")
    return date(2027, 12, 15)


def test_the_calendar_opens_on_the_date_typed_and_gives_the_one_picked(shown, qtbot):
    field = DateField("Signature", parse=read_day)
    shown(field)
    field.setFocus()
    field.set_raw("15/12/2027")
    press(Qt.Key.Key_Down, modifiers=ALT)
    calendar = field._popup.calendar
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2027-12-15"
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert calendar.locale().dayName(1) == "lundi"
    calendar.setSelectedDate(calendar.selectedDate().addDays(2))
    with qtbot.waitSignals([field.edited, field.flush_requested], timeout=1000):
        calendar.activated.emit(calendar.selectedDate())
    assert field.raw() == "17/12/2027"
    assert field._popup.isHidden()


def test_a_date_is_never_cut(shown, dress):
    field = DateField("Signature", parse=read_day)
    shown(field)
    for scale in (1.0, 1.5, 2.0):
        dress(scale)
        words = field.fontMetrics().horizontalAdvance("mer. 15 décembre 2027")
        assert field.minimumSizeHint().width() > words + field.textMargins().right()


def test_the_calendar_opens_even_when_what_is_typed_is_no_date(shown):
    field = DateField("Signature", parse=read_day)
    shown(field)
    field.set_raw("bientôt")
    field.open_calendar()
    assert field._popup.isVisible()
    field._popup.hide()
    field.set_read_only(True)
    field.open_calendar()
    assert not field._popup.isVisible()
