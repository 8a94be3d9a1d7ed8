"""While a copy is put in place or opened: the window lives, takes nothing, and says so."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from db.restore import FolderRestorer
from tests.outils.dossiers import copy_tilleuls, opened, patched
from tests.outils.fenetre import CONTROL, plain
from ui.kit.worker import workshop
from ui.shell.waiting import Waiting

THEN = "EHPAD Les Érables"


class Gate:
    """What holds the worker back until the test lets it go."""

    def __init__(self, restorer, name, monkeypatch):
        self._gone = threading.Event()
        real = getattr(restorer, name)

        def held(*args):
            assert self._gone.wait(20)
            return real(*args)

        monkeypatch.setattr(restorer, name, held)

    def open(self):
        self._gone.set()


@pytest.fixture
def gate(monkeypatch):
    """Return a function: hold back one thing that the worker does."""
    held = []

    def hold(name):
        held.append(Gate(FolderRestorer, name, monkeypatch))
        return held[-1]

    yield hold
    for one in held:
        one.open()


@pytest.fixture
def view(shell):
    """Return the view of a dossier that has changed since its backup."""
    path = copy_tilleuls(shell.folder)
    with opened(path) as workspace:
        workspace.back_up(Reason.DEMANDE)
        workspace.run(ops.UpdateEtablissement(nom=THEN))
    shell.window.open_path(path)
    yield shell.window.view
    workshop().waitForDone()


@pytest.fixture
def waiting(shell):
    return shell.window.restoration.waiting


def path_and_copy(view):
    workspace = view.session.workspace
    return workspace.path, workspace.backups.list()[-1]


def test_what_is_short_is_not_told_and_what_is_long_is(shell, view, gate, waiting, qtbot):
    held = gate("restore")
    shell.window.restoration._replace(*path_and_copy(view))
    cover = waiting._cover
    assert shell.window.centralWidget().currentWidget() is cover
    assert not cover.card.isVisible()

    qtbot.waitUntil(cover.card.isVisible)

    assert plain(cover.label.text()) == "Remise en place de la copie…"
    name = QAccessible.queryAccessibleInterface(cover).text(QAccessible.Text.Name)
    assert plain(name) == "Remise en place de la copie…"
    held.open()
    qtbot.waitUntil(lambda: not waiting.busy)
    assert shell.window.view.session.snapshot.etablissement.nom != THEN
    assert shell.window.centralWidget().currentWidget() is shell.window.view


def test_meanwhile_nothing_can_be_done_and_nothing_is_lost(shell, view, gate, waiting, qtbot):
    held = gate("copy_beside")
    workspace = view.session.workspace
    path, info = path_and_copy(view)
    shell.window.restoration._open_beside(path, info)

    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Z, CONTROL)
    shell.window.restore()

    assert not shell.window.isEnabled()
    assert workspace.snapshot.etablissement.nom == THEN
    held.open()
    qtbot.waitUntil(lambda: not waiting.busy)
    assert shell.window.isEnabled()
    assert shell.window.view.session.read_only
    with opened(path, read_only=True) as dossier:
        assert dossier.snapshot.etablissement.nom == THEN


def test_a_window_that_is_closed_meanwhile_closes_once_it_is_over(
    shell, view, gate, waiting, qtbot
):
    held = gate("restore")
    path, info = path_and_copy(view)
    shell.window.restoration._replace(path, info)

    assert not shell.window.close()
    assert shell.window.isVisible()
    held.open()

    qtbot.waitUntil(lambda: not shell.window.isVisible())
    assert shell.settings.restored(path) is not None
    with opened(path, read_only=True) as workspace:
        assert workspace.snapshot.etablissement.nom != THEN


def test_a_copy_that_does_not_open_leaves_her_where_she_was(
    shell, view, waiting, qtbot, monkeypatch
):
    told = []
    monkeypatch.setattr(
        "ui.shell.restaurer.restoration.inform", lambda *args, **_: told.append(plain(args[1]))
    )
    path, info = path_and_copy(view)
    patched(info.path, 8192, b"\xff" * 40_000)

    shell.window.restoration._open_beside(path, info)
    qtbot.waitUntil(lambda: not waiting.busy)

    assert told == ["La copie n’a pas été ouverte"]
    assert shell.window.view is view
    assert shell.window.centralWidget().currentWidget() is view
    assert shell.window.isEnabled()
    assert view.session.run(ops.UpdateEtablissement(nom="EHPAD")) is not None
    assert [p.name for p in path.parent.glob("*.part")] == []


def test_a_fault_of_ours_in_the_worker_gives_the_dossier_back(
    shell, view, waiting, qtbot, monkeypatch, capfd
):
    told = []
    monkeypatch.setattr(
        "ui.shell.restaurer.restoration.inform", lambda *args, **_: told.append(plain(args[2]))
    )
    path, info = path_and_copy(view)
    monkeypatch.setattr(FolderRestorer, "restore", lambda *_args: 1 / 0)

    shell.window.restoration._replace(path, info)
    qtbot.waitUntil(lambda: not waiting.busy)

    assert len(told) == 1
    assert "intact" in told[0]
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert shell.window.view.session.snapshot.etablissement.nom == THEN
    assert not shell.window.view.session.read_only


def test_the_caret_comes_back_in_its_field_when_nothing_was_done(view, shell):
    view.show_page("etablissement", "etablissement.commune")
    shell.window.activateWindow()
    waiting = Waiting(shell.window)

    waiting.cover("Lecture de l'original…")
    waiting.uncover()

    assert view.page.current_field() == "etablissement.commune"


def test_a_dossier_closed_under_what_is_said_opens_again_where_she_was(view, shell):
    path = view.session.workspace.path
    view.show_page("etablissement", "etablissement.commune")
    shell.window.activateWindow()
    waiting = Waiting(shell.window)

    waiting.cover("Remise en place de votre copie…")
    shell.window.close_dossier()
    waiting.uncover()
    shell.window.open_path(path)

    page = shell.window.view.page
    assert (page.slug, page.current_field()) == ("etablissement", "etablissement.commune")
