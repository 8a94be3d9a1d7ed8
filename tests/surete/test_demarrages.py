"""It starts and works wherever it is put: no home, no French, no right, a name with accents.

The real window, out of sight, opens a dossier in a folder whose name has accents, spaces, an
apostrophe and an emoji; types in it, writes documents, and closes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.outils.dossiers import copy_demonstration
from tests.outils.scenario_matiere import PLACE, House, files_under
from tests.outils.sources import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv"),
]
NOBODY = 65534
DONE = ["ouverture True", "commune Île-d’Aix ", "écrit xlsx", "écrit pdf", "fini bref"]
WITHOUT = {"HOME": None}
ENGLISH = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": None}
TURKISH = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}


@pytest.fixture
def house():
    """Return a house that another user may be given: pytest closes its own folders to them."""
    with tempfile.TemporaryDirectory(prefix="chez l'EHPAD ") as folder:
        Path(folder).chmod(0o755)
        yield _furnished(House(Path(folder) / "maison").make())


def _furnished(made):
    copy_demonstration(made.dossiers, f"{PLACE}.cpom")
    settings = made.home / ".config/CPOM Desktop/reglages.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[General]\n", "utf-8")
    return made


def environment(house, changes):
    found = house.environment() | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    found |= {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in found.items() if name not in _gone(changes)}


def _gone(changes):
    return {name for name, value in changes.items() if value is None}


def lived(house, changes, before=()):
    """Return what the window said, and what it wrote on the standard error."""
    command = [sys.executable, "-m", "tests.outils.scenario_fenetre", str(house.root), "bref"]
    done = subprocess.run(
        [*before, *command],
        cwd=ROOT,
        env=environment(house, changes),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode().splitlines(), done.stderr.decode()


def given_to(house, user):
    """Give a house to a user who may do nothing else; return what to put before a command."""
    if os.geteuid() != 0:
        return ()
    for path in (house.root, *files_under(house.root)):
        os.chown(path, user, user)
    return ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs")


@pytest.mark.parametrize(
    "changes",
    [ENGLISH | WITHOUT, TURKISH, {}],
    ids=["sans HOME, LC_ALL=C", "LC_ALL=tr_TR.UTF-8", "Élodie Müller"],
)
def test_a_person_without_any_right_works_in_a_folder_of_any_name(house, changes):
    said, errors = lived(house, changes, given_to(house, NOBODY))

    assert said == DONE
    assert "Traceback" not in errors
    assert list(house.system.iterdir()) == []


OPEN = """
import sys
from pathlib import Path
from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.errors import ErreurStockage
try:
    open_workspace(Path(sys.argv[1]))
except ErreurStockage as error:
    print(error)
"""


def test_a_folder_that_may_not_be_entered_is_told_as_such(house):
    before = given_to(house, NOBODY)
    house.dossiers.chmod(0)
    done = subprocess.run(
        [*before, sys.executable, "-c", OPEN, str(house.dossiers / f"{PLACE}.cpom")],
        cwd=ROOT,
        env=environment(house, {}),
        capture_output=True,
        check=False,
    )
    house.dossiers.chmod(0o700)

    assert "pas le droit de lire" in done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("cut", [("unshare", "-n"), ()], ids=["sans réseau", "comme ailleurs"])
def test_it_starts_without_a_network(house, cut, request):
    if not request.config.getoption("--long"):
        pytest.skip("long form: `test_silence.py` has the whole scenario")

    assert lived(house, {}, cut)[0] == DONE


def test_where_nothing_may_be_kept_it_works_all_the_same(house):
    """Her home may only be read: no setting is remembered, no backup made, and she is told."""
    before = given_to(house, NOBODY)
    for path in (house.home, *files_under(house.home)):
        path.chmod(0o555 if path.is_dir() else 0o444)

    said, errors = lived(house, {}, before)

    assert said == DONE
    assert "Traceback" not in errors
    assert list(house.system.iterdir()) == []
