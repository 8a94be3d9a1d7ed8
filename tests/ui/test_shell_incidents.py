"""A fault of the program is told, ends nothing, and its report holds nothing of hers."""

from __future__ import annotations

import faulthandler
import os
import stat
import sys
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QAbstractTableModel, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget

from cpom_desktop.errors import ErreurStockage
from tests.outils.dossiers import copy_tilleuls
from tests.outils.fenetre import choose, nameless, plain, press, when_a_dialog_opens
from ui.kit.worker import Job
from ui.shell import native_faults
from ui.shell.incidents import Incidents, report
from ui.shell.native_faults import KEPT, NativeFaults, fault_sentence

SECRET = "Mme Canari"


def blow(*_args):
    """Fail with a text of hers in the message, in a variable and in what led to it."""
    typed = SECRET
    try:
        raise KeyError(typed)
    except KeyError as error:
        raise ValueError(f"{typed} : {typed!r}") from error


def fault():
    try:
        blow()
    except ValueError as error:
        return error


@pytest.fixture
def incidents(shell, monkeypatch):
    """Return the hooks of the window; a test puts Python's own back."""
    made = Incidents(shell.window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    made.install()
    return made


@pytest.fixture
def told(allow_dialogs):
    """Return what the dialogs said; each is closed at once."""
    found = []

    def read(dialog):
        found.append(dialog.text.text())
        dialog.close_button.click()

    when_a_dialog_opens(read)
    return found


def test_the_report_names_places_and_never_what_she_typed():
    text = report(fault())

    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_shell_incidents.py" in text
    assert SECRET not in text


def test_a_fault_of_our_own_kind_says_nothing_of_hers_either():
    error = ErreurStockage("x", f"{SECRET} est là.", remedy=SECRET, detail=SECRET, nom=SECRET)

    assert SECRET not in report(error)


def in_a_slot(window):
    button = QPushButton("Essai", window)
    button.clicked.connect(blow)
    button.click()


def in_a_timer(window):
    QTimer.singleShot(0, blow)


def in_a_paint_event(window):
    class Broken(QWidget):
        def paintEvent(self, _event):  # noqa: N802 - Qt's name
            blow()

    broken = Broken(window)
    broken.resize(50, 50)
    broken.show()


def in_an_event_filter(window):
    class Broken(QObject):
        def eventFilter(self, _watched, _event):  # noqa: N802 - Qt's name
            self.parent().removeEventFilter(self)
            blow()
            return False

    window.installEventFilter(Broken(window))
    window.update()


def in_a_model(window):
    class Broken(QAbstractTableModel):
        def rowCount(self, _parent=None):  # noqa: N802 - Qt's name
            return 1

        def columnCount(self, _parent=None):  # noqa: N802 - Qt's name
            return 1

        def data(self, _index, _role=Qt.ItemDataRole.DisplayRole):
            blow()

    table = QTableView(window)
    table.setModel(Broken(table))
    table.show()


def in_a_thread(window):
    thread = threading.Thread(target=blow)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "where",
    [in_a_slot, in_a_timer, in_a_paint_event, in_an_event_filter, in_a_model, in_a_thread],
)
def test_a_fault_anywhere_is_told_once_and_the_window_goes_on(
    shell, incidents, told, qtbot, capsys, where
):
    with qtbot.captureExceptions():
        incidents.install()
        where(shell.window)
        qtbot.waitUntil(lambda: bool(told))

    assert len(told) == 1
    assert "est intact" in told[0]
    assert SECRET not in told[0]
    assert shell.window.isVisible()
    assert "ValueError" in capsys.readouterr().err


def test_a_fault_in_a_worker_is_told_as_a_document_that_could_not_be_made(qtbot, capsys):
    job = Job(blow)
    with qtbot.waitSignal(job.failed, timeout=5000) as caught:
        job.start()

    assert "erreur imprévue" in caught.args[0].sentence


def test_a_fault_while_closing_keeps_the_window_once_and_loses_nothing(
    shell, incidents, told, qtbot, monkeypatch, capsys
):
    shell.window.open_path(copy_tilleuls(shell.folder))
    monkeypatch.setattr(shell.window, "_may_close", blow)
    with qtbot.captureExceptions():
        incidents.install()
        QTimer.singleShot(0, shell.window.close)
        qtbot.waitUntil(lambda: bool(told))

    assert shell.window.isVisible()
    assert shell.window.close()
    assert not shell.window.isVisible()


def test_the_report_can_be_saved(shell, incidents, allow_dialogs, qtbot, tmp_path, capsys):
    path = tmp_path / "rapport.txt"

    def save(dialog):
        when_a_dialog_opens(choose(path))
        dialog.save.click()
        QTimer.singleShot(0, dialog.close_button.click)

    when_a_dialog_opens(save)
    error = fault()
    incidents.tell(type(error), error, error.__traceback__)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    assert "ValueError" in path.read_text(encoding="utf-8")


def test_the_report_is_read_then_copied_by_the_keyboard(
    shell, incidents, allow_dialogs, qtbot, capsys
):
    seen = []

    def copy(dialog):
        seen.append(dialog.report.toPlainText())
        dialog.copy.setFocus()
        press(Qt.Key.Key_Space)
        seen.extend((QApplication.clipboard().text(), dialog.copy.text(), nameless(dialog)))
        QTimer.singleShot(0, dialog.close_button.click)

    when_a_dialog_opens(copy)
    error = fault()
    incidents.tell(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None)

    shown, copied, words, without_name = seen
    assert shown == copied.rstrip("\n") or shown == copied
    assert "ValueError" in copied
    assert SECRET not in copied
    assert (words, without_name) == ("Rapport copié", [])


def test_what_is_kept_of_the_standard_error_is_nothing_of_hers(incidents, told, qtbot, capsys):
    error = fault()
    incidents.tell(type(error), error, error.__traceback__)
    sys.unraisablehook(
        SimpleNamespace(exc_type=type(error), exc_value=error, err_msg=SECRET, object=SECRET)
    )
    qtbot.waitUntil(lambda: bool(told))
    written = capsys.readouterr().err

    assert written.count("ValueError") == 2
    assert SECRET not in written


# --- native faults


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "états"


@pytest.fixture
def faults(folder):
    enabled = faulthandler.is_enabled()
    made = NativeFaults(folder)
    made.watch()
    yield made
    made.end()
    if enabled:
        faulthandler.enable()


def dead(folder, text):
    """Leave the file of a run that is no longer there."""
    path = folder / "en-cours-999999999.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_run_that_ends_well_leaves_nothing(folder, faults):
    assert len(list(folder.iterdir())) == 1

    faults.end()

    assert list(folder.iterdir()) == []


def test_a_native_fault_becomes_a_report_without_folders_told_once(folder, faults):
    left = dead(folder, 'Fatal Python error\n  File "/home/canari/ui/app.py", line 3 in run\n')

    (found,) = faults.take_reports()

    assert found.read_text("utf-8") == ('Fatal Python error\n  File "app.py", line 3 in run\n')
    assert not left.exists()
    assert faults.take_reports() == ()
    assert str(found) in fault_sentence(found)


def test_only_the_last_reports_are_kept_each_hers_alone(folder, faults):
    for number in range(KEPT + 3):
        path = folder / f"en-cours-{999_999_000 + number}.txt"
        path.write_text("Fatal", encoding="utf-8")

    assert len(faults.take_reports()) == KEPT
    kept = list(folder.glob("arret-*"))
    assert len(kept) == KEPT
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_run_that_was_only_killed_has_nothing_to_tell(folder, faults):
    left = dead(folder, "")

    assert faults.take_reports() == ()
    assert not left.exists()


def test_the_file_of_a_run_that_goes_on_is_left_alone(folder, faults, monkeypatch):
    beside = folder / f"en-cours-{os.getppid()}.txt"
    beside.write_text("Fatal", encoding="utf-8")

    assert faults.take_reports() == ()
    assert beside.exists()


def test_where_nothing_can_be_written_the_program_starts_all_the_same(tmp_path):
    taken = tmp_path / "fichier"
    taken.write_bytes(b"")
    faults = NativeFaults(taken)

    faults.watch()
    faults.end()

    assert taken.read_bytes() == b""


@pytest.mark.parametrize("with_dossier", [True, False])
def test_the_next_start_says_so_in_one_calm_line(shell, folder, faults, with_dossier):
    from ui.app import _tell_faults

    if with_dossier:
        shell.window.open_path(copy_tilleuls(shell.folder))
    dead(folder, "Fatal Python error\n")

    _tell_faults(shell.window, faults)

    view = shell.window.view
    line = view.notices.told if view else shell.window.home.told
    assert line.isVisible()
    assert "est intact" in plain(line.text.text())
    line.buttons[-1].click()
    assert not line.isVisible()
    assert native_faults.REPORT in line.text.text()
