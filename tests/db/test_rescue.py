"""What is saved of a damaged file: every row of the pages that still read (reliability D18)."""

from __future__ import annotations

import os
import random

import pytest

from cpom_desktop.bootstrap import rescue
from cpom_desktop.errors import DossierCorrompu, ErreurStockage
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.recuperation import report
from db.beside import beside
from db.former import make_former
from db.migrations import SCHEMA_VERSION
from db.pages import Pages, roots
from db.rescue import STAND_INS
from tests.outils.dossiers import (
    copy_demonstration,
    copy_tilleuls,
    every_row,
    frozen_clock,
    opened,
    patched,
    raw,
    state_of,
)

PAGE = 4096
LEFT_OUT = {"empreintes", "meta"}


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def wreck(tmp_path):
    """Return the path of a whole demonstration, to be damaged."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_demonstration(folder)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "Récupéré.cpom"


def save(wreck, target):
    return rescue(wreck, target, clock=frozen_clock)


def harm(path, numbers, dice):
    """Fill some pages with noise."""
    for number in numbers:
        patched(path, (number - 1) * PAGE, dice.randbytes(PAGE))


def rows_by_page(path):
    """Return each row of content with the leaf that holds it: (table, rowid) → page."""
    pages = Pages(path.read_bytes())
    return {
        (table, row.rowid): number
        for table, root in roots(pages).items()
        if table not in LEFT_OUT and not table.startswith("sqlite_")
        for number in pages.tree(root).leaves
        for row in pages.read(number).rows
    }


def stand_ins(path):
    """Return the rows that stand for lost ones, and those that every dossier has."""
    found = {("dossier", 1), ("etablissement", 1)}
    for table in STAND_INS:
        columns = {row[1] for row in raw(path, f"PRAGMA table_info({table})")}
        named = next(name for name in ("titre", "libelle", "nom", "objet") if name in columns)
        query = f"SELECT id FROM {table} WHERE {named} LIKE 'À compléter%'"
        found |= {(table, rid) for (rid,) in raw(path, query)}
    return found


def rows_in(path):
    return {
        (table, rid)
        for (table,) in raw(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")
        if table not in LEFT_OUT and not table.startswith("sqlite_")
        for (rid,) in raw(path, f"SELECT rowid FROM {table}")
    }


def test_a_sound_file_is_saved_whole_and_left_as_it_is(wreck, target):
    before, rows = state_of(wreck.parent), every_row(wreck)

    found = save(wreck, target)

    assert (found.lost, found.percent, found.bad_pages) == (0, 100, 0)
    assert all(table.intact for table in found.tables)
    saved = every_row(target)
    for table in rows.keys() - LEFT_OUT:
        assert saved[table] == rows[table]
    assert state_of(wreck.parent) == before
    with opened(target) as workspace:
        assert workspace.undo() is None
        workspace.run(UpdateActeur(id=1, nom="Ana"))


def test_rows_of_undamaged_pages_are_saved_whatever_the_damage(tmp_path, count):
    """Noise over 1 to 10 pages: at least 95 % of the rows that other pages hold, each time."""
    for seed in range(count(200)):
        dice, folder = random.Random(seed), tmp_path / str(seed)
        folder.mkdir()
        wreck, target = copy_demonstration(folder), folder / "neuf.cpom"
        where = rows_by_page(wreck)
        harmed = set(dice.sample(range(1, 1 + wreck.stat().st_size // PAGE), dice.randint(1, 10)))
        harm(wreck, harmed, dice)
        before = wreck.read_bytes()

        found = save(wreck, target)

        safe = {key for key, page in where.items() if page not in harmed}
        saved = rows_in(target)
        assert len(safe & saved) >= 0.95 * len(safe), (seed, harmed)
        assert saved <= where.keys() | stand_ins(target)
        assert wreck.read_bytes() == before
        assert found.pages == len(before) // PAGE
        with opened(target) as workspace:
            assert workspace.snapshot.etablissement.nom


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_lost_header_schema_or_identity_is_replaced(wreck, target, number):
    harm(wreck, [number], random.Random(number))

    found = save(wreck, target)

    assert found.percent >= 99
    with opened(target) as workspace:
        assert len(workspace.snapshot.acteurs) == 31
        assert workspace.snapshot.etablissement.nom == (
            "Établissement à compléter" if number == 4 else "EHPAD Les Tilleuls"
        )


def test_the_root_of_a_table_is_lost_and_its_leaves_are_found(wreck, target):
    root = roots(Pages(wreck.read_bytes()))["constats"]
    harm(wreck, [root], random.Random(1))

    found = save(wreck, target)

    assert found.lost == 0
    assert found.bad_pages >= 1


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_cut_file_gives_what_its_beginning_holds(wreck, target, share):
    where = rows_by_page(wreck)
    size = int(wreck.stat().st_size * share)
    os.truncate(wreck, size)

    save(wreck, target)

    safe = {key for key, page in where.items() if page * PAGE <= size}
    assert len(safe & rows_in(target)) >= 0.95 * len(safe)


def test_a_link_to_a_lost_row_is_emptied_or_leads_to_a_row_to_complete(wreck, target):
    pages = Pages(wreck.read_bytes())
    harm(wreck, pages.tree(roots(pages)["acteurs"]).leaves[:1], random.Random(2))
    harm(wreck, pages.tree(roots(pages)["fiches_action"]).leaves[:1], random.Random(3))

    found = save(wreck, target)

    assert raw(target, "PRAGMA foreign_key_check") == []
    lost = {table.table: table.lost for table in found.tables}
    assert lost["acteurs"] > 0
    assert lost["fiches_action"] > 0
    assert lost["etapes"] == lost["moyens"] == 0
    titles = {row[0] for row in raw(target, "SELECT titre FROM fiches_action")}
    assert "À compléter : perdu dans l’ancien fichier" in {plain(title) for title in titles}
    assert lost["tasks"] == 0
    assert raw(target, "SELECT count(*) FROM tasks WHERE acteur_id IS NULL")[0][0] > 0


def test_a_value_that_the_program_does_not_know_is_left_out(wreck, target):
    raw(wreck, "UPDATE acteurs SET famille = 'inconnue' WHERE id = 3")

    found = save(wreck, target)

    assert found.lost == 1
    with opened(target) as workspace:
        assert plain(workspace.snapshot.acteurs_by_id[3].nom).startswith("À compléter")


def test_a_value_changed_behind_our_back_is_told(wreck, target):
    raw(wreck, "UPDATE acteurs SET nom = 'Autre' WHERE id = 3")

    found = save(wreck, target)

    assert {t.table for t in found.tables if t.intact is False} == {"acteurs"}
    assert "Acteurs : 31 sur 31 (100 %), dont des valeurs à relire" in plain(report(found))


def test_reference_texts_that_no_longer_read_are_those_of_the_program(wreck, target):
    raw(wreck, "UPDATE packs_integres SET texte = 'x' WHERE id = 2")

    save(wreck, target)

    with opened(target) as workspace:
        assert workspace.snapshot.packs_integres == ()
        assert workspace.content.grille.criteres


def test_a_journal_of_its_own_is_played_back_on_a_copy(tmp_path, target):
    from tests.surete.test_stale_journals import cut_in_a_transaction

    folder = tmp_path / "dossiers"
    folder.mkdir()
    wreck = copy_tilleuls(folder)
    expected = every_row(wreck)
    cut_in_a_transaction(wreck, tmp_path / "coupé", random.Random(1))
    before = state_of(folder)
    assert beside(wreck, "-journal").exists()

    found = save(wreck, target)

    assert state_of(folder) == before
    assert found.lost == 0
    assert every_row(target)["acteurs"] == expected["acteurs"]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_file_is_saved_in_our_format(tmp_path, target, version):
    wreck = tmp_path / "ancien.cpom"
    make_former(wreck, version, "EHPAD Les Saules")
    patched(wreck, 24, b"\xff\xff\xff\xff")

    save(wreck, target)

    with opened(target) as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"


@pytest.mark.parametrize("data", [b"", b"x" * 9000, b"SQLite format 3\x00" + bytes(8000)])
def test_a_file_of_something_else_gives_nothing(tmp_path, target, data):
    wreck = tmp_path / "autre.cpom"
    wreck.write_bytes(data)

    with pytest.raises(DossierCorrompu) as refused:
        save(wreck, target)

    assert refused.value.code == "rien-a-recuperer"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["autre.cpom"]


def test_nothing_is_ever_replaced(wreck, target, tmp_path):
    target.write_bytes(b"hers")
    with pytest.raises(ErreurStockage):
        save(wreck, target)
    assert target.read_bytes() == b"hers"

    with pytest.raises(ErreurStockage):
        save(tmp_path / "nulle part.cpom", tmp_path / "neuf.cpom")


def test_where_she_was_and_what_a_field_refused_are_all_kept(wreck, target):
    """Rows whose key is a text: their place in the file is not 1, 2, 3."""
    for rank in range(7):
        raw(wreck, "INSERT INTO brouillons VALUES (?, 'x', 'refusé', '')", f"acteurs.{rank}.nom")
        raw(wreck, "INSERT INTO reprise VALUES (?, 'page')", f"endroit {rank}")
    for table in ("brouillons", "reprise"):
        raw(wreck, f"DELETE FROM {table} WHERE rowid % 2", sealed=True)
    before = {table: raw(wreck, f"SELECT * FROM {table}") for table in ("brouillons", "reprise")}
    assert all(before.values())

    found = save(wreck, target)

    told = {table.table: (table.expected, table.saved, table.intact) for table in found.tables}
    for table, rows in before.items():
        assert told[table] == (len(rows), len(rows), True)
        assert raw(target, f"SELECT * FROM {table}") == rows
    assert found.lost == 0


def test_a_loss_of_history_alone_is_told_as_such(wreck, target):
    pages = Pages(wreck.read_bytes())
    harm(wreck, pages.tree(roots(pages)["journal"]).leaves[3:4], random.Random(2))

    found = save(wreck, target)

    assert (found.percent, found.content_lost) == (100, 0)
    assert "Tout le contenu est retrouvé. Il manque" in plain(found.sentence)
    assert "d’historique" in plain(found.sentence)


def test_the_report_says_what_is_saved_what_is_lost_and_what_to_do(wreck, target):
    pages = Pages(wreck.read_bytes())
    harm(wreck, pages.tree(roots(pages)["acteurs"]).leaves[:1], random.Random(2))

    text = plain(report(save(wreck, target)))

    assert "Une page du fichier est illisible." in text
    assert "Le fichier d’origine n’a pas été modifié." in text
    assert "- Constats du diagnostic : 107 sur 107 (100 %)" in text
    assert "% du contenu retrouvé. Il manque" in text
    assert "- Acteurs :" in text.partition("Ce qui est perdu")[2]
