"""A copy of the demonstration, open to write."""

from __future__ import annotations

import pytest

from tests.outils.dossiers import copy_tilleuls, opened


@pytest.fixture
def dossier(tmp_path):
    """Return the path of a copy, alone in its folder."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_tilleuls(folder)


@pytest.fixture
def workspace(dossier):
    """Return the copy open to write; closed at the end."""
    with opened(dossier) as found:
        yield found
