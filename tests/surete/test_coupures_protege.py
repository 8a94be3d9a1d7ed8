"""Power cuts of a protected dossier, modelled: in its edits, in a change of password (D03, S14).

What the real program asks of the disk is recorded by `strace`, then images of a cut are rebuilt
and opened as she would, with her password: sound, with every edit told saved.
"""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cpom_desktop.bootstrap import protector
from cpom_desktop.errors import ErreurCpom
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import AddActeur, UpdateEtablissement
from cpom_desktop.services.protection import Secret
from db.former import make_former
from db.keys import unlock
from db.migrations import SCHEMA_VERSION
from db.store import open_dossier
from tests.outils.appels_systeme import needs_strace
from tests.outils.coupures_tracees import recorded
from tests.outils.dossiers import frozen_clock, opened
from tests.outils.proteges import CANARY, OTHER, PASSWORD, opened_with, protect, untold

pytestmark = [pytest.mark.slow, needs_strace, pytest.mark.usefixtures("quick_key")]
EDITS = 30
KINDS = {"protéger": ("", PASSWORD), "changer": (PASSWORD, OTHER), "retirer": (PASSWORD, "")}
"""What is done → the password before, and after; "" for a plain dossier."""


class Place:
    """A folder in memory where there is one: a dossier and its backups, rebuilt for each image."""

    def __init__(self, root):
        self.root, self.backups = root, root / "sauvegardes"
        self.folder = root / "dossiers"
        self.path = self.folder / "d.cpom"
        self.folder.mkdir()

    def folders(self):
        return [self.folder, *(path for path in self.backups.glob("*") if path.is_dir())]

    def become(self, files):
        """Hold these files, and no other."""
        for folder in self.folders():
            shutil.rmtree(folder)
            folder.mkdir()
        for name, data in files.items():
            Path(name).write_bytes(data)

    def dossiers(self):
        """Return the dossier and its backups."""
        return [self.path, *sorted(self.backups.glob("*/*.cpom"))]


@pytest.fixture
def place(tmp_path):
    shared = Path("/dev/shm")
    with TemporaryDirectory(dir=shared if shared.is_dir() else tmp_path) as folder:
        found = Place(Path(folder))
        make_former(found.path, SCHEMA_VERSION, "EHPAD")
        yield found


def read_under(path, passwords):
    """Return which password opens a file and what it holds, sound; None when it is damaged."""
    for password in passwords:
        try:
            key = unlock(path, Secret(password))
        except ErreurCpom:
            continue
        try:
            with closing(open_dossier(path, frozen_clock)) as store:
                (etablissement,) = store.load("etablissement")
                if (key is None) == (password == ""):
                    return password, etablissement.commune, store.content_mark()
        except ErreurCpom:
            return None
        finally:
            if key is not None:
                key.release()
    return None


# --- written in


def edited(place, log):
    """Record the edits of a protected dossier by the real program."""
    with opened(place.path, backups=place.backups) as workspace:
        workspace.run(UpdateEtablissement(commune="0"))
    protect(place.path, root=place.backups)

    def action(tell, wait):
        wait()
        with opened_with(place.path, backups=place.backups) as workspace:
            for number in range(1, EDITS + 1):
                text = str(number)
                workspace.run(UpdateEtablissement(commune=text, adresse=text * (number % 200)))
                tell(f"saved {number}")

    return recorded(action, [place.folder], log)


def tried(place, record, events, images, dice):
    """Return how many images are damaged, and how many lost an edit told saved."""
    promises = [(at, int(n)) for at, n in record.promises()]
    if events is not record.events:  # the same, without their syncs
        told = [at for at, event in enumerate(events) if event[0] == "p"]
        promises = [(at, n) for at, (_at, n) in zip(told, promises, strict=True)]
    damaged = lost = 0
    for _image in range(images):
        cut = dice.randrange(1, len(events) + 1)
        promised = max((n for at, n in promises if at < cut), default=0)
        place.become(record.after(events, cut, dice))
        found = read_under(place.path, [PASSWORD])
        damaged += found is None
        lost += found is not None and not promised <= int(found[1]) <= promised + 1
    return damaged, lost


def test_no_power_cut_damages_a_protected_dossier_or_loses_what_was_saved(
    place, tmp_path, pytestconfig
):
    record = edited(place, tmp_path / "appels.txt")
    images = 20_000 if pytestconfig.getoption("--long") else 150

    damaged, lost = tried(place, record, record.events, images, random.Random(20261122))

    sys.stdout.write(
        f"{images} images of {len(record.events)} events: {damaged} damaged, {lost} lost\n"
    )
    assert len(record.promises()) == EDITS
    assert (damaged, lost) == (0, 0)


def test_the_model_damages_a_protected_dossier_whose_syncs_are_ignored(place, tmp_path):
    record = edited(place, tmp_path / "appels.txt")

    damaged, lost = tried(place, record, record.without_syncs(), 60, random.Random(2))

    assert damaged + lost > 30


def test_a_recovery_of_a_protected_dossier_cut_short_is_recovered_too(
    place, tmp_path, pytestconfig
):
    images = 400 if pytestconfig.getoption("--long") else 12
    first, dice, failures = edited(place, tmp_path / "appels.txt"), random.Random(3), 0
    promises = [(at, int(n)) for at, n in first.promises()]

    def action(_tell, wait):
        wait()
        read_under(place.path, [PASSWORD])

    for _cut in range(images):
        cut = dice.randrange(1, len(first.events) + 1)
        promised = max((n for at, n in promises if at < cut), default=0)
        place.become(first.after(first.events, cut, dice))
        again = recorded(action, [place.folder], tmp_path / "reprise.txt")
        place.become(again.after(again.events, dice.randrange(len(again.events) + 1), dice))
        found = read_under(place.path, [PASSWORD])
        failures += found is None or not promised <= int(found[1]) <= promised + 1

    assert failures == 0


# --- protected, changed, taken away


def converted(place, log, before, after):
    """Record a change of password of a dossier and its backup; tell what is in each before."""
    with opened(place.path, backups=place.backups) as workspace:
        workspace.run(AddActeur(famille="social", nom=CANARY))
        workspace.backups.write(Reason.DEMANDE).verify()
        workspace.run(UpdateEtablissement(commune="Ici"))
    if before:
        protect(place.path, before, root=place.backups)

    def action(tell, wait):
        made = protector(place.backups, clock=frozen_clock)
        wait()
        done = made.convert(place.path, Secret(before), after, untold)
        tell("saved tout")
        if done.key is not None:
            done.key.release()

    expected = [[*read_under(path, [before])[1:]] for path in place.dossiers()]
    return recorded(action, place.folders(), log), expected


def cut_anywhere(place, record, expected, passwords, images, *, events=None):
    """Return which password opens the dossier of each image; None where one does not open."""
    dice, found = random.Random(20261122), []
    events = events or record.events
    for _image in range(images):
        cut = _moment(events, dice)
        files = record.after(events, cut, dice)
        place.become(files)
        read = [read_under(path, passwords) or ("", None, None) for path in place.dossiers()]
        under = {password for password, *_content in read}
        told = any(event[0] == "p" for event in events[:cut])
        kept = [content for _password, *content in read] == expected
        found.append(read[0][0] if kept and (not told or under == {passwords[1]}) else None)
        if kept:
            assert not [*place.folder.glob("*.part*")], "what was begun stays for ever"
            _check_nothing_plain_more(record, files, passwords)
    return found


def _moment(events, dice):
    """Return when the current is cut: anywhere, or half of the time as names are given."""
    names = [place for place, event in enumerate(events) if event[0] in {"r", "f", "p"}]
    if dice.random() < 0.5:
        return dice.randrange(1, len(events) + 1)
    return max(1, min(len(events), dice.choice(names) + dice.randint(-2, 3)))


def _check_nothing_plain_more(record, files, passwords):
    """Nothing new on the disk is plain, but what she takes the password of away."""
    if passwords[1]:
        plain = {name for name, data in files.items() if CANARY.encode() in data}
        assert plain <= {name for name in record.before if passwords[0] == ""}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_password_cut_by_the_current_loses_nothing(
    place, tmp_path, kind, pytestconfig
):
    before, after = KINDS[kind]
    record, expected = converted(place, tmp_path / "appels.txt", before, after)
    images = 2000 if pytestconfig.getoption("--long") else 20

    found = cut_anywhere(place, record, expected, (before, after), images)

    sys.stdout.write(
        f"{kind}: {images} images of {len(record.events)} events, {found.count(before)} under "
        f"the former password, {found.count(after)} under the new one, {found.count(None)} lost\n"
    )
    assert None not in found
    assert record.promises()


def test_the_model_loses_a_dossier_renamed_before_it_is_on_the_disk(place, tmp_path):
    record, expected = converted(place, tmp_path / "appels.txt", PASSWORD, OTHER)

    found = cut_anywhere(
        place, record, expected, (PASSWORD, OTHER), 60, events=record.without_syncs()
    )

    assert found.count(None) > 10  # of those cut once a name was given
