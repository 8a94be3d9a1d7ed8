"""The page Bibliothèque: the objectives of a region from a file, hers saved as a pack."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.imports.pack_file import read_pack_file
from cpom_desktop.services.operations import TakeObjectifs
from cpom_desktop.services.queries.bibliotheque import FiltreBibliotheque
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import make_shell, nameless, plain, press, show
from tests.outils.pack_regional import OBJECTIFS, objectives, packed
from ui.models.bibliotheque import ObjectifRole
from ui.pages.bibliotheque import BibliothequePage
from ui.shell import files as shell_files
from ui.shell import importing
from ui.shell.importing import take_pack


@pytest.fixture
def page(started, open_page):
    return open_page(BibliothequePage, started)


def taken(page, texte=OBJECTIFS):
    page.pack_read.emit(objectives(texte))
    page.menu.dialog.take.click()


def test_both_libraries_are_shown_then_the_objectives_come_in_one_step(page, session):
    page.pack_read.emit(objectives())

    dialog = page.menu.dialog
    assert nameless(dialog) == []
    assert plain(dialog.title.text()) == "Prendre ces objectifs ?"
    assert "Vos objectifs ne changent pas." in plain(dialog.accessibleDescription())
    assert dialog.folds[0].summary.whole_text.startswith("Partager le dossier de liaison")
    dialog.take.click()
    assert len(page.card.found().lignes) == 64
    session.undo()
    assert len(page.card.found().lignes) == 62


def test_what_the_region_asks_for_has_its_filter_and_its_word(page, ws):
    chip = page.card.chips.chips[FiltreBibliotheque.OBLIGATOIRES]
    assert chip.isHidden()
    taken(page)

    assert not chip.isHidden()
    page.card.chips.choose(FiltreBibliotheque.OBLIGATOIRES)
    assert page.card.rows.slugs() == ["r-dependance"]
    row = page.card.rows.index_of("r-dependance").data(ObjectifRole.ROW)
    assert "obligatoire dans votre région" in row.reason
    assert page.panel.pill.pill.word == "Obligatoire"
    page.take("r-dependance")
    assert page.panel.pill.pill.word == "Ajouté"


def test_more_than_the_region_takes_is_told(page, session):
    taken(page)
    page.card.chips.choose(FiltreBibliotheque.TOUS)

    for slug in ("ob-101", "ob-102", "ob-401"):
        session.run(TakeObjectifs(modeles=[slug], fiche=False))

    told = plain(page.card.note.text())
    assert told.startswith("Votre région accepte 2 objectifs opérationnels au plus : vous en avez")


def test_every_fault_is_shown_and_the_library_kept(page):
    page.pack_read.emit(objectives(OBJECTIFS.replace('"dg-d01"', '"dg-zzz"')))

    dialog = page.menu.dialog
    dialog.copy.click()
    assert "objectifs.toml" in QApplication.clipboard().text()
    assert "dg-zzz" in QApplication.clipboard().text()
    dialog.accept()
    assert len(page.card.found().lignes) == 62


def test_the_menu_goes_back_to_the_kit_and_what_was_taken_stays(page, ws):
    assert not page.menu.back_action.isVisible()
    taken(page)
    page.take("r-dependance")
    page.menu.menu().aboutToShow.emit()
    assert page.menu.back_action.isVisible()

    page.menu.back_action.trigger()

    told = plain(page.menu.dialog.accessibleDescription())
    assert "1 objectif que vous avez pris n’y est plus" in told
    page.menu.dialog.take.click()
    assert len(page.card.found().lignes) == 62
    assert any(o.modele == "r-dependance" for o in ws.snapshot.objectifs)


def test_giving_up_keeps_the_library(page):
    page.pack_read.emit(objectives())
    press(Qt.Key.Key_Escape)
    assert len(page.card.found().lignes) == 62


def test_without_objectives_nothing_is_shared(page):
    page.menu.menu().aboutToShow.emit()
    assert not page.menu.share_action.isEnabled()


@pytest.fixture
def shell(qtbot, tmp_path):
    made = make_shell(tmp_path)
    show(made.window, qtbot)
    made.window.open_path(copy_demonstration(tmp_path))
    made.window.view.show_page("bibliotheque", "")
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()


def test_hers_are_chosen_and_written_where_she_says(shell, tmp_path, monkeypatch):
    path = tmp_path / "partage.cpompack"
    monkeypatch.setattr(shell_files, "choose_file", lambda *_asked: path)
    page = shell.window.view.page
    page.menu.share_action.trigger()
    dialog = page.menu.dialog
    assert nameless(dialog) == []
    assert "montants" in dialog.accessibleDescription()
    item = dialog.list.item(1)
    item.setCheckState(Qt.CheckState.Unchecked)
    dialog.named.set_raw("Nos objectifs")
    count = len(dialog.ticked())

    dialog.keep.click()

    texts = read_pack_file(path)
    assert "Nos objectifs" in texts["pack.toml"]
    assert texts["objectifs.toml"].count("\n[[objectifs]]") == count
    assert "Pack écrit et relu" in plain(shell.window.view.toast.message.text())


def test_nothing_ticked_or_no_title_cannot_be_written(shell):
    page = shell.window.view.page
    page.menu.share_action.trigger()
    dialog = page.menu.dialog
    dialog.named.set_raw("  ")
    dialog.named.edited.emit()
    assert not dialog.keep.isEnabled()
    dialog.named.set_raw("Titre")
    for place in range(dialog.list.count()):
        item = dialog.list.item(place)
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.keep.isEnabled()
    dialog.reject()


def test_a_place_that_cannot_be_written_is_told(shell, tmp_path, monkeypatch):
    monkeypatch.setattr(shell_files, "choose_file", lambda *_asked: tmp_path / "x" / "y.cpompack")
    importing.give_pack(shell.window.view, shell.window.view._services, "y.cpompack", {"a": "b"})

    assert not (tmp_path / "x").exists()
    assert "pas pu être écrit" in plain(shell.window.view.notices.refusal.text.text())


def test_the_window_reads_the_file_of_a_region(shell, tmp_path):
    path = tmp_path / "ars.cpompack"
    path.write_bytes(packed(objectives()))

    take_pack(shell.window.view, shell.window.view._services, path)

    page = shell.window.view.page
    assert plain(page.menu.dialog.title.text()) == "Prendre ces objectifs ?"
    page.menu.dialog.reject()
