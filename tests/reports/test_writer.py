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


def assert_refused(target, kind):
    """Write on a target, which is refused and stays as it was; return the fault."""
    with pytest.raises(ErreurCpom) as caught:
        write_file(target, b"nouveau")

    fault = caught.value
    assert type(fault) is kind
    assert target.read_bytes() == b"ancien"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert "L’ancien est intact." in fault.remedy
    assert fault.sentence
    assert fault.values["path"] == str(target)
    return fault


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

    assert_refused(target, kind)


def test_a_target_open_elsewhere_says_so(target, monkeypatch):
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES))

    fault = assert_refused(target, RapportImpossible)

    assert fault.sentence == "Le fichier est ouvert dans une autre application."
    assert fault.remedy.startswith("Fermez-le ou choisissez un autre nom.")


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

    assert_refused(target, kind)


def test_a_file_cut_short_by_the_disk_is_refused(target, monkeypatch):
    def shorten(descriptor):
        os.ftruncate(descriptor, 3)

    monkeypatch.setattr(os, "fsync", shorten)

    assert_refused(target, RapportImpossible)


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


def test_a_document_never_takes_the_place_of_a_dossier(tmp_path):
    dossier = tmp_path / "Les Tilleuls.cpom"
    renamed = tmp_path / "dossier.pdf"
    for path in (dossier, renamed):
        path.write_bytes(b"SQLite format 3\x00" + bytes(84))
        with pytest.raises(RapportImpossible) as refusal:
            write_file(path, b"%PDF-")
        assert refusal.value.code == "sur-un-dossier"
        assert path.read_bytes().startswith(b"SQLite")
