"""The page Grille: the grid of a region taken from a file, all its faults, the kit's again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import UpdateConstat
from tests.outils.dossiers import copy_tilleuls
from tests.outils.fenetre import make_shell, nameless, plain, press, show
from tests.outils.pack_regional import GRILLE, files, packed
from ui.pages.grille import GrillePage
from ui.pages.grille.grille_menu import GrilleMenu
from ui.shell import files as shell_files
from ui.shell.importing import take_pack


@pytest.fixture
def page(started, open_page):
    return open_page(GrillePage, started)


@pytest.fixture
def menu(page):
    return page.findChild(GrilleMenu)


def words(dialog):
    return plain(dialog.accessibleDescription())


def test_the_two_grids_are_shown_then_the_other_one_is_taken_in_one_step(page, menu, session, ws):
    ws.run(UpdateConstat(critere="dg-a01", cotation=Cotation.PARTIEL))
    ws.run(UpdateConstat(critere="dg-a02", cotation=Cotation.ABSENT))
    page.reload(None, force=True)
    page.pack_read.emit(files())

    dialog = menu.dialog
    assert nameless(dialog) == []
    assert "Grille de l’ARS Exemple, version 2" in words(dialog)
    assert "1 réponse retrouve son critère." in words(dialog)
    assert [fold.summary.whole_text[:6] for fold in dialog.folds] == ["DG-A01", "DG-A02"]
    assert dialog.take.isDefault()
    dialog.take.click()
    assert not dialog.isVisible()
    assert [t.slug for t in session.content.grille.themes] == ["a", "attractivite"]
    assert plain(page.title_label.text()) == "Thème A : autorisations"
    assert plain(page.card.question.text()).startswith("L’autorisation est-elle")
    assert len(page.card.scale_field.parts) == 6

    session.undo()
    assert len(session.content.grille.themes) == 12
    assert len(page.card.scale_field.parts) == 5
    assert plain(page.card.name.whole_text).startswith("Critère 1 sur 7")


def test_before_any_answer_the_page_says_which_grid_it_is(page, menu):
    assert "aucune grille nationale" in plain(page.start.text.text())
    page.pack_read.emit(files())
    menu.dialog.take.click()
    assert plain(page.start.text.text()).endswith("Grille demandée par l’ARS Exemple.")


def test_giving_up_keeps_the_grid(page, menu, session):
    page.pack_read.emit(files())
    press(Qt.Key.Key_Escape)
    assert len(session.content.grille.themes) == 12
    assert not menu.back_action.isVisible()


def test_every_fault_of_the_file_is_shown_and_copied_and_the_grid_kept(page, menu, session):
    wrong = GRILLE.replace('theme = "a"', 'theme = "zzz"').replace('"r-postes"', '"dg-a01"')
    page.pack_read.emit(files(grille=wrong, sources="x = ["))

    dialog = menu.dialog
    assert "fautes trouvées" in words(dialog)
    dialog.copy.click()
    told = QApplication.clipboard().text()
    assert "zzz" in told
    assert "écrit 2 fois" in told
    assert "sources.toml" in told
    dialog.accept()
    assert len(session.content.grille.themes) == 12


def test_the_menu_goes_back_to_the_grid_of_the_kit(page, menu, session):
    page.pack_read.emit(files())
    menu.dialog.take.click()
    menu.menu().aboutToShow.emit()
    assert menu.back_action.isVisible()
    menu.back_action.trigger()
    assert "Grille du kit" in words(menu.dialog)
    menu.dialog.take.click()
    assert len(session.content.grille.themes) == 12


def test_a_dossier_to_read_keeps_its_grid(started, read_only, open_page):
    page = open_page(GrillePage, read_only(started))
    menu = page.findChild(GrilleMenu)
    assert not menu.take_action.isVisible()
    assert menu.export_action.isVisible()


def test_a_file_chosen_goes_to_the_page_and_one_that_does_not_read_is_told(
    tmp_path, qtbot, monkeypatch
):
    shell = make_shell(tmp_path)
    show(shell.window, qtbot)
    shell.window.open_path(copy_tilleuls(tmp_path))
    view = shell.window.view
    view.show_page("grille")
    bad, good = tmp_path / "autre.cpompack", tmp_path / "ars.cpompack"
    bad.write_bytes(b"PK")
    good.write_bytes(packed(files()))
    menu = view.page.findChild(GrilleMenu)

    monkeypatch.setattr(shell_files, "choose_to_read", lambda *_: bad)
    menu.take_action.trigger()
    assert "autre.cpompack" in view.notices.refusal.text.text()
    take_pack(view, view._services, good)
    assert menu.dialog.isVisible()
    menu.dialog.reject()
    shell.window.close()


def test_the_list_follows_the_grid_taken_and_the_one_that_comes_back(page, menu, session):
    page.show_list(True)
    page.pack_read.emit(files())
    menu.dialog.take.click()
    assert page.listed
    assert page.place.critere.slug in {"dg-a01", "r-postes"}
    page.go_on()
    assert page.place.critere.slug == "r-postes"
    press(Qt.Key.Key_2, "2")
    assert session.snapshot.constats_by_critere["r-postes"].cotation is Cotation.PARTIEL

    session.undo()
    session.undo()
    assert len(session.content.grille.themes) == 12
    assert page.place.theme.slug in {theme.slug for theme in session.content.grille.themes}
