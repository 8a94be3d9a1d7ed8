"""A file being prepared is noted: a later start removes what a killed program left."""

from __future__ import annotations

import os
import signal

import pytest

from cpom_desktop.services import unfinished
from cpom_desktop.services.unfinished import being_written, notes_folder, remove_left

pytestmark = pytest.mark.skipif(os.name == "nt", reason="fork, SIGKILL")


@pytest.fixture
def part(tmp_path):
    return tmp_path / "clé" / ".cpom-1-abcd.part"


def killed_while_writing(part):
    """Have another process note a file, write it, and be killed."""
    part.parent.mkdir(exist_ok=True)
    child = os.fork()
    if child == 0:
        unfinished.note(part)
        part.write_bytes(b"half")
        part.with_name(f"{part.name}-journal").write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def notes():
    return list(notes_folder().glob("*"))


def test_what_a_killed_program_was_preparing_is_removed_at_a_start(part):
    killed_while_writing(part)
    assert part.exists()

    remove_left()

    assert list(part.parent.iterdir()) == []
    assert notes() == []


def test_what_a_living_program_prepares_stays(part):
    part.parent.mkdir()
    with being_written(part):
        part.write_bytes(b"half")
        remove_left()
        assert part.exists()
    assert notes() == []


def test_a_name_taken_up_again_by_a_living_program_stays(part):
    killed_while_writing(part)
    with being_written(part):
        part.write_bytes(b"its own")
        remove_left()
        assert part.read_bytes() == b"its own"
        assert len(notes()) == 1


def test_a_key_that_is_not_there_is_waited_for(part, tmp_path):
    killed_while_writing(part)
    part.parent.rename(tmp_path / "débranchée")
    remove_left()
    assert len(notes()) == 1

    (tmp_path / "débranchée").rename(part.parent)
    remove_left()

    assert not part.exists()
    assert notes() == []


def test_no_longer_than_ninety_days(part, tmp_path):
    killed_while_writing(part)
    part.parent.rename(tmp_path / "perdue")
    (note,) = notes()
    os.utime(note, (0, 0))

    remove_left()

    assert notes() == []


def test_a_note_that_names_anything_else_removes_nothing(part, tmp_path):
    hers = tmp_path / "Synthèse.pdf"
    hers.write_bytes(b"hers")
    killed_while_writing(part)
    (note,) = notes()
    note.write_bytes(os.fsencode(hers))

    remove_left()

    assert hers.exists()
    assert notes() == []


def test_where_nothing_can_be_noted_it_is_written_all_the_same(part, monkeypatch):
    part.parent.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    with being_written(part):
        part.write_bytes(b"whole")
    remove_left()
    assert part.read_bytes() == b"whole"
