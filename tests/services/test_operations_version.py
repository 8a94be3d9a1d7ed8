"""Going back to a version as a whole: exactly what was, in one step that is undone."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.fiches_action import FicheAction
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.dump import DossierJson, dump, read_dump
from cpom_desktop.services.operations.version import UNIQUE, RestoreVersion, tables_of
from cpom_desktop.services.queries.comparaison import compare
from cpom_desktop.services.references import REFERENCES
from cpom_desktop.services.snapshot import RECORDS, SINGLE
from cpom_desktop.services.versions import snapshot_of
from tests.outils.dossiers import copy_demonstration, opened, raw

DAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def turn_over(ws):
    """Change a little of everything: added, changed, deleted, exchanged."""
    first, last = ws.snapshot.fiches_action[0], ws.snapshot.fiches_action[-1]
    case = ws.snapshot.raci_cases[0]
    cell = {"activite_id": case.activite_id, "role_id": case.role_id}
    for operation in (
        ops.UpdateEtablissement(commune="Villeneuve"),
        ops.DeleteActeurs(ids=[a.id for a in ws.snapshot.acteurs[:5]]),
        ops.AddActeur(famille="social", nom="Mme Durand"),
        ops.SetRaciCells(cells=[ops.CellValue(**cell, sens=[])]),
        ops.SetRaciCells(cells=[ops.CellValue(**cell, sens=[Sens.RESPONSABLE, Sens.REALISATEUR])]),
        ops.DeleteTasks(ids=[t.id for t in ws.snapshot.tasks[:3]]),
        ops.DeleteAxes(ids=[ws.snapshot.axes[0].id]),
        ops.DeleteFichesAction(ids=[last.id]),
        ops.AddFicheAction(titre="Une autre"),
        ops.UpdateFicheAction(id=first.id, titre="Un autre titre"),
    ):
        ws.run(operation)


def go_back(ws, target):
    return ws.run(RestoreVersion(nom="Version 1", tables=tables_of(target)))


def test_everything_is_as_it_was_in_one_step_that_is_undone(ws):
    before = ws.snapshot
    turn_over(ws)
    after, titles = ws.snapshot, ws.undo_titles()

    go_back(ws, before)

    assert ws.snapshot == before
    assert raw(ws.path, "PRAGMA foreign_key_check") == []
    assert ws.undo_titles()[0] == "revenir à la version «\u00a0Version 1\u00a0»"
    ws.undo()
    assert ws.snapshot == after
    assert ws.undo_titles()[0] == titles[0]
    ws.redo()
    assert ws.snapshot == before


def test_exchanges_that_answer_each_other_come_back(ws):
    one, other = (ws.run(ops.AddEchange(jour=DAY, objet=name)).result for name in "ab")
    ws.run(ops.UpdateEchange(id=one, repond_a_id=other))
    ws.run(ops.UpdateEchange(id=other, repond_a_id=one))
    before = ws.snapshot
    ws.run(ops.DeleteEchanges(ids=[one, other]))

    go_back(ws, before)

    assert ws.snapshot == before


def test_fiches_that_exchanged_their_numbers_get_them_back(ws):
    before = ws.snapshot
    one, other = before.fiches_action[:2]
    with ws._storage.step(title="x", operation="x") as step:
        for fiche_id, number in ((one.id, 900), (other.id, one.numero), (one.id, other.numero)):
            step.records.update(FicheAction, fiche_id, {"numero": number})
    ws._stale.add("fiches_action")

    go_back(ws, before)

    assert ws.snapshot == before


def test_a_dossier_that_is_already_so_has_no_step(ws):
    titles = ws.undo_titles()

    outcome = go_back(ws, ws.snapshot)

    assert not outcome.changes
    assert ws.undo_titles() == titles


def test_a_pinned_backup_is_made_first(ws):
    target = ws.snapshot
    ws.run(ops.UpdateEtablissement(commune="Villeneuve"))
    go_back(ws, target)

    (info,) = ws.backups.list()
    assert (info.reason, info.pinned) == (Reason.RESTAURATION, True)


def test_a_table_that_the_version_did_not_know_stays_as_it_is(ws):
    found = read_dump(dump(ws.snapshot, ws.uuid))
    older = {t: rows for t, rows in found.tables.items() if t != "anomalies_assumees"}
    ws.run(ops.AssumeAnomalie(cle="finess-cle-et", motif="Vu avec l'ARS"))
    present = ws.snapshot

    target = snapshot_of(DossierJson("", 1, "", older), present)
    go_back(ws, target)

    assert ws.snapshot.anomalies_assumees == present.anomalies_assumees
    assert compare(present, target, ws.content) == ()


def test_what_no_two_rows_share_is_what_the_schema_says(ws):
    found = {}
    for table in RECORDS:
        for _seq, name, unique, *_rest in raw(ws.path, f"PRAGMA index_list({table})"):
            if unique:
                columns = raw(ws.path, f"PRAGMA index_info('{name}')")
                found.setdefault(table, []).append(tuple(column for *_place, column in columns))
    assert found.pop("fiches_action") == [("numero",)]
    assert {table: [fields] for table, fields in UNIQUE.items()} == found
    parents = {r.table for links in REFERENCES.values() for r in links.values()}
    assert not parents & UNIQUE.keys()
    assert not SINGLE & UNIQUE.keys()
