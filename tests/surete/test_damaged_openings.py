"""Flipped bits, cut and lengthened files through the real opening, in a child (A.4).

Never an end of the interpreter, never another content in silence.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys

import pytest

from cpom_desktop.services.dump import dump
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.sources import ROOT

CHILD = ROOT / "tests" / "outils" / "child_openings.py"
BATCH = 100
pytestmark = pytest.mark.slow


@pytest.fixture
def sound(tmp_path):
    """Return the bytes of a sound dossier, and the digest of what it holds."""
    path = copy_tilleuls(tmp_path)
    with opened(path) as workspace:
        wanted = hashlib.sha256(dump(workspace.snapshot, workspace.uuid)).hexdigest()
    return path.read_bytes(), wanted


def outcomes(files):
    """Return what came of each file, opened in one child."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", str(CHILD)],
        input="".join(f"{path}\n" for path in files),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def tried(tmp_path, contents):
    """Open each content as a file of its own, by batches; return what came of each."""
    found, batch = [], []
    for rank, data in enumerate(contents):
        path = tmp_path / f"{rank}.cpom"
        path.write_bytes(data)
        batch.append(path)
        if len(batch) == BATCH:
            found += emptied(batch)
    return found + emptied(batch)


def emptied(batch):
    found = outcomes(batch) if batch else []
    assert len(found) == len(batch)
    for path in batch:
        path.unlink()
    batch.clear()
    return found


def check(found, wanted):
    """Check that each was refused in French or holds what it held; return how many opened."""
    openings = [line for line in found if line.startswith("opened")]
    assert {line.split()[1] for line in openings} <= {wanted}
    refused = {line.split()[2] for line in found if line.startswith("refused")}
    assert refused <= {"True"}
    return len(openings)


def test_a_flipped_bit_is_refused_or_changes_nothing(tmp_path, sound, count):
    data, wanted = sound
    dice = random.Random(20271122)

    def flips():
        for _rank in range(most if (most := count(10_000)) == 10_000 else 300):
            flipped = bytearray(data)
            flipped[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            yield bytes(flipped)

    found = tried(tmp_path, flips())

    opened_all_the_same = check(found, wanted)
    sys.stdout.write(f"{len(found)} flips, {opened_all_the_same} opened with the same content\n")
    assert opened_all_the_same < len(found)


def test_any_byte_of_the_header_is_refused_or_changes_nothing(tmp_path, sound, pytestconfig):
    """Each of its hundred bytes, with each of the 255 other values."""
    data, wanted = sound
    changes = [(at, value) for at in range(100) for value in range(256) if data[at] != value]
    if not pytestconfig.getoption("--long"):
        changes = random.Random(3).sample(changes, 300)

    found = tried(tmp_path, (data[:at] + bytes([v]) + data[at + 1 :] for at, v in changes))

    same = check(found, wanted)
    sys.stdout.write(f"{len(found)} headers, {same} opened with the same content\n")
    assert same < len(found)


def test_flips_that_once_ended_the_opening_are_refused(tmp_path, sound):
    """In the schema: a text that is no UTF-8 any more, a name that is no text any more."""
    data, wanted = sound
    at = data.index(b"CREATE TABLE")
    flipped = []
    for place in range(at - 120, at + 12):
        for bit in (0, 7):
            content = bytearray(data)
            content[place] ^= 1 << bit
            flipped.append(bytes(content))

    check(tried(tmp_path, flipped), wanted)


def test_a_cut_or_lengthened_file_is_refused(tmp_path, sound, count):
    data, wanted = sound
    pages = len(data) // 4096
    cuts = [4096 * page + near for page in range(pages) for near in (-1, 0, 1)]
    chosen = random.Random(1).sample(cuts, min(count(1000), len(cuts)))
    sizes = [size for size in (*chosen, int(len(data) * 0.999)) if 0 <= size < len(data)]

    found = tried(tmp_path, [data[:size] for size in sizes])
    longer = tried(tmp_path, [data + bytes(n) for n in (1, 511, 4096)])

    assert check(found + longer, wanted) == 0


def test_noise_over_whole_pages_is_refused_or_changes_nothing(tmp_path, sound, count):
    data, wanted = sound
    dice = random.Random(2)

    def noisy():
        for _rank in range(count(1000)):
            content = bytearray(data)
            at = dice.randrange(len(data) // 512) * 512
            content[at : at + 512] = dice.randbytes(512)
            yield bytes(content)

    check(tried(tmp_path, noisy()), wanted)
