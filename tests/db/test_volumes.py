"""The volume that a file is on, from the list of what is mounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import volumes
from db.volumes import volume_among, volume_of

MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "tmpfs /run tmpfs rw 0 0",
    "//nas/direction /mnt/nas cifs rw 0 0",
    "/dev/sdb1 /media/claire/CLE\\040USB vfat rw 0 0",
    "broken",
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/claire/d.cpom", "ext4"),
        ("/mnt/nas/CPOM/d.cpom", "cifs"),
        ("/mnt/nasse/d.cpom", "ext4"),
        ("/media/claire/CLE USB/d.cpom", "vfat"),
    ],
)
def test_the_deepest_mount_that_holds_the_file_says(path, kind):
    assert volume_among(Path(path), MOUNTS) == kind


def test_a_disk_that_can_be_taken_out_is_removable_by_its_partition(tmp_path, monkeypatch):
    disk = tmp_path / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text("1\n")
    blocks = tmp_path / "class"
    blocks.mkdir()
    (blocks / "sdb1").symlink_to(disk / "sdb1")
    monkeypatch.setattr(volumes, "BLOCKS", blocks)

    assert volume_among(Path("/media/claire/CLE USB/d.cpom"), MOUNTS) == "removable"
    assert volume_among(Path("/home/claire/d.cpom"), MOUNTS) == "ext4"


def test_a_system_that_says_nothing_is_not_guessed(tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "MOUNTS", tmp_path / "absent")

    assert volume_of(tmp_path / "d.cpom") == ""
