"""A copy of the open dossier at another place, whatever became of its file."""

from __future__ import annotations

import pytest

from cpom_desktop.bootstrap import save_copy
from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.operations import UpdateEtablissement
from db.former import make_former
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened, state_of

NEW = UpdateEtablissement(commune="Villeneuve")


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder / "Copie.cpom"


def test_the_copy_is_the_dossier_with_its_history(tmp_path, target):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(NEW)
        save_copy(workspace, target, clock=frozen_clock)
        rows = every_row(workspace.path)

    assert every_row(target) == rows
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    with opened(target) as copy:
        assert copy.undo()
        assert copy.uuid == workspace.uuid


@pytest.mark.parametrize("blow", ["deleted", "renamed", "replaced"])
def test_a_file_gone_behind_us_is_copied_with_its_history_all_the_same(tmp_path, target, blow):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(NEW)
        match blow:
            case "deleted":
                workspace.path.unlink()
            case "renamed":
                workspace.path.rename(tmp_path / "ailleurs.cpom")
            case _:
                copy_tilleuls(tmp_path, "autre.cpom").replace(workspace.path)
        with pytest.raises(ErreurStockage) as caught:
            workspace.run(UpdateEtablissement(commune="Ailleurs"))
        save_copy(workspace, target, clock=frozen_clock)

    assert caught.value.code == "deplace"
    with opened(target) as copy:
        assert copy.snapshot.etablissement.commune == "Villeneuve"
        assert copy.undo()


def test_a_file_that_no_longer_reads_is_copied_from_memory(tmp_path, target):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(NEW)
        known, uuid = workspace.snapshot, workspace.uuid
        workspace.path.write_bytes(b"\0" * workspace.path.stat().st_size)
        save_copy(workspace, target, clock=frozen_clock)

    with opened(target) as copy:
        assert copy.snapshot == known
        assert copy.uuid == uuid


def test_what_was_not_read_again_yet_is_copied_as_it_was_last_known(tmp_path, target):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        known = workspace.snapshot
        workspace._stale = {"etablissement"}
        workspace.path.write_bytes(b"\0" * workspace.path.stat().st_size)
        workspace._storage._connection.execute("PRAGMA shrink_memory")
        save_copy(workspace, target, clock=frozen_clock)

    with opened(target) as copy:
        assert copy.snapshot == known


def test_a_name_that_is_taken_is_refused_and_nothing_is_touched(tmp_path, target):
    target.write_bytes(b"hers")
    with opened(copy_tilleuls(tmp_path)) as workspace:
        before = state_of(target.parent)
        with pytest.raises(ErreurStockage) as caught:
            save_copy(workspace, target, clock=frozen_clock)

    assert caught.value.code == "existe-deja"
    assert state_of(target.parent) == before


def test_a_place_that_is_not_there_is_told_and_nothing_is_left(tmp_path):
    with (
        opened(copy_tilleuls(tmp_path)) as workspace,
        pytest.raises(ErreurStockage, match="à cet endroit"),
    ):
        save_copy(workspace, tmp_path / "nulle part" / "Copie.cpom", clock=frozen_clock)


@pytest.mark.parametrize("version", [1, 3])
def test_a_dossier_that_is_only_read_is_copied_and_the_copy_may_be_written(
    tmp_path, target, version
):
    path = tmp_path / "ancien.cpom"
    make_former(path, version, "EHPAD Les Saules")
    before = state_of(tmp_path)
    with opened(path, read_only=True) as workspace:
        save_copy(workspace, target, clock=frozen_clock)
        with pytest.raises(ErreurStockage):
            workspace.run(NEW)

    assert state_of(tmp_path) == before
    with opened(target) as copy:
        copy.run(NEW)
        assert copy.snapshot.etablissement.nom == "EHPAD Les Saules"
