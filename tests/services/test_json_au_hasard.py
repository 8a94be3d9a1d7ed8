"""Dossiers drawn at random go to JSON and come back the same: every row of every table."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest

from cpom_desktop.bootstrap import workspace_from_dump
from cpom_desktop.services.dump import dump
from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import frozen_clock, raw
from tests.outils.dossiers_au_hasard import random_dossier


def digest(workspace):
    return hashlib.sha256(dump(workspace.snapshot, workspace.uuid)).hexdigest()


def reloaded(folder, data):
    return workspace_from_dump(folder / "Relu.cpom", data, clock=frozen_clock)


@pytest.mark.slow
def test_a_dossier_drawn_at_random_comes_back_from_json_as_it_was(pytestconfig):
    for number in range(1000 if pytestconfig.getoption("--long") else 4):
        with random_dossier(number) as workspace, tempfile.TemporaryDirectory() as name:
            wanted, data = digest(workspace), dump(workspace.snapshot, workspace.uuid)
            copy = reloaded(Path(name), data)
            try:
                assert digest(copy) == wanted, number
                assert copy.snapshot == workspace.snapshot, number
            finally:
                copy.close()
            assert raw(Path(name) / "Relu.cpom", "PRAGMA integrity_check") == [("ok",)]


def test_a_value_that_changes_is_seen():
    """The witness: one word more, and the sum is another."""
    with random_dossier(3) as workspace:
        before = digest(workspace)
        workspace.run(UpdateEtablissement(commune="Ailleurs-sur-Essai"))

        assert digest(workspace) != before
