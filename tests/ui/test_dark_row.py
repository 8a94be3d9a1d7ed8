"""The rows on the dark ground: by their keys, and lit where she is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.outils.fenetre import press
from ui.shell.assistant_steps import StepItem
from ui.shell.sidebar import DossierSwitcher, SidebarItem
from ui.theme.theme import load_theme


def ink_at(row, x):
    return row.grab().toImage().pixelColor(x, row.height() // 2).name()


def colour(role):
    return load_theme("clair").hex(role).lower()


def test_arrows_go_from_row_to_row_and_enter_chooses(shown, qtbot):
    rows = [SidebarItem("Acteurs", level=1), StepItem(1, "Établissement"), DossierSwitcher()]
    shown(*rows)
    rows[0].setFocus()
    press(Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    with qtbot.waitSignal(rows[1].clicked):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    assert rows[2].hasFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert rows[0].hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_name_of_the_dossier_opens_its_menu(shown, key):
    switcher = DossierSwitcher()
    switcher.menu.addAction("Fermer le dossier")
    shown(switcher)
    switcher.setFocus()
    press(key)
    assert switcher.menu.isVisible()
    switcher.menu.close()


def test_the_row_she_is_on_is_lit(shown):
    page, step = SidebarItem("Acteurs", level=1), StepItem(1, "Établissement")
    other = StepItem(2, "Acteurs")
    shown(page, step, other)
    other.setFocus()
    assert colour("repere") not in {ink_at(row, 1) for row in (page, step)}
    page.setChecked(True)
    step.show_state("current", "")
    for row in (page, step):
        assert ink_at(row, 1) == colour("repere")
        assert ink_at(row, 6) == colour("lateral-actif")


def test_the_row_with_the_caret_has_a_ring(shown):
    page, step = SidebarItem("Acteurs", level=1), StepItem(1, "Établissement")
    shown(page, step)
    step.setFocus()
    assert [ink_at(row, row.width() - 2) == colour("repere") for row in (page, step)] == [
        False,
        True,
    ]
