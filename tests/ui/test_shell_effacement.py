"""A person looked for and erased off the window's thread: it lives, nothing is left half-way."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations.effacement import ErasePersonne, NoteEffacement
from cpom_desktop.services.personne import effacer
from tests.outils.deverrouillage import unlocked
from tests.outils.dossiers import copy_demonstration, every_row, opened
from tests.outils.fenetre import CONTROL, plain
from tests.outils.personnes import all_bytes
from tests.outils.proteges import opened_with, protect
from ui.kit.worker import workshop

NOM = "Sophie Lemaire"
ERASE = ErasePersonne(nom=NOM, partout=True, confirme=True)


class Gate:
    """What holds the worker back until the test lets it go."""

    def __init__(self):
        self._gone = threading.Event()
        self.reached = threading.Event()

    def wait(self):
        self.reached.set()
        assert self._gone.wait(20)

    def open(self):
        self._gone.set()


@pytest.fixture
def gate(monkeypatch):
    """Hold the erasure back in the worker, until it is let go."""
    gate, real = Gate(), effacer.erase

    def held(*args, **kwargs):
        gate.wait()
        return real(*args, **kwargs)

    monkeypatch.setattr(effacer, "erase", held)
    yield gate
    gate.open()


@pytest.fixture
def window(shell):
    shell.window.open_path(copy_demonstration(shell.folder, "effacer.cpom"))
    shell.window.view.show_page("confidentialite")
    yield shell.window
    workshop().waitForDone()


@pytest.fixture
def told(monkeypatch):
    """Return the titles and the sentences of what is told in a dialog."""
    told = []
    monkeypatch.setattr(
        "ui.shell.effacement.inform",
        lambda *args, **_: told.append((plain(args[1]), plain(args[2]))),
    )
    return told


def erase(window, *, purge=False):
    window.view.page.erasure_asked.emit(ERASE, effacer.Purge(sauvegardes=purge))


def texts_of(path):
    """Return every row of a file but where she is, and the digest of that."""
    rows = every_row(path)
    rows["empreintes"] = [row for row in rows["empreintes"] if row[0] != "reprise"]
    return rows | {"reprise": ()}


def over(window):
    return lambda: not window.erasure.waiting.busy


def test_it_is_told_once_it_is_long_and_the_loop_turns_all_along(window, gate, qtbot):
    erase(window)
    cover = window.erasure.waiting._cover
    assert window.centralWidget().currentWidget() is cover
    assert not cover.card.isVisible()

    qtbot.waitUntil(cover.card.isVisible)

    name = QAccessible.queryAccessibleInterface(cover).text(QAccessible.Text.Name)
    assert plain(name) == "Effacement de la personne… Le dossier revient ensuite."
    gate.open()
    qtbot.waitUntil(over(window), timeout=20_000)
    assert window.view.page.slug == "confidentialite"
    assert "Personne effacée n° 1" in plain(window.view.page.personne.done.text.text())


def test_meanwhile_nothing_can_be_edited_and_no_thread_but_one_has_the_file(window, gate, qtbot):
    workspace, path = window.view.session.workspace, window.view.session.workspace.path
    erase(window)
    assert gate.reached.wait(20)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CONTROL)
    window.restore()
    window.erase_personne(ERASE, effacer.Purge())

    assert window.view is None
    assert not window.isEnabled()
    with pytest.raises(ErreurStockage), opened(path):  # its lock never leaves us
        pass
    gate.open()
    qtbot.waitUntil(over(window), timeout=20_000)
    assert window.isEnabled()
    assert window.view.session.workspace is workspace
    assert window.view.session.run(ops.UpdateEtablissement(nom="EHPAD")) is not None
    assert window.view.session.copies is None or not window.view.session.copies.fault


def test_a_window_closed_meanwhile_closes_once_it_is_all_done(window, gate, qtbot):
    path = window.view.session.workspace.path
    erase(window)

    assert not window.close()
    assert window.isVisible()
    gate.open()

    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    with opened(path, read_only=True) as workspace:
        assert [row.numero for row in workspace.snapshot.effacements] == [1]
    assert NOM.encode() not in all_bytes(path)


def test_a_fault_in_the_middle_leaves_all_as_it_was(window, told, qtbot, monkeypatch):
    path = window.view.session.workspace.path
    window.view.flush()
    before = texts_of(path)

    def full(*_args):
        raise ErreurStockage("disque", "Le disque est plein.")

    monkeypatch.setattr("db.rewriting._versions", full)
    erase(window, purge=True)
    qtbot.waitUntil(over(window), timeout=20_000)

    assert told == [("Rien n’a été effacé", "Le disque est plein.")]
    assert window.view.page.slug == "confidentialite"
    assert window.view.session.snapshot.effacements == ()
    assert texts_of(path) == before


def test_a_fault_after_the_erasure_never_says_that_nothing_was_erased(
    window, told, qtbot, monkeypatch
):
    def full(*_args):
        raise ErreurStockage("disque", "Le disque est plein.")

    monkeypatch.setattr(NoteEffacement, "apply", full)
    erase(window)
    qtbot.waitUntil(over(window), timeout=20_000)

    assert told == [
        ("La personne est effacée, mais tout n’est pas terminé", "Le disque est plein.")
    ]
    assert window.view.page.personne.done.isVisible()


def test_no_backup_that_holds_the_name_is_made_just_before(window, qtbot):
    session = window.view.session
    qtbot.waitUntil(lambda: session.copies is not None)
    session.workspace.back_up(Reason.DEMANDE)
    workshop().waitForDone()
    kept = len(session.workspace.backups.list())
    session.run(ops.UpdateEtablissement(nom="EHPAD"))
    workshop().waitForDone()

    erase(window, purge=False)
    qtbot.waitUntil(over(window), timeout=20_000)

    assert kept == 1
    assert len(window.view.session.workspace.backups.list()) == kept


def held_search(monkeypatch):
    gate = Gate()

    def slow(_matter, _nom, _acteur, checkpoint):
        gate.wait()
        checkpoint()

    monkeypatch.setattr("ui.pages.confidentialite.personne.search", slow)
    return gate


def test_a_long_search_is_told_and_stops_when_asked(window, qtbot, monkeypatch):
    gate = held_search(monkeypatch)
    tab = window.view.page.personne
    tab.name.setText(NOM)
    tab.ask()
    assert tab.stop_button.isHidden()
    qtbot.waitUntil(lambda: not tab.stop_button.isHidden())
    assert plain(tab.summary.text()).startswith("Recherche de Sophie Lemaire dans tout le dossier")

    QTest.keyClick(tab.name, Qt.Key.Key_Escape)

    assert tab.search_button.isEnabled()
    assert tab.stop_button.isHidden()
    assert plain(tab.summary.text()).startswith("Recherche arrêtée")
    gate.open()
    workshop().waitForDone()
    qtbot.wait(1)
    assert tab.found is None


def test_the_page_left_while_the_file_is_read_looks_no_further(window, qtbot):
    tab = window.view.page.personne
    tab.name.setText(NOM)
    tab.ask()
    window.close_dossier()

    workshop().waitForDone()
    qtbot.wait(1)
    assert window.view is None


def test_a_protected_dossier_stays_open_and_protected(shell, quick_key, tmp_path, qtbot):
    path = copy_demonstration(tmp_path, "protege.cpom")
    protect(path)
    view = unlocked(shell, path)
    window, key = shell.window, view.session.workspace.key
    view.show_page("confidentialite")

    erase(window, purge=True)
    qtbot.waitUntil(over(window), timeout=20_000)

    workspace = window.view.session.workspace
    assert [row.numero for row in workspace.snapshot.effacements] == [1]
    assert workspace.key is key
    assert window.view.session.run(ops.UpdateEtablissement(nom="EHPAD")) is not None
    window.close_dossier()
    workshop().waitForDone()
    assert NOM.encode() not in path.read_bytes()
    with opened_with(path) as again:
        assert [row.numero for row in again.snapshot.effacements] == [1]
