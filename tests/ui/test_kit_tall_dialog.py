"""A dialog as high as its words, inside the screen: what it says scrolls, its buttons stay."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QScrollArea

from ui.kit.buttons import PrimaryButton
from ui.kit.labels import SafeLabel
from ui.kit.tall_dialog import TallDialog

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("dress"),
]

WORDS = "Ce que dit ce dialogue tient sur plusieurs lignes, qu'il faut toutes pouvoir lire. "


def shown(qtbot, count):
    dialog = TallDialog("Une question ?", WORDS)
    qtbot.addWidget(dialog)
    dialog.lines = [SafeLabel(WORDS * 2, "small", wrap=True) for _line in range(count)]
    for line in dialog.lines:
        dialog.body.addWidget(line)
    dialog.field = QLineEdit()
    dialog.body.addWidget(dialog.field)
    dialog.act = dialog.add_button(PrimaryButton("Continuer"))
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_no_word_is_cut_where_there_is_room(qtbot):
    dialog = shown(qtbot, 6)

    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0
    assert all(line.height() >= line.heightForWidth(line.width()) for line in dialog.lines)


def test_a_screen_too_low_keeps_the_buttons_and_lets_the_words_scroll(qtbot):
    dialog = shown(qtbot, 60)
    screen = dialog.screen().availableGeometry()

    assert dialog.frameGeometry().bottom() <= screen.bottom()
    bottom = dialog.act.mapToGlobal(dialog.act.rect().bottomLeft()).y()
    assert bottom <= screen.bottom()
    area = dialog.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    dialog.fit(seen=dialog.field)
    place = dialog.field.mapTo(area.viewport(), dialog.field.rect().bottomLeft()).y()
    assert 0 < place <= area.viewport().height()


def test_words_that_come_later_move_it_up_rather_than_out(qtbot):
    dialog = shown(qtbot, 2)
    screen = dialog.screen().availableGeometry()
    dialog.move(0, screen.bottom() - dialog.frameGeometry().height())
    for line in dialog.lines:
        line.setText(WORDS * 8)

    dialog.fit()

    assert dialog.frameGeometry().bottom() <= screen.bottom()
