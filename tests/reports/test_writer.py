"""A document reaches the disk whole, or the old file stays as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cpom_desktop.errors import DisquePlein, ErreurCpom, LectureSeule, RapportImpossible
from cpom_desktop.reports.writer import write_file


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "2027-03-12 Les Tilleuls – Synthèse – PROJET.pdf"
    path.write_bytes(b"ancien")
    return path


def failing(code):
    def fail(*_args, **_kwargs):
        raise OSError(code, os.strerror(code))

    return fail


def assert_untouched(target, fault):
    assert target.read_bytes() == b"ancien"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert "L’ancien est intact." in fault.remedy
    assert fault.sentence
    assert fault.values["path"] == str(target)


def test_a_file_is_written_whole_in_place_of_the_old_one(target):
    write_file(target, b"nouveau" * 1000)

    assert target.read_bytes() == b"nouveau" * 1000
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_new_name_is_written_too(tmp_path):
    write_file(tmp_path / ("é" * 100 + ".pdf"), b"")

    assert (tmp_path / ("é" * 100 + ".pdf")).read_bytes() == b""


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DisquePlein),
        (errno.EDQUOT, DisquePlein),
        (errno.EROFS, LectureSeule),
        (errno.EACCES, LectureSeule),
        (errno.EPERM, LectureSeule),
        (errno.EIO, RapportImpossible),
    ],
)
def test_a_fault_while_writing_leaves_the_old_file(target, monkeypatch, code, kind):
    monkeypatch.setattr(os, "fsync", failing(code))

    with pytest.raises(ErreurCpom) as caught:
        write_file(target, b"nouveau")

    assert type(caught.value) is kind
    assert_untouched(target, caught.value)


def test_a_target_open_elsewhere_says_so(target, monkeypatch):
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES))

    with pytest.raises(RapportImpossible) as caught:
        write_file(target, b"nouveau")

    assert caught.value.sentence == "Le fichier est ouvert dans une autre application."
    assert caught.value.remedy.startswith("Fermez-le ou choisissez un autre nom.")
    assert_untouched(target, caught.value)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DisquePlein),
        (errno.EROFS, LectureSeule),
        (errno.EISDIR, RapportImpossible),
    ],
)
def test_a_fault_while_replacing_leaves_the_old_file(target, monkeypatch, code, kind):
    monkeypatch.setattr(Path, "replace", failing(code))

    with pytest.raises(ErreurCpom) as caught:
        write_file(target, b"nouveau")

    assert type(caught.value) is kind
    assert_untouched(target, caught.value)


def test_a_file_cut_short_by_the_disk_is_refused(target, monkeypatch):
    def shorten(descriptor):
        os.ftruncate(descriptor, 3)

    monkeypatch.setattr(os, "fsync", shorten)

    with pytest.raises(RapportImpossible) as caught:
        write_file(target, b"nouveau")

    assert_untouched(target, caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RapportImpossible) as caught:
        write_file(tmp_path / "absent" / "a.pdf", b"x")

    assert caught.value.code == "ecriture-impossible"


def test_a_folder_that_cannot_be_synced_does_not_fail_the_export(target, monkeypatch):
    def refuse_folders(path, flags, *_args):
        raise OSError(errno.EACCES, "folder")

    monkeypatch.setattr(os, "open", refuse_folders)

    write_file(target, b"nouveau")

    assert target.read_bytes() == b"nouveau"
