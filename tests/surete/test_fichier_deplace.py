"""The file is moved, replaced, deleted while it is open: seen before the next « Enregistré »."""

from __future__ import annotations

import random
import shutil

import pytest

from cpom_desktop.bootstrap import save_copy
from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened

pytestmark = pytest.mark.slow


def deleted(path):
    path.unlink()


def renamed(path):
    path.rename(path.with_name("ailleurs.cpom"))


def replaced_by_a_copy_of_itself(path):
    shutil.copyfile(path, path.with_name("copie.tmp"))
    path.with_name("copie.tmp").replace(path)


def replaced_by_another(path):
    copy_tilleuls(path.parent, "autre.tmp").replace(path)


def folder_moved(path):
    path.parent.rename(path.parent.with_name("déplacé"))


def deleted_and_made_again(path):
    data = path.read_bytes()
    keeper = path.with_name("garde.tmp")
    keeper.hardlink_to(path)  # else the system may give the same number to the new file
    path.unlink()
    path.write_bytes(data)


BLOWS = (
    deleted,
    renamed,
    replaced_by_a_copy_of_itself,
    replaced_by_another,
    folder_moved,
    deleted_and_made_again,
)


@pytest.mark.parametrize("blow", BLOWS)
def test_every_blow_is_seen_at_the_next_edit_and_the_work_is_copied_whole(tmp_path, blow, count):
    dice, seen = random.Random(7), 0
    rounds = count(100)
    for number in range(rounds):
        home = tmp_path / f"{number}" / "dossiers"
        home.mkdir(parents=True)
        path = copy_tilleuls(home)
        workspace = None
        try:
            with opened(path) as workspace:
                edits = dice.randrange(4)
                for edit in range(edits):
                    workspace.run(UpdateEtablissement(commune=f"avant {edit}"))
                known = workspace.snapshot
                blow(path)
                with pytest.raises(ErreurStockage) as caught:
                    workspace.run(UpdateEtablissement(commune="après"))
                seen += caught.value.code == "deplace"
                assert workspace.snapshot == known
                target = tmp_path / f"{number}.cpom"
                save_copy(workspace, target, clock=frozen_clock)
        finally:
            shutil.rmtree(tmp_path / f"{number}", ignore_errors=True)
        with opened(target) as copy:
            assert copy.snapshot == known
            assert bool(copy.undo()) == bool(edits)
        assert every_row(target)
        target.unlink()

    assert seen == rounds
