"""What builds the program, and a folder such as it leaves."""

from __future__ import annotations

import pytest

from tests.outils.scripts import loaded
from tests.outils.sources import ROOT


@pytest.fixture(scope="module")
def build():
    """Return what builds the program."""
    return loaded(ROOT / ".ci" / "build.py")


@pytest.fixture
def frozen(build, monkeypatch, tmp_path):
    """A folder as PyInstaller leaves it, in place of dist/cpom."""
    folder = tmp_path / "dist" / "cpom"
    inside = folder / "_internal"
    (inside / "resources").mkdir(parents=True)
    (inside / "resources" / "a.toml").write_text("a = 1\n", "utf-8")
    (folder / "cpom").write_bytes(b"\x7fELF")
    for name, value in {
        "ROOT": tmp_path,
        "DIST": folder.parent,
        "FOLDER": folder,
        "INSIDE": inside,
    }.items():
        monkeypatch.setattr(build, name, value)
    return folder
