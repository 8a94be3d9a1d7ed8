"""The live file is SQLite's alone (D24); the folders of the program may go at any time (D37).

Opening and closing a file again would cancel the locks that SQLite has on it: no code of ours
does, over a whole scenario in the window. And the folders of the program (settings, backups,
states) hold nothing that she typed: they are deleted under it, and between two sessions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.bootstrap import backups_folder
from cpom_desktop.domain.pieces import TypePiece
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.operations import AddPiece
from cpom_desktop.services.operations.fichiers import AttachFichiers
from cpom_desktop.services.pieces_jointes import read_attachment
from tests.outils.dossiers import copy_demonstration, every_row, opened
from tests.outils.fenetre import make_shell, plain, press, rename, show
from tests.outils.sources import ROOT
from ui.kit.worker import workshop
from ui.shell.page_classes import PAGE_CLASSES

pytestmark = pytest.mark.slow


class Opened:
    """Which files the interpreter opens, while `on`, and which SQLite does."""

    def __init__(self):
        self.on, self.files, self.connections = False, [], []
        sys.addaudithook(self._heard)

    def _heard(self, event, arguments):
        if self.on and event == "open" and isinstance(arguments[0], str | bytes | Path):
            self.files.append(os.fsdecode(arguments[0]))
        if self.on and event == "sqlite3.connect":
            self.connections.append(os.fsdecode(arguments[0]))

    def of(self, path):
        """Return what was opened of a file: by the interpreter, and by SQLite."""
        name = str(path)
        return [found for found in self.files if found == name], [
            found for found in self.connections if path.name.replace(" ", "%20") in found
        ]


@pytest.fixture(scope="module")
def heard():
    return Opened()


@pytest.fixture
def shell(qtbot, tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    shell = make_shell(tmp_path, documents=Documents())
    show(shell.window, qtbot)
    shell.window.open_path(copy_demonstration(folder))
    yield shell
    shell.window.close_dossier()
    shell.window.close()
    shell.window.deleteLater()
    workshop().waitForDone()


def lives(view, tmp_path):
    """Do in the window, and under it, what one does in a day."""
    workspace = view.session.workspace
    rename(view, "Pendant")
    press(Qt.Key.Key_Tab)
    for page in PAGE_CLASSES:
        view.show_page(page)
    view.session.undo()
    view.session.redo()
    source = tmp_path / "bilan.pdf"
    source.write_bytes(b"%PDF-1.4 bilan")
    piece = view.session.run(AddPiece(titre="Bilan", type=TypePiece.RH)).result
    view.session.run(AttachFichiers(fichiers=[read_attachment(source)], piece_id=piece))
    workspace.open_file(workspace.snapshot.fichiers[-1])
    view.session.copies.back_up()
    workshop().waitForDone()
    Documents().prepare(workspace, "acteurs").write(tmp_path / "a.pdf")
    workspace.keep_version("COPIL n° 1")
    workspace.copy_to(tmp_path / "copie.cpom")
    assert workspace.last_saved()
    assert any(workspace.history.kept())


def test_the_live_file_is_opened_by_sqlite_alone_and_once(shell, heard, tmp_path, qtbot):
    view = shell.window.view
    qtbot.waitUntil(lambda: view.session.copies is not None)
    path = view.session.workspace.path
    heard.files.clear()
    heard.connections.clear()
    heard.on = True
    try:
        lives(view, tmp_path)
    finally:
        heard.on = False

    assert heard.of(path) == ([], [])
    assert heard.connections, "the backup and its check are connections too: the hook hears"
    heard.on = True
    path.read_bytes()  # the witness: one such opening is seen
    heard.on = False
    assert heard.of(path)[0] == [str(path)]


LIBRARIES = """
import sys
from pathlib import Path
from cpom_desktop.bootstrap import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
import ui.app, ui.shell.window
from PySide6.QtWidgets import QApplication
maps = Path("/proc/self/maps").read_text()
names = {line.rsplit("/", 1)[-1] for line in maps.splitlines() if "/" in line}
print(*sorted(name for name in names if "sqlite" in name.lower() or "sqlcipher" in name.lower()))
print("QtSql" in maps)
workspace.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/self/maps")
def test_one_library_of_sqlite_has_a_plain_dossier(tmp_path):
    """Qt brings a second one, in a plug-in that is never loaded; that of protected ones waits."""
    done = subprocess.run(
        [sys.executable, "-c", LIBRARIES, str(copy_demonstration(tmp_path))],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    names, qt = done.stdout.splitlines()

    assert qt == "False"
    assert "sqlcipher" not in names.lower()
    assert len([name for name in names.split() if not name.startswith("_sqlite3.")]) <= 1


# --- the folders of the program


def empty_home():
    """Delete all that the program keeps on this computer: settings, backups, states, cache."""
    home = Path(os.environ["HOME"])
    for left in home.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def test_the_folders_of_the_program_deleted_while_it_runs_and_after_lose_nothing(
    shell, tmp_path, qtbot
):
    view = shell.window.view
    qtbot.waitUntil(lambda: view.session.copies is not None)
    path, copies = view.session.workspace.path, view.session.copies
    rename(view, "Avant")
    press(Qt.Key.Key_Tab)
    copies.back_up()
    workshop().waitForDone()
    assert list(backups_folder().rglob("*.cpom"))

    empty_home()
    (tmp_path / "reglages.ini").unlink()
    rename(view, "Pendant")
    press(Qt.Key.Key_Tab)

    assert plain(view.topbar.save_state.text.text()).startswith("Enregistré")
    copies.back_up()
    workshop().waitForDone()
    qtbot.waitUntil(lambda: len(list(backups_folder().rglob("*.cpom"))) == 1)
    assert copies.trouble == ""
    Documents().prepare(view.session.workspace, "acteurs").write(tmp_path / "a.pdf")
    shell.window.close_dossier()
    expected = every_row(path)
    workshop().waitForDone()

    empty_home()
    with opened(path) as workspace:
        assert workspace.snapshot.etablissement.nom == "Pendant"
        assert every_row(path) == expected
        assert workspace.undo()


def test_a_folder_of_backups_that_is_gone_is_told_and_the_dossier_goes_on(shell, qtbot):
    """In its place there is a file: none can be made. Then there is room for one again."""
    view = shell.window.view
    qtbot.waitUntil(lambda: view.session.copies is not None)
    copies, place = view.session.copies, backups_folder()
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"")
    rename(view, "Pendant")
    press(Qt.Key.Key_Tab)
    copies.back_up()

    assert "Sauvegardes interrompues depuis" in plain(view.notices.copies.text.text())
    assert "votre dossier, lui, est enregistré" in plain(view.notices.copies.text.text()).lower()
    assert plain(view.topbar.save_state.text.text()).startswith("Enregistré")
    assert copies.timer.isActive()
    assert copies.timer.interval() <= 60_000
    place.unlink()
    copies.back_up()
    workshop().waitForDone()
    qtbot.waitUntil(lambda: not view.notices.copies.isVisible())

    assert list(place.rglob("*.cpom"))
