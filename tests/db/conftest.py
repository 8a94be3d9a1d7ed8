"""A copy of the demonstration, as a file and as an open store."""

from __future__ import annotations

import pytest

from db.store import open_dossier
from tests.outils.dossiers import copy_tilleuls


@pytest.fixture
def dossier(tmp_path):
    """Return the path of a copy, alone in its folder."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_tilleuls(folder)


@pytest.fixture
def store(dossier, clock):
    """Return the copy open to write; closed at the end."""
    found = open_dossier(dossier, clock)
    yield found
    found.close()
