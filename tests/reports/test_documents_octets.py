"""The same dossier at the same moment is the same file, byte for byte, whoever makes it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from cpom_desktop.reports.catalogue import CATALOGUE
from tests.outils.editions import rendered, showcase
from tests.outils.sources import ROOT

CHILD = """
import json
from tests.reports.test_documents_octets import prints
print(json.dumps(prints()))
"""


def prints():
    """Return what each document of the demonstration is as a file, in short."""
    return {
        slug: hashlib.sha256(rendered.__wrapped__(showcase(), slug).data).hexdigest()
        for slug in CATALOGUE
    }


def made_elsewhere(seed):
    """Return the same, made by another program whose sets and tables are ordered otherwise."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return json.loads(done.stdout)


@pytest.mark.slow
def test_every_document_is_the_same_file_in_every_program():
    here = prints()

    assert len(set(here.values())) == len(CATALOGUE)
    assert prints() == here
    assert made_elsewhere("1") == made_elsewhere("2") == here
