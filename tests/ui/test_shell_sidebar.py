"""The pages of the sidebar that belong to no stage: above, below, and in the bottom row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollArea

from cpom_desktop.services.parcours import STAGES, PageInfo
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.fenetre import press
from ui.shell import sidebar as sidebar_module
from ui.shell.bottom_row import BottomItem
from ui.shell.sidebar import Sidebar
from ui.theme.fonts import body_font
from ui.theme.theme import load_theme

OVERVIEW = PageInfo("apercu", "Aperçu", "", "gauge")
PAPERS = PageInfo("papiers", "Papiers", "", "file-text")
TOOLS = PageInfo("outils", "Outils", "", "info")


@pytest.fixture
def sidebar(shown, monkeypatch):
    for name, info in (("OVERVIEW", OVERVIEW), ("TRANSVERSAL", PAPERS), ("PROGRAM", TOOLS)):
        monkeypatch.setattr(sidebar_module, name, (info,))
    made = Sidebar()
    shown(made)
    made.window().resize(300, 640)
    return made


@pytest.mark.parametrize("info", [OVERVIEW, PAPERS, TOOLS])
def test_a_page_without_a_stage_opens_with_enter_and_is_lit(sidebar, qtbot, info):
    sidebar._pages[info.slug].setFocus()
    with qtbot.waitSignal(sidebar.page_chosen) as told:
        press(Qt.Key.Key_Return)

    assert told.args == [info.slug]
    assert [slug for slug, row in sidebar._pages.items() if row.isChecked()] == [info.slug]


def test_the_page_she_is_on_is_in_sight_in_a_low_window(sidebar):
    sidebar.window().resize(300, 320)
    sidebar.show_page("papiers")
    row = sidebar._pages["papiers"]
    seen = sidebar.findChild(QScrollArea).viewport()

    assert seen.rect().contains(row.mapTo(seen, row.rect().center()))
    sidebar.window().resize(300, 280)
    QApplication.processEvents()
    assert seen.rect().contains(row.mapTo(seen, row.rect().center()))


def test_pages_without_a_share_leave_progress_alone(sidebar):
    sidebar.show_dossier(DossierSnapshot())

    assert sidebar._pages["papiers"].accessibleName() == "Papiers"
    assert sidebar._pages["acteurs"].accessibleName().endswith("0 %")


def test_overview_comes_first_and_the_program_last(sidebar):
    tops = [
        sidebar._pages[s].mapTo(sidebar, sidebar._pages[s].rect().topLeft()).y()
        for s in ("apercu", "etablissement", "papiers", "outils")
    ]

    assert tops == sorted(tops)
    assert tops[-1] == sidebar.height() - sidebar._pages["outils"].height()


def test_the_bar_of_the_bottom_row_is_above(shown):
    item, other = BottomItem("Réglages", "info"), BottomItem("Aide", "info")
    shown(item, other)
    other.setFocus()
    item.setChecked(True)
    picture = item.grab().toImage()

    lit = load_theme("clair").hex("repere").lower()
    assert picture.pixelColor(item.width() - 2, 1).name() == lit
    assert picture.pixelColor(1, item.height() - 2).name() != lit


@pytest.mark.parametrize("room", [30, 20, -10])
def test_a_word_without_room_loses_its_icon_then_is_told_in_a_tooltip(shown, room):
    item = BottomItem("Réglages", "info")
    shown(item)
    words = QFontMetrics(body_font(14, semibold=True)).horizontalAdvance("Réglages")
    item.resize(words + room, item.height())
    item.grab()

    assert bool(item.toolTip()) == (room < 0)


def test_a_count_is_shown_and_said_and_goes_with_nothing_to_see(sidebar):
    row = sidebar._pages["papiers"]
    before = row.grab().toImage()

    sidebar.show_count("papiers", 7, "2 dates en retard, 5 dates dans les sept jours")
    assert row.accessibleName() == "Papiers, 2 dates en retard, 5 dates dans les sept jours"
    assert "2 dates en retard" in row.toolTip()
    assert row.grab().toImage() != before

    sidebar.show_count("papiers", 0, "")
    assert row.accessibleName() == "Papiers"
    assert row.grab().toImage() == before
    sidebar.show_count("inconnue", 3, "trois")


def test_every_page_is_seen_without_scrolling_on_a_laptop(shown):
    made = Sidebar()
    shown(made)
    made.window().resize(300, 698)
    made.window().layout().setContentsMargins(0, 0, 0, 0)
    made.resize(made.width(), 698)
    area = made.findChild(QScrollArea)

    for stage in STAGES:
        made.show_page(stage.pages[0].slug if stage.pages else "tableau-de-bord")
        assert area.widget().sizeHint().height() <= 698 - made.switcher.height() - 40


def test_only_the_stage_she_is_in_shows_its_pages(sidebar):
    def seen():
        return [s for s in ("acteurs", "donnees", "grille") if sidebar._pages[s].isVisible()]

    sidebar.show_page("grille")
    assert seen() == ["donnees", "grille"]
    sidebar.show_page("papiers")
    assert seen() == ["donnees", "grille"]
    sidebar.show_page("acteurs")
    assert seen() == ["acteurs"]
