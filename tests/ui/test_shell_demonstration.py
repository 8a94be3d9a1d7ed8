"""The demonstration from the home page: a copy of hers, and what every page says of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import ErreurStockage
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import copy_prepared, plain, press, shortcut, when_a_dialog_opens
from ui.kit.pills import StatusPill
from ui.shell.page_classes import PAGE_CLASSES

FIRST = "Démonstration – Les Tilleuls.cpom"
SECOND = "Démonstration – Les Tilleuls 2.cpom"
WORDS = "Établissement fictif, au 12 mars 2027"


def answer(button):
    """Return what presses a button of the question, by its name in the dialog."""
    return lambda dialog: getattr(dialog, button).click()


@pytest.fixture
def hers(shell):
    """Return a window at home, where her copy of the demonstration was left."""
    copy_demonstration(shell.folder, FIRST)
    return shell


@pytest.mark.parametrize("way", ["key", "card"])
def test_the_demonstration_opens_as_a_copy_of_hers_on_the_dashboard(shell, qtbot, way):
    if way == "key":
        qtbot.waitUntil(lambda: bool(shell.window.home.program_buttons))
        shortcut(Qt.Key.Key_F2)
    else:
        shell.window.home.demonstration_card.setFocus()
        press(Qt.Key.Key_Return)

    workspace = shell.window.view.session.workspace
    assert workspace.path == shell.folder / FIRST
    assert shell.window.view.page.slug == "tableau-de-bord"
    assert "thème H" in plain(shell.window.view.page.resume_place.whole_text)
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize(("button", "opened"), [("safe", FIRST), ("action", SECOND)])
def test_she_goes_on_with_her_copy_or_takes_a_new_one_beside_it(
    hers, allow_dialogs, button, opened
):
    before = (hers.folder / FIRST).read_bytes()

    when_a_dialog_opens(answer(button))
    hers.window.open_demonstration()

    assert hers.window.view.session.workspace.path == hers.folder / opened
    if opened == SECOND:
        assert (hers.folder / FIRST).read_bytes() == before


def test_the_last_copy_is_the_one_to_go_on_with(hers, allow_dialogs):
    copy_demonstration(hers.folder, SECOND)

    when_a_dialog_opens(answer("safe"))
    hers.window.open_demonstration()

    assert hers.window.view.session.workspace.path == hers.folder / SECOND


def refuse(error):
    def make(_path):
        raise error

    return make


@pytest.mark.parametrize(
    "error",
    [ErreurStockage("disque-plein", "Le disque est plein.", remedy=""), OSError("non")],
    ids=["full", "folder"],
)
def test_a_copy_that_cannot_be_made_is_told_at_home(shell, error):
    services = shell.window._services
    shell.window._services = services._replace(new_demonstration=refuse(error))

    shell.window.open_demonstration()

    assert shell.window.view is None
    said = shell.window.home.banner.text.text()
    assert "disque est plein" in said or "Impossible d’écrire" in said
    assert QApplication.overrideCursor() is None


# what every page says


@pytest.fixture
def demonstration(hers):
    """Return the view of the demonstration."""
    hers.window.open_path(hers.folder / FIRST)
    return hers.window.view


def test_every_page_says_that_the_establishment_is_fictional(demonstration):
    for slug in PAGE_CLASSES:
        demonstration.show_page(slug)
        assert demonstration.topbar.reference.isVisible(), slug
        assert plain(demonstration.topbar.reference.text()) == WORDS


def test_where_the_bar_has_no_room_it_is_said_under_it(demonstration, qtbot):
    window, bar = demonstration.window(), demonstration.topbar

    bar.setMaximumWidth(420)
    qtbot.waitUntil(demonstration.reference_banner.isVisible)
    assert not bar.reference.isVisible()
    pill = demonstration.reference_banner.findChild(StatusPill)
    assert plain(pill.text()) == WORDS

    bar.setMaximumWidth(window.width())
    qtbot.waitUntil(bar.reference.isVisible)
    assert not demonstration.reference_banner.isVisible()


def test_a_dossier_of_hers_says_nothing_of_the_kind(shell):
    shell.window.open_path(copy_prepared(shell.folder))

    assert shell.window.view.topbar.reference is None
