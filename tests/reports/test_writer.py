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

    assert fault.sentence == "Le fichier est ouvert dans un lecteur de PDF."
    assert fault.values["beside"] == str(target.with_name(f"{target.stem} (2).pdf"))
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


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        (".xlsx", "Excel ou LibreOffice"),
        (".docx", "Word ou LibreOffice"),
        (".ics", "un agenda"),
        (".json", "une autre application"),
    ],
)
def test_each_kind_of_file_names_what_usually_has_it_open(tmp_path, monkeypatch, suffix, words):
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES))
    for taken in ("a", "a (2)"):
        (tmp_path / f"{taken}{suffix}").write_bytes(b"ancien")

    with pytest.raises(RapportImpossible) as caught:
        write_file(tmp_path / f"a{suffix}", b"nouveau")

    assert caught.value.sentence == f"Le fichier est ouvert dans {words}."
    assert caught.value.values["beside"] == str(tmp_path / f"a (3){suffix}")


def test_a_file_that_is_protected_is_not_said_to_be_open(target, monkeypatch):
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES))
    monkeypatch.setattr(os, "access", lambda *_arguments: False)

    assert assert_refused(target, LectureSeule).code == "fichier-protege"


@pytest.mark.parametrize("code", [errno.EIO, errno.ENODEV])
def test_a_key_that_answers_no_more_is_told_as_such(target, monkeypatch, code):
    monkeypatch.setattr(os, "fsync", failing(code))

    fault = assert_refused(target, RapportImpossible)

    assert fault.sentence.startswith("Cet emplacement ne répond plus")


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


@pytest.mark.parametrize(
    "name",
    ["CON.pdf", "con", "Nul.txt", "a:b.pdf", "point final.", "espace ", "a?.pdf", "a\\b.pdf"],
)
def test_a_name_that_windows_does_not_take_is_refused_everywhere(tmp_path, name):
    with pytest.raises(RapportImpossible, match="Windows n’accepte pas") as refused:
        write_file(tmp_path / name, b"data")

    assert refused.value.code == "nom-windows"
    assert "CPOM 2026-2030." in refused.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_name_or_a_path_that_is_too_long_is_refused(tmp_path):
    for path in (tmp_path / f"{'é' * 130}.pdf", tmp_path / ("d" * 200) / f"{'a' * 100}.pdf"):
        with pytest.raises(RapportImpossible, match="Windows n’accepte pas"):
            write_file(path, b"data")


def test_a_name_with_accents_dots_and_dashes_is_taken(tmp_path):
    path = tmp_path / "2027-03-12 EHPAD Les Tilleuls – Synthèse – v1.2.pdf"
    write_file(path, b"data")

    assert path.read_bytes() == b"data"
