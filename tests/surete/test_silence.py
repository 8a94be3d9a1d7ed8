"""One whole scenario, traced: no network, nothing left behind, nothing of hers where it is not.

She creates, opens, types, imports, prints, exports, backs up, restores, meets a fault; then the
program dies of a native fault, is killed, comes back each time; then every command. All proofs
read the same run (`tests/outils/scenario.py`); the long form also runs it without a network.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.outils.scenario import errors, live, prepared, told
from tests.outils.scenario_matiere import CANARIES, TEXT, House, files_under, leaks
from tests.outils.traces import asked_of_the_network, made, traced

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),  # seven programs under strace: a busy machine takes minutes
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace"),
]
OURS = (".config", ".local/share", ".local/state", ".cache")
"""Where the folders of the program are, under her home."""
PROGRAM = "CPOM Desktop"


@pytest.fixture(scope="module")
def whole(request):
    """Tell whether every document is written in every format."""
    return ("tout",) if request.config.getoption("--long") else ()


@pytest.fixture(scope="module")
def lived(tmp_path_factory, worker_id, whole):
    """Return the house after the scenario, and its trace; made once, whatever the workers."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "silence"
    with Path(f"{root}.verrou").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        trace = Path(f"{root}.trace")
        if not root.exists():
            live(prepared(root), *whole, umask=0, trace=trace)
    return House(root), trace


@pytest.fixture(scope="session")
def worker_id(request):
    """Return the name of this worker, without xdist too."""
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


def outcome(house):
    """Return what was said, without what changes from a run to the next."""
    return [line for line in told(house) if not line.startswith("fuite ")]


def test_the_scenario_does_all_that_she_does(lived):
    house, _trace = lived
    said = told(house)

    assert "échec" not in " ".join(said)
    ended = [line.replace(" tout ", " ").rsplit(" ", 1) for line in said if line[:5] == "code "]
    codes = dict(ended)
    assert codes == {
        "code scenario_fenetre travail": "0",
        "code scenario_fenetre panne": "-11",
        "code scenario_fenetre arrêt": "-9",
        "code scenario_fenetre retour": "0",
        "code scenario_commandes": "0",
    }
    assert said.count(f"commune Lens {TEXT}") == 3
    for act in ("ouvert ailleurs", "imprimé True", "sauvegardes True", "restauré True"):
        assert act in said
    assert not [line for line in said if re.match(r"commande (apply|dump|load|ops) [12]", line)]


# --- S01: the network


def test_nothing_is_asked_of_the_network(lived):
    _house, trace = lived

    assert asked_of_the_network(trace) == []


@pytest.mark.parametrize(
    "asks",
    [
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import socket\ntry: socket.getaddrinfo('exemple.invalid', 80)\nexcept OSError: pass",
    ],
)
def test_the_trace_sees_an_address_asked_for_in_another_process(tmp_path, asks):
    inside = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {asks!r}])"
    trace = tmp_path / "trace"
    subprocess.run(traced(trace, [sys.executable, "-c", inside]), check=True)

    assert asked_of_the_network(trace) != []


def without_network():
    """Return what cuts a command from every network, itself included; None when refused."""
    cut = ("unshare", "-n")
    tried = subprocess.run([*cut, "true"], check=False, capture_output=True)
    return cut if tried.returncode == 0 else None


def test_without_a_network_everything_happens_as_with_one(lived, tmp_path, request, whole):
    if not request.config.getoption("--long"):
        pytest.skip("long form: the whole scenario once more")
    cut = without_network()
    assert cut is not None
    alone = prepared(tmp_path / "seule")
    live(alone, *whole, before=cut)

    assert outcome(alone) == outcome(lived[0])


# --- S09: temporary files


def is_inside(path, *places):
    return any(path == place or place in path.parents for place in places)


def test_nothing_is_written_outside_her_places_and_the_folders_of_the_program(lived):
    house, trace = lived
    ours = [house.home / place / PROGRAM for place in OURS]
    above = {parent for folder in ours for parent in folder.parents}
    outside = [
        str(path)
        for path in sorted(set(made(trace)))
        if not is_inside(path, *ours, *house.hers, house.told, Path("/dev")) and path not in above
    ]

    assert outside == []


def test_the_trace_sees_a_file_of_another_process_and_one_renamed(tmp_path):
    trace, place = tmp_path / "trace", tmp_path / "é"
    inside = (
        f"import os, pathlib; a = {str(tmp_path)!r} + '/'; os.mkdir(a + 'é'); "
        "pathlib.Path(a + 'é/un').touch(); os.rename(a + 'é/un', a + 'é/deux'); "
        "os.link(a + 'é/deux', a + 'trois')"
    )
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inside!r}])"
    subprocess.run(traced(trace, [sys.executable, "-c", command]), check=True)

    found = set(made(trace))
    assert {place, place / "un", place / "deux", tmp_path / "trois"} <= found


def test_libraries_did_write_temporary_files_and_none_is_left(lived):
    house, trace = lived
    place = house.home / ".cache" / PROGRAM / "temporaires"
    written = [path.name for path in made(trace) if place in path.parents]

    assert "QtProject.conf" in written  # what Qt's file dialogs note of the folders she saw
    assert list(place.iterdir()) == []
    assert list((house.home / ".local/share" / PROGRAM / "fichiers-ouverts").iterdir()) == []
    assert list(house.system.iterdir()) == []
    assert not [p for p in files_under(house.root) if p.suffix in {".part", ".verrou", ".note"}]


def test_a_program_opened_beside_has_the_temporary_folder_of_everybody(lived):
    house, _trace = lived

    assert (house.told / "ouverts").read_text("utf-8") == f"TMPDIR={house.system}\n"


# --- S10: canaries


def test_nothing_of_hers_is_outside_her_places_once_all_is_closed(lived):
    house, _trace = lived

    assert leaks(house) == []


def test_a_program_that_dies_leaves_her_words_in_its_private_folders_alone(lived):
    house, _trace = lived
    private = ("/temporaires/", "/fichiers-ouverts/")
    found = [line for line in told(house) if line.startswith("fuite ")]

    assert found
    assert [line for line in found if not any(place in line for place in private)] == []


def test_what_it_says_on_the_standard_error_and_in_its_report_is_nothing_of_hers(lived):
    house, _trace = lived
    report = (house.told / "rapport.txt").read_text("utf-8")

    assert "ValueError" in report
    assert "ValueError" in errors(house)
    assert not any(canary in report + errors(house) for canary in CANARIES)
    assert "cœur gardé False" in told(house)


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("spell", [str.encode, lambda text: text.encode("utf-16-le")])
def test_a_leak_is_seen_in_a_file_in_a_name_and_in_letters_of_windows(tmp_path, canary, spell):
    house = House(tmp_path / "m").make()
    (house.home / "journal.log").write_bytes(b"..." + spell(canary))
    (house.system / f"{canary}.tmp").touch()

    assert [leak.rpartition(": ")[2] for leak in leaks(house)] == [canary, canary]


# --- S11: rights, under the widest of all umasks


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_what_the_program_keeps_is_hers_alone(lived):
    house, _trace = lived
    kept = [
        path
        for place in OURS
        for path in (house.home / place / PROGRAM, *files_under(house.home / place / PROGRAM))
    ]
    kept += [p for p in files_under(house.dossiers) if p.is_file()]
    kept += list(files_under(house.key))
    wanted = {path: 0o700 if path.is_dir() else 0o600 for path in kept}

    assert {p: oct(rights(p)) for p, right in wanted.items() if rights(p) != right} == {}
    assert {path.name for path in kept} >= {"reglages.ini", "Sauvegardes CPOM", "temporaires"}
    assert any(path.name.startswith("arret-") for path in kept)
    assert any("restauration annulée" in path.name for path in kept)
    assert any("copie du" in path.name for path in kept)
    assert {"récupéré.cpom", "récupéré.cpom.txt", "rechargé.cpom"} <= {p.name for p in kept}


def test_what_she_exports_follows_the_rights_of_her_session(lived):
    house, _trace = lived
    written = [p for p in files_under(house.exports) if p.suffix != ".cpom" and p.is_file()]

    assert len(written) > 15
    assert {rights(path) for path in written} == {0o666}


def test_settings_that_others_could_read_are_closed_to_them(lived):
    """They were there before, as an earlier version wrote them (`prepared`)."""
    house, _trace = lived
    assert rights(house.home / ".config" / PROGRAM / "reglages.ini") == 0o600
