"""A file, a folder or a medium that may only be read, or not even that (D25): the right sentence.

Each case is met by the command that writes, by those that read, and by the window. Root ignores
the rights of files: it gives its privileges up first.
"""

from __future__ import annotations

import ctypes
import io
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from contextlib import contextmanager

import pytest

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.cli.main import main
from cpom_desktop.errors import LectureSeule
from db.beside import beside
from db.connection import connect
from tests.outils.dossiers import copy_tilleuls, every_row, state_of
from tests.outils.petit_disque import may_mount, small_disk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="rights of POSIX, capset"),
]
LINE = b'{"operation":"update_acteur","id":1,"nom":"Ana"}\n'
PROTECTED = "Ce fichier est protégé en écriture"
BESIDE = "Rien ne peut être écrit à côté de ce dossier"
UNREAD = "Vous n’avez pas le droit de lire ce fichier"
WRONG = ("endommagé", "ne répond plus", "introuvable", "Traceback", "Errno", "SQLITE")


@contextmanager
def rights(path, *, file=0o600, folder=0o700):
    path.chmod(file)
    for side in path.parent.glob(f"{path.name}-journal"):
        side.chmod(file)
    path.parent.chmod(folder)
    try:
        yield
    finally:
        path.parent.chmod(0o700)
        for left in path.parent.iterdir():
            left.chmod(0o600)


@contextmanager
def protected_medium(path):
    """Put a dossier on a disk of its own, protected."""
    data = {left: left.read_bytes() for left in path.parent.iterdir()}
    place = path.parent
    shutil.rmtree(place)
    with small_disk(place, "8m"):
        for left, found in data.items():
            left.write_bytes(found)
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield


def leave_hot_journal(path):
    """Leave a file as a kill does in the middle of a transaction."""
    kept = path.parent.with_name("chaud")
    kept.mkdir()
    connection = connect(path, write=True)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE tasks SET note = ?", ("x" * 3000,))
    for side in ("", "-journal"):
        shutil.copy(beside(path, side), beside(kept / path.name, side))
    connection.execute("ROLLBACK")
    connection.close()
    for side in ("", "-journal"):
        shutil.move(beside(kept / path.name, side), beside(path, side))


CASES = {
    "file": ({"file": 0o400}, False, PROTECTED, ""),
    "folder": ({"folder": 0o500}, False, BESIDE, ""),
    "no right to read": ({"file": 0o000}, False, UNREAD, UNREAD),
    "folder that may not be entered": ({"folder": 0o000}, False, UNREAD, UNREAD),
    "folder, with a hot journal": ({"folder": 0o500}, True, BESIDE, ""),
    "file, with a hot journal": ({"file": 0o400, "folder": 0o500}, True, PROTECTED, ""),
    "medium": (None, False, PROTECTED, ""),
    "medium, with a hot journal": (None, True, PROTECTED, ""),
}


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_tilleuls(folder)


@pytest.fixture(params=CASES, ids=list(CASES))
def case(request, dossier):
    """Give one place that may not be written: what writers read, what readers do (or nothing)."""
    modes, hot, written, read = CASES[request.param]
    if modes is None and not may_mount():
        pytest.skip("a protected disk is a mount, which this account may not make")
    if hot:
        leave_hot_journal(dossier)
    with rights(dossier, **modes) if modes else protected_medium(dossier):
        yield written, read


def run(*arguments, stdin=b""):
    """Run a command in a fork of this process that gave its privileges up."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as error,
    ):
        given.write(stdin)
        given.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            _live(arguments, given, out, error)
        _pid, status = os.waitpid(child, 0)
        for told in (out, error):
            told.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return code, out.read().decode(), error.read().decode()


def _live(arguments, *streams):
    code = 70
    try:
        give_up_privileges()
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, mode), encoding="utf-8")
            for number, mode in enumerate("rww")
        )
        code = main(list(map(str, arguments)))
    except BaseException:  # noqa: BLE001 - the outermost place of the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def give_up_privileges():
    """Have this process respect the rights of files, whoever it is (capset with none)."""
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None, use_errno=True).capset(header, none) == 0


def test_each_protected_place_is_told_as_it_is_and_read_where_it_can_be(
    case, dossier, tmp_path_factory
):
    words, unread = case
    code, out, error = run("apply", dossier, stdin=LINE)
    assert (code, out) == (2, "")
    assert words in error
    target = tmp_path_factory.mktemp("sortie") / "acteurs.pdf"
    for command in (
        ("verify", dossier),
        ("export", dossier, "--document", "acteurs", "--out", target),
    ):
        code, out, read_error = run(*command)
        assert code == (2 if unread else 0), read_error
        assert unread in read_error
        error += read_error
    assert target.exists() == (not unread)
    assert not any(word in error for word in WRONG), error


def test_what_is_read_beside_a_hot_journal_is_what_was_saved(dossier, tmp_path):
    """On a copy: neither the file nor its journal is touched, and half an edit is not shown."""
    saved = every_row(dossier)
    leave_hot_journal(dossier)
    with rights(dossier, folder=0o500):
        before = state_of(dossier.parent)
        code, out, error = run("dump", dossier)
        assert code == 0, error
        assert state_of(dossier.parent) == before
    assert "xxxxx" not in out
    assert every_row(dossier) == saved  # SQLite itself plays it back here


def test_no_dossier_is_made_where_nothing_may_be_written(tmp_path, monkeypatch):
    def denied(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.stat", denied)
    with pytest.raises(LectureSeule) as refused:
        new_workspace(tmp_path / "interdit" / "a.cpom", "EHPAD")
    monkeypatch.undo()

    assert refused.value.code == "emplacement"
    assert list(tmp_path.iterdir()) == []
