"""Real files of each released schema: opened, whole, upgraded, their former state kept."""

from __future__ import annotations

import json
import lzma
import re
from contextlib import closing

import pytest

from cpom_desktop.errors import DossierTropRecent
from cpom_desktop.services.dump import dump
from cpom_desktop.services.operations import UpdateEtablissement
from db.connection import connect
from db.header import inspect_header
from db.migrations import SCHEMA_HASHES, SCHEMA_VERSION
from db.whitelist import check_integrity, check_schema
from tests.outils.dossiers import every_row, frozen_clock, opened, raw, state_of
from tests.outils.sources import ROOT

FOLDER = ROOT / "tests" / "anciens_dossiers"
VERSIONS = sorted(int(re.sub(r"\D", "", p.name)) for p in FOLDER.glob("schema-*.cpom.xz"))


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def old(tmp_path, version):
    """Return a copy of the file of a version, in a folder of its own."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    path = folder / "Les Tilleuls.cpom"
    path.write_bytes(lzma.decompress((FOLDER / f"schema-{version}.cpom.xz").read_bytes()))
    path.chmod(0o600)
    return path


@pytest.fixture
def dumped(version):
    """Return what the program of that version dumped: table → rows."""
    text = lzma.decompress((FOLDER / f"schema-{version}.json.xz").read_bytes())
    return json.loads(text)


def rows_now(workspace):
    return json.loads(dump(workspace.snapshot, workspace.uuid))


def test_every_released_schema_has_its_file():
    assert list(range(1, SCHEMA_VERSION + 1)) == VERSIONS


def test_every_value_is_as_the_program_of_that_time_said(old, dumped):
    with opened(old) as workspace:
        now = rows_now(workspace)

    assert now["uuid"] == dumped["uuid"]
    for table, rows in dumped["tables"].items():
        columns = rows[0].keys() if rows else ()
        shown = [{name: row[name] for name in columns} for row in now["tables"][table]]
        assert shown == rows, table


def test_the_file_is_brought_to_our_format_and_is_sound(old):
    with opened(old) as workspace:
        connection = workspace._storage._connection
        assert check_integrity(connection) == ()
    assert raw(old, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    with opened(old) as again:
        assert again.snapshot.etablissement.commune == "Villeneuve-d’Avant"


def test_its_former_state_is_kept_unless_it_is_of_our_format(old, version, tmp_path):
    before, backups = every_row(old), tmp_path / "sauvegardes"

    with opened(old, backups=backups):
        pass

    kept = [path for path in backups.rglob("*.cpom") if "avant-mise-a-jour" in path.name]
    assert len(kept) == (version < SCHEMA_VERSION)
    for path in kept:
        assert every_row(path) == before


def test_the_program_of_that_time_refuses_what_was_brought_to_ours_and_opens_what_was_kept(
    old, version, tmp_path
):
    """An older program checks the header, then the schema by its own sum: done here as it does."""
    with opened(old, backups=tmp_path / "sauvegardes"):
        pass
    after = old.read_bytes()
    if version == SCHEMA_VERSION:
        assert inspect_header(old, version).version == version
        return

    with pytest.raises(DossierTropRecent):
        inspect_header(old, version)
    assert old.read_bytes() == after
    (kept,) = (tmp_path / "sauvegardes").rglob("*avant-mise-a-jour epinglee*.cpom")
    assert inspect_header(kept, version).version == version
    with closing(connect(kept, write=False)) as connection:
        check_schema(connection, SCHEMA_HASHES[version])
        assert check_integrity(connection) == ()


def test_what_was_done_before_is_undone_only_in_our_format(old, version):
    with opened(old) as workspace:
        workspace.run(UpdateEtablissement(commune="Ici"))
        assert workspace.undo()
        undone = workspace.undo()
        assert bool(undone) == (version == SCHEMA_VERSION)


def test_a_refused_text_of_that_time_is_shown_again(old, version):
    with opened(old) as workspace:
        drafts = workspace.drafts()

    assert ("dossier.date_effet" in drafts) == (version > 1)


def test_only_read_it_is_shown_whole_and_left_as_it_is(old, dumped):
    before = state_of(old.parent)

    with opened(old, read_only=True, clock=frozen_clock) as workspace:
        shown = rows_now(workspace)["tables"]["acteurs"]

    assert [row["nom"] for row in shown] == [r["nom"] for r in dumped["tables"]["acteurs"]]
    assert state_of(old.parent) == before


def test_a_version_named_at_that_time_still_reads(old, version):
    with opened(old) as workspace:
        named = workspace.versions
        assert bool(named) == (version > 3)
        for info in named:
            assert workspace.read_version(info.id).etablissement.commune == "Villeneuve-d’Avant"
