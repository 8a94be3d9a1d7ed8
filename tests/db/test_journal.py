"""The journal: one row an object and a step, undo and redo, merging, the floor."""

from __future__ import annotations

import json

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.raci import RaciCase
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.errors import ErreurStockage, RegleInvalide
from db.connection import sqlite3
from db.store import open_dossier
from tests.outils.dossiers import every_row, raw


def run(store, change, title="modifier", merge=""):
    with store.step(title=title, operation="essai", merge=merge) as step:
        change(step.records)
    return step.changes.tables


def renaming(nom, acteur_id=1):
    return lambda records: records.update(Acteur, acteur_id, {"nom": nom})


def adding(nom):
    return lambda records: records.insert(Acteur(id=0, famille=Famille.SOCIAL, nom=nom))


def deleting(kind, *ids):
    return lambda records: records.delete(kind, ids)


def rows(dossier):
    """Return the journal: (table, id, before, after) with decoded contents."""
    found = raw(
        dossier,
        "SELECT tbl, rid, avant, apres FROM journal "
        "WHERE etape_id > (SELECT plancher_annulation FROM meta) ORDER BY seq",
    )
    return [(t, i, b and json.loads(b), a and json.loads(a)) for t, i, b, a in found]


def steps(dossier):
    return raw(
        dossier,
        "SELECT titre, annulee FROM journal_etapes "
        "WHERE id > (SELECT plancher_annulation FROM meta) ORDER BY id",
    )


def content(dossier):
    return every_row(dossier, history=False)


# what is written


def test_an_insert_keeps_the_row_after(store, dossier):
    (new_id,) = run(store, adding("Ana"))["acteurs"]

    ((table, rid, before, after),) = rows(dossier)
    assert (table, rid, before) == ("acteurs", new_id, None)
    assert after["nom"] == "Ana"
    assert after["famille"] == "social"


def test_an_update_keeps_the_whole_row_before_and_after(store, dossier):
    run(store, renaming("Ana"))

    ((_table, _rid, before, after),) = rows(dossier)
    assert before.keys() == after.keys() == set(Acteur.__dataclass_fields__)
    assert {k for k in before if before[k] != after[k]} == {"nom"}


def test_a_delete_keeps_the_row_before_and_what_it_sets_to_null(store, dossier):
    task = next(t for t in store.load("tasks") if t.acteur_id)
    roles = {r.id for r in store.load("raci_roles") if r.acteur_id == task.acteur_id}
    tasks = {t.id for t in store.load("tasks") if t.acteur_id == task.acteur_id}

    changed = run(store, deleting(Acteur, task.acteur_id))

    assert changed["acteurs"] == {task.acteur_id}
    assert changed["tasks"] == tasks
    assert changed.get("raci_roles", frozenset()) == roles
    assert {(t, a is None) for t, _i, _b, a in rows(dossier)} >= {
        ("acteurs", True),
        ("tasks", False),
    }


def test_a_cascade_is_written_down_row_by_row(store):
    link = store.load("task_links")[0]
    gone = link.predecessor_id
    expected = {
        "tasks": {gone},
        "task_links": {
            li.id for li in store.load("task_links") if gone in {li.task_id, li.predecessor_id}
        },
        "raci_taches": {li.id for li in store.load("raci_taches") if li.task_id == gone},
    }

    changed = run(store, deleting(Task, gone))

    assert changed == expected


def test_a_write_outside_a_step_is_refused_by_the_triggers(store, dossier):
    store.set_resume("page", "raci")
    before = every_row(dossier)

    for statement in (
        "UPDATE acteurs SET nom = 'x'",
        "DELETE FROM acteurs",
        "INSERT INTO acteurs (famille) VALUES ('social')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
            store._connection.execute(statement)
    assert every_row(dossier) == before


def test_before_its_first_step_a_file_refuses_every_write(store):
    for statement in ("DELETE FROM tasks", "UPDATE meta SET cree_avec = 'x'"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store._connection.execute(statement)


def test_every_table_of_the_dossier_is_journaled(store):
    store.set_resume("page", "raci")
    triggers = {r[0] for r in store._connection.execute("SELECT name FROM sqlite_temp_schema")}
    from cpom_desktop.services.snapshot import RECORDS

    assert {name for name in triggers if name.startswith("journal_")} == {
        f"journal_{table}_{event}" for table in RECORDS for event in ("INSERT", "UPDATE", "DELETE")
    }


def test_the_file_itself_holds_no_trigger(store, dossier):
    run(store, renaming("Ana"))

    assert (
        raw(dossier, "SELECT type FROM sqlite_schema WHERE type NOT IN ('table', 'index')") == []
    )


# steps that change nothing


@pytest.mark.parametrize(
    "change",
    [
        lambda records: None,
        renaming(""),
        lambda records: records.delete(Acteur, [9999]),
        lambda records: [renaming("a")(records), renaming("")(records)],
        lambda records: records.delete(Acteur, [adding("bref")(records)]),
    ],
    ids=["nothing", "same value", "absent row", "there and back", "insert then delete"],
)
def test_a_step_that_changes_nothing_leaves_none_and_keeps_redo(store, dossier, change):
    run(store, renaming("Ana"))
    store.undo()
    before = every_row(dossier)

    assert run(store, change) == {}

    assert every_row(dossier) == before
    assert store.undo_titles() == ("", "modifier")


def test_an_object_touched_twice_in_a_step_has_one_row(store, dossier):
    def twice(records):
        new_id = adding("premier")(records)
        renaming("second", new_id)(records)
        renaming("Ana")(records)
        renaming("Bea")(records)
        renaming("vue", 2)(records)
        renaming("", 2)(records)

    changed = run(store, twice)

    found = rows(dossier)
    assert [(b and b["nom"], a["nom"]) for _t, _i, b, a in found] == [
        (None, "second"),
        ("", "Bea"),
    ]
    assert changed["acteurs"] == {found[0][1], 1}


# undo and redo


def test_undo_then_redo_of_every_kind_of_change(store, dossier):
    link = store.load("task_links")[0]
    states = [content(dossier)]
    for change in (
        renaming("Ana"),
        adding("Bea"),
        deleting(Task, link.predecessor_id),
        deleting(Acteur, 1, 2, 3),
        lambda records: records.insert(
            TaskLink(id=0, task_id=link.task_id, predecessor_id=store.load("tasks")[-1].id)
        ),
        lambda records: records.delete(RaciCase, [c.id for c in records.all(RaciCase)]),
    ):
        assert run(store, change)
        states.append(content(dossier))

    for expected in reversed(states[:-1]):
        store.undo()
        assert content(dossier) == expected
    assert store.undo() is None
    for expected in states[1:]:
        store.redo()
        assert content(dossier) == expected
    assert store.redo() is None


def test_undo_tells_title_and_rows_and_survives_a_restart(store, dossier, clock):
    before = content(dossier)
    run(store, renaming("Ana"), title="modifier « Nom »")
    store.close()

    again = open_dossier(dossier, clock)
    assert again.undo_titles() == ("modifier « Nom »", "")
    title, changes = again.undo()
    assert (title, changes.tables) == ("modifier « Nom »", {"acteurs": {1}})
    assert again.undo_titles() == ("", "modifier « Nom »")
    assert content(dossier) == before
    again.close()


def test_a_new_step_discards_what_could_be_redone(store, dossier):
    run(store, renaming("Ana"))
    run(store, renaming("Bea"))
    store.undo()
    store.undo()

    run(store, renaming("Zoé"))

    assert store.redo() is None
    assert steps(dossier) == [("modifier", 0)]
    assert len(rows(dossier)) == 1


def test_an_id_given_back_by_undo_is_not_given_again(store):
    (first,) = run(store, adding("Ana"))["acteurs"]
    store.undo()

    (second,) = run(store, adding("Bea"))["acteurs"]

    assert second > first


def test_undo_writes_nothing_in_the_journal(store, dossier):
    run(store, renaming("Ana"))
    before = rows(dossier)

    store.undo()
    store.redo()

    assert rows(dossier) == before


def test_a_journal_with_a_foreign_table_is_not_played_back(store, dossier):
    run(store, renaming("Ana"))
    raw(dossier, "UPDATE journal SET tbl = 'meta' WHERE seq = (SELECT max(seq) FROM journal)")
    before = every_row(dossier)

    with pytest.raises(ErreurStockage) as caught:
        store.undo()

    assert caught.value.code == "journal"
    assert every_row(dossier) == before


# merging


def test_typing_in_one_field_is_one_step_with_first_before_and_last_after(store, dossier):
    for text in ("A", "An", "Ana"):
        assert run(store, renaming(text), merge="acteurs.1.nom:1") == {"acteurs": {1}}

    assert steps(dossier) == [("modifier", 0)]
    ((_t, _i, before, after),) = rows(dossier)
    assert (before["nom"], after["nom"]) == ("", "Ana")
    store.undo()
    assert store.load("acteurs")[0].nom == ""


def test_typing_that_comes_back_to_the_start_leaves_no_step(store, dossier):
    run(store, renaming("Zoé"))
    for text in ("Zo", "Z", "Zo", "Zoé"):
        run(store, renaming(text), merge="visite")

    assert steps(dossier) == [("modifier", 0)]
    assert store.undo_titles() == ("modifier", "")


def test_a_row_added_then_removed_in_a_merged_step_leaves_none(store, dossier):
    (new_id,) = run(store, adding("Ana"), merge="collage")["acteurs"]
    run(store, deleting(Acteur, new_id), merge="collage")

    assert steps(dossier) == []
    assert rows(dossier) == []


def test_a_merged_step_of_several_objects_undoes_as_one(store, dossier):
    before = content(dossier)
    for acteur_id in (1, 2, 3, 2, 1):
        run(store, renaming(f"n{acteur_id}", acteur_id), merge="collage")
    assert len(rows(dossier)) == 3

    store.undo()

    assert content(dossier) == before


@pytest.mark.parametrize("token", ["", "autre"])
def test_another_visit_is_another_step(store, dossier, token):
    run(store, renaming("A"), merge="visite")
    run(store, renaming("B"), merge=token)

    assert len(steps(dossier)) == 2


def test_steps_without_a_token_never_merge(store, dossier):
    run(store, renaming("A"))
    run(store, renaming("B"))

    assert len(steps(dossier)) == 2


def test_nothing_merges_into_a_step_that_was_undone(store, dossier):
    run(store, renaming("A"), merge="visite")
    store.undo()
    run(store, renaming("B"), merge="visite")

    ((_t, _i, before, after),) = rows(dossier)
    assert (before["nom"], after["nom"]) == ("", "B")


# the floor


def test_what_is_below_the_floor_is_read_and_not_undone(store, dossier):
    run(store, renaming("A"))
    store.forget_undo()

    assert store.undo() is None
    assert store.undo_titles() == ("", "")
    assert raw(dossier, "SELECT count(*) FROM journal_etapes WHERE titre = 'modifier'") == [(1,)]


def test_the_floor_forgets_what_could_be_redone(store):
    run(store, renaming("A"))
    store.undo()
    store.forget_undo()

    assert store.redo() is None


def test_nothing_merges_below_the_floor(store):
    run(store, renaming("A"), merge="visite")
    store.forget_undo()
    run(store, renaming("B"), merge="visite")

    store.undo()

    assert store.load("acteurs")[0].nom == "A"


# refusals inside a step


def test_a_broken_link_is_refused_as_a_value_and_changes_nothing(store, dossier):
    before = every_row(dossier)

    with pytest.raises(RegleInvalide) as caught:
        run(store, lambda records: records.update(Task, 1, {"acteur_id": 9999}))

    assert caught.value.code == "contrainte"
    assert every_row(dossier) == before
