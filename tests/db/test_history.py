"""The journal read as history: typed values, older rows, undone steps, what does not read."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from decimal import Decimal

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.tasks import EtatTache, Task
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.references import REFERENCES, Reference
from cpom_desktop.services.snapshot import RECORDS
from db.connection import sqlite3
from db.store import open_dossier
from tests.outils.dossiers import copy_demonstration, raw

ALL = HistoryScope()


def run(store, change, title="modifier"):
    with store.step(title=title, operation="essai") as step:
        change(step.records)


def newest(store, scope=ALL):
    return store.history.steps(scope, limit=1)[0]


def test_a_step_gives_when_its_title_and_rows_typed_as_their_records(store, clock):
    task = store.load("tasks")[0]
    new = {"etat": EtatTache.FAIT, "fin_reelle": date(2027, 3, 1), "jalon": not task.jalon}
    run(store, lambda records: records.update(Task, task.id, new), "finir la tâche")

    step = newest(store)

    assert (step.moment, step.title, step.undone) == (clock(), "finir la tâche", False)
    (row,) = step.rows
    assert (row.table, row.record_id) == ("tasks", task.id)
    assert Task(**row.before) == task
    assert {key: row.after[key] for key in new} == new


def test_a_row_added_has_no_before_and_a_row_deleted_no_after(store):
    run(store, lambda records: records.insert(Acteur(id=0, famille=Famille.SOCIAL, nom="Zoé")))
    (added,) = newest(store).rows
    run(store, lambda records: records.delete(Acteur, [added.record_id]))
    (deleted,) = newest(store).rows

    assert (added.before, deleted.after) == (None, None)
    assert added.after == deleted.before


def test_decimals_come_back_as_they_were(tmp_path, clock):
    with closing(open_dossier(copy_demonstration(tmp_path), clock)) as store:
        steps = store.history.steps(HistoryScope(("cibles_indicateurs",)))

    values = [row.after["valeur"] for row in steps[0].rows if row.table == "cibles_indicateurs"]
    assert values
    assert all(isinstance(value, Decimal) for value in values)


def test_the_text_of_a_pack_is_left_out(tmp_path, clock):
    with closing(open_dossier(copy_demonstration(tmp_path), clock)) as store:
        steps = store.history.steps(HistoryScope(("packs_integres",)))

    packs = [row for row in steps[-1].rows if row.table == "packs_integres"]
    assert packs
    assert all("texte" not in row.after and row.after["fichier"] for row in packs)


def test_an_undone_step_says_so_and_a_redone_one_no_longer(store):
    run(store, lambda records: records.update(Acteur, 1, {"nom": "Ana"}))
    store.undo()
    undone = newest(store).undone
    store.redo()

    assert (undone, newest(store).undone) == (True, False)


def test_deletions_are_those_that_last(store):
    run(store, lambda records: records.delete(Acteur, [1]), "garder")
    run(store, lambda records: records.delete(Acteur, [2]), "annuler")
    store.undo()
    run_scope = HistoryScope(("acteurs",), deleting=True)

    assert [step.title for step in store.history.steps(run_scope)] == ["garder"]


def test_a_row_of_an_older_format_lacks_columns_and_keeps_what_it_had(dossier, clock):
    _write(dossier, avant='{"id": 7, "nom": "Ana", "disparue": 1}', apres='{"id": 7, "nom": "B"}')

    with closing(open_dossier(dossier, clock)) as store:
        (row,) = newest(store).rows

    assert (row.before, row.after) == ({"id": 7, "nom": "Ana"}, {"id": 7, "nom": "B"})


def test_a_word_that_is_no_longer_known_stays_as_it_was_written(dossier, clock):
    _write(dossier, avant='{"id": 7, "famille": "autrefois"}', apres='{"id": 7}')

    with closing(open_dossier(dossier, clock)) as store:
        assert newest(store).rows[0].before == {"id": 7, "famille": "autrefois"}


def test_a_content_that_does_not_read_is_left_out_and_the_rest_stays(dossier, clock):
    _write(dossier, avant="{", apres="[1]")
    _write(dossier, tbl="disparue", avant='{"id": 7}', apres='{"id": 7}')

    with closing(open_dossier(dossier, clock)) as store:
        steps = store.history.steps(ALL)

    assert [len(step.rows) for step in steps[:2]] == [0, 0]
    assert any(step.rows for step in steps[2:])


def _write(dossier, *, avant, apres, tbl="acteurs"):
    """Write a step as another version would have left it."""
    step = raw(
        dossier,
        "INSERT INTO journal_etapes (quand, titre, operation) "
        "VALUES ('2027-03-12T14:32:00', 'ancien', 'essai') RETURNING id",
    )[0][0]
    raw(
        dossier,
        "INSERT INTO journal (etape_id, tbl, rid, avant, apres) VALUES (?, ?, 7, ?, ?)",
        step,
        tbl,
        avant,
        apres,
        sealed=True,
    )


def test_the_last_state_of_a_row_is_known_after_it_is_gone(store):
    name = store.load("acteurs")[0].nom
    run(store, lambda records: records.delete(Acteur, [1]))

    assert store.history.last_known("acteurs", 1)["nom"] == name
    assert store.history.last_known("acteurs", 99_999) is None


def test_a_dossier_that_is_only_read_has_its_history(store, dossier, clock):
    run(store, lambda records: records.update(Acteur, 1, {"nom": "Ana"}))

    with closing(open_dossier(dossier, clock, read_only=True)) as reader:
        assert newest(reader) == newest(store)


def test_the_links_told_to_the_services_are_those_of_the_schema(dossier):
    with closing(sqlite3.connect(dossier)) as connection:
        declared = {
            table: {
                row[3]: Reference(row[2], row[6] == "CASCADE")
                for row in connection.execute(f"PRAGMA foreign_key_list({table})")
            }
            for table in RECORDS
        }

    assert {table: links for table, links in declared.items() if links} == REFERENCES


def test_a_moment_without_offset_is_read_too(dossier, clock):
    _write(dossier, avant='{"id": 7}', apres='{"id": 7, "nom": "A"}')

    with closing(open_dossier(dossier, clock)) as store:
        assert newest(store).moment == datetime(2027, 3, 12, 14, 32)  # noqa: DTZ001 - as written
