"""What is saved of a damaged protected file, with its password: every row of its sound pages."""

from __future__ import annotations

import os
import random
from contextlib import contextmanager

import pytest

from cpom_desktop.bootstrap import protector, rescue
from cpom_desktop.errors import DossierProtege
from cpom_desktop.services.protection import Secret
from db.beside import beside
from db.connection import connect
from db.decipher import RESERVED, decipher
from db.keys import SALT_SIZE, derive
from db.pages import Pages, roots
from tests.outils.dossiers import copy_demonstration, every_row, frozen_clock, opened, patched
from tests.outils.proteges import CANARY, PASSWORD, protect

PAGE = 4096
LEFT_OUT = {"empreintes", "meta"}


@pytest.fixture
def clear(tmp_path):
    """Write a whole demonstration, not protected yet; return its path."""
    (tmp_path / "dossiers").mkdir()
    return copy_demonstration(tmp_path / "dossiers")


@pytest.fixture
def wreck(clear):
    protect(clear)
    return clear


@pytest.fixture
def target(tmp_path):
    return tmp_path / "Récupéré.cpom"


@contextmanager
def unlocked(path, secret=None):
    key = protector().unlock(path, secret or Secret(PASSWORD), cut=True)
    try:
        yield key
    finally:
        key.release()


def harm(path, numbers, dice):
    """Fill some pages with noise, but the salt: without it no password gives a key."""
    for number in numbers:
        kept = SALT_SIZE if number == 1 else 0
        patched(path, (number - 1) * PAGE + kept, dice.randbytes(PAGE - kept))


def rows_by_page(path):
    """Return each row of content with the leaf that holds it: (table, rowid) → page."""
    data = path.read_bytes()
    clear = decipher(data, derive(PASSWORD, data[:SALT_SIZE])).data
    pages = Pages(clear, reserved=RESERVED)
    return {
        (table, row.rowid): number
        for table, root in roots(pages).items()
        if table not in LEFT_OUT and not table.startswith("sqlite_")
        for number in pages.tree(root).leaves
        for row in pages.read(number).rows
    }


def rows_in(path):
    connection = connect(path, write=False)
    try:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        return {
            (name, rowid)
            for name in names
            if name not in LEFT_OUT and not name.startswith("sqlite_")
            for (rowid,) in connection.execute(f"SELECT rowid FROM {name}")
        }
    finally:
        connection.close()


def save(wreck, target):
    return rescue(wreck, target, clock=frozen_clock)


def test_a_sound_file_is_saved_whole_under_its_password(clear, target):
    rows = every_row(clear)
    protect(clear)
    before = clear.read_bytes()

    with unlocked(clear):
        found = save(clear, target)

    assert (found.lost, found.percent, found.bad_pages) == (0, 100, 0)
    assert all(table.intact for table in found.tables)
    assert clear.read_bytes() == before
    assert not target.read_bytes().startswith(b"SQLite")
    protect(target, "", former=PASSWORD)
    saved = every_row(target)
    for table in rows.keys() - LEFT_OUT:
        assert saved[table] == rows[table]


def test_rows_of_undamaged_pages_are_saved_whatever_the_damage(tmp_path, count):
    """Noise over 1 to 10 pages: at least 95 % of the rows that other pages hold, each time."""
    whole = copy_demonstration(tmp_path)
    protect(whole)
    where, data = rows_by_page(whole), whole.read_bytes()
    for seed in range(count(40)):
        dice = random.Random(seed)
        wreck, target = tmp_path / f"{seed}.cpom", tmp_path / f"{seed} neuf.cpom"
        wreck.write_bytes(data)
        harmed = set(dice.sample(range(1, 1 + len(data) // PAGE), dice.randint(1, 10)))
        harm(wreck, harmed, dice)
        before = wreck.read_bytes()

        with unlocked(wreck):
            found = save(wreck, target)
            safe = {key for key, page in where.items() if page not in harmed}
            assert len(safe & rows_in(target)) >= 0.95 * len(safe), (seed, harmed)
            with opened(target) as workspace:
                assert workspace.snapshot.etablissement.nom

        assert found.bad_pages >= len(harmed)
        assert wreck.read_bytes() == before


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_lost_header_schema_or_identity_is_replaced(wreck, target, number):
    harm(wreck, [number], random.Random(number))

    with unlocked(wreck):
        assert save(wreck, target).percent >= 99
        with opened(target) as workspace:
            assert len(workspace.snapshot.acteurs) == 31


@pytest.mark.parametrize("share", [0.3, 0.6, 0.999])
def test_a_cut_file_gives_what_its_beginning_holds(wreck, target, share):
    where = rows_by_page(wreck)
    size = int(wreck.stat().st_size * share)
    os.truncate(wreck, size)

    with unlocked(wreck):
        save(wreck, target)
        safe = {key for key, page in where.items() if page * PAGE <= size}
        assert len(safe & rows_in(target)) >= 0.95 * len(safe)


def test_a_long_text_and_the_bytes_of_a_file_come_back_whole(clear, target):
    """They overflow from their page: its end, where the signature is, holds nothing of them."""
    long = {}
    with opened(clear) as workspace:
        from cpom_desktop.services.operations import UpdateActeur

        for rank, size in enumerate((3_900, 3_985, 4_020, 8_100, 50_000), 1):
            long[rank] = "".join(random.Random(size).choices("abcdefé ", k=size)).strip()
            workspace.run(UpdateActeur(id=rank, attentes=long[rank]))
    protect(clear)

    with unlocked(clear):
        assert save(clear, target).lost == 0
        with opened(target) as workspace:
            acteurs = workspace.snapshot.acteurs_by_id
            assert {rank: acteurs[rank].attentes for rank in long} == long


def test_a_wrong_password_gives_nothing_and_nothing_is_said_of_the_file(wreck, target):
    harm(wreck, [3], random.Random(1))

    with pytest.raises(DossierProtege), unlocked(wreck, Secret("Autre chose, 12 fois !")):
        pass
    with pytest.raises(DossierProtege) as refusal:
        save(wreck, target)

    assert refusal.value.code == "mot-de-passe"
    assert not target.exists()


def test_nothing_plain_is_left_beside_nor_in_the_report(clear, target):
    with opened(clear) as workspace:
        from cpom_desktop.services.operations import UpdateEtablissement

        workspace.run(UpdateEtablissement(commune=CANARY))
    protect(clear)
    harm(clear, [5], random.Random(5))

    with unlocked(clear):
        save(clear, target)

    for path in (target.parent).rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    assert not beside(target, "-journal").exists()
