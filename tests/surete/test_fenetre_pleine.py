"""The window on a disk that has no room left: what she typed waits, and is saved by itself (D06).

A real file system of a few hundred kilobytes, filled by another file; then her room is given
back, and nobody touches anything.
"""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt

from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import make_shell, plain, press, rename, show
from tests.outils.petit_disque import fill, needs_mount, small_disk

WITHIN_S = 2.0


pytestmark = [pytest.mark.slow, needs_mount]


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "petit", "4m") as place:
        yield place


@pytest.fixture
def shell(qtbot, disk, tmp_path):
    shell = make_shell(tmp_path)
    path = copy_tilleuls(disk)
    show(shell.window, qtbot)
    shell.window.open_path(path)
    yield shell
    shell.window.close()


def state(view):
    return plain(view.topbar.save_state.text.text())


def test_what_she_typed_on_a_full_disk_is_saved_by_itself_once_there_is_room(shell, disk, qtbot):
    view = shell.window.view
    rename(view, "Avant")
    press(Qt.Key.Key_Tab)
    assert state(view).startswith("Enregistré")
    ballast = fill(disk)

    said = []
    view.session.state_changed.connect(lambda state: said.append(state.failure))
    rename(view, "Pendant")
    press(Qt.Key.Key_Tab)
    rename(view, "Pendant, et après")
    press(Qt.Key.Key_Tab)

    assert state(view) == "Non enregistré : disque plein"
    assert "Libérez de la place" in plain(view.notices.unsaved.text.text())
    assert said
    assert all(said), "it said « Enregistré » on a full disk"
    assert view.session.snapshot.etablissement.nom == "Avant"
    view.show_page("acteurs")  # reading goes on
    assert view.page.isVisible()

    start = time.monotonic()
    ballast.unlink()
    qtbot.waitUntil(lambda: state(view).startswith("Enregistré"), timeout=5000)

    assert time.monotonic() - start <= WITHIN_S
    assert not view.notices.unsaved.isVisible()
    assert view.session.snapshot.etablissement.nom == "Pendant, et après"
    path = view.session.workspace.path
    shell.window.close()
    with opened(path) as workspace:
        assert workspace.snapshot.etablissement.nom == "Pendant, et après"
