"""Writing a document from the screen when the disk refuses: the sentence, and the former file.

Rows 115, 117 and 118 of the table of bad input.
"""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services.documents import DocumentFormat
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import plain, press

FORMER = b"the former file"


@pytest.fixture
def shell(printing_shell):
    return printing_shell


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    shell.window.view.show_page("documents", "documents.etablissement")
    return shell.window.view


@pytest.fixture
def target(tmp_path):
    """Return a file that is there already."""
    path = tmp_path / "Établissement.pdf"
    path.write_bytes(FORMER)
    return path


def refused(view, qtbot, path):
    """Save the document shown at a place; return the sentence that refuses it."""
    view.page._saver._choose = lambda _name: path
    with qtbot.waitSignal(view.page._saver.failed, timeout=20_000):
        view.page.ask_save()
    assert "toast" not in vars(view) or not view.toast.isVisible()
    return plain(view.notices.refusal.text.text())


def failing(code):
    def fail(*_args, **_kwargs):
        raise OSError(code, "refused")

    return fail


@pytest.mark.parametrize("name", ["CON.pdf", "a:b.pdf", "Plan.pdf.", f"{'x' * 300}.pdf"])
def test_a_name_that_windows_refuses_is_told_and_nothing_is_written(view, qtbot, tmp_path, name):
    before = set(tmp_path.iterdir())
    told = refused(view, qtbot, tmp_path / name)

    assert told.startswith("Windows n’accepte pas ce nom de fichier")
    assert "Exemple : CPOM 2026-2030.pdf." in told
    assert set(tmp_path.iterdir()) == before


def test_a_file_open_elsewhere_is_told_and_stays(view, qtbot, target, monkeypatch):
    def locked(*_args):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    told = refused(view, qtbot, target)

    assert told == (
        "Le fichier est ouvert dans un lecteur de PDF. Fermez-le ou choisissez un autre nom. "
        "L’ancien est intact. Autre nom possible : « Établissement (2).pdf »."
    )
    assert target.read_bytes() == FORMER
    assert not list(target.parent.glob(".cpom-*"))


def test_what_could_not_take_its_place_is_kept_beside_when_she_asks(
    view, qtbot, target, monkeypatch
):
    """Row 117: one press writes « … (2).pdf », the file that is open stays as it was."""
    real = Path.replace

    def locked(self, other):
        if Path(other) == target:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    refused(view, qtbot, target)
    (way,) = view.notices.refusal.buttons
    assert plain(way.text()) == "Enregistrer sous ce nom"

    with qtbot.waitSignal(view.page.written, timeout=20_000):
        way.setFocus()
        press(Qt.Key.Key_Space)

    beside = target.with_name("Établissement (2).pdf")
    assert beside.read_bytes().startswith(b"%PDF")
    assert target.read_bytes() == FORMER
    assert not view.notices.refusal.isVisible()
    assert view.toast.isVisible()


def test_an_export_from_another_page_is_kept_beside_too(view, qtbot, tmp_path, monkeypatch):
    target, real = tmp_path / "Contacts.csv", Path.replace
    target.write_bytes(FORMER)
    view.show_page("acteurs")
    view.printing._saver._choose = lambda _name: target

    def locked(self, other):
        if Path(other) == target:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    with qtbot.waitSignal(view.printing._saver.failed, timeout=20_000):
        view.printing.export("annuaire", DocumentFormat.CSV)
    assert "Excel ou LibreOffice" in plain(view.notices.refusal.text.text())
    with qtbot.waitSignal(view.printing._saver.written, timeout=20_000):
        view.notices.refusal.buttons[0].click()

    assert (tmp_path / "Contacts (2).csv").exists()
    assert target.read_bytes() == FORMER


def test_a_disk_that_is_full_is_told_and_the_former_file_stays(view, qtbot, target, monkeypatch):
    monkeypatch.setattr("cpom_desktop.reports.writer.os.fsync", failing(errno.ENOSPC))
    told = refused(view, qtbot, target)

    assert "Le disque est plein" in told
    assert "L’ancien est intact." in told
    assert target.read_bytes() == FORMER
    assert not list(target.parent.glob(".cpom-*"))


def test_a_folder_that_is_gone_is_told(view, qtbot, tmp_path):
    told = refused(view, qtbot, tmp_path / "clé" / "Plan.pdf")

    assert "n’a pas pu être écrit" in told
    assert "Choisissez un autre dossier" in told


def test_what_is_written_is_told_with_what_it_holds(view, qtbot, target):
    view.page.show_document("fiches-action")
    view.page._saver._choose = lambda _name: target
    with qtbot.waitSignal(view.page.written, timeout=20_000):
        view.page.ask_save()

    assert plain(view.toast.message.text()) == "Document exporté et relu : 4 pages, 3 fiches."
    assert target.read_bytes().startswith(b"%PDF")
