"""The corbeille: what was deleted, put back with its own ids, what hung from it, its links."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.corbeille import KINDS, deleted, restored_sentence
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

SCOPE = HistoryScope(tuple(KINDS), deleting=True)


@pytest.fixture
def ws(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Return the same, for tests that leave it as they found it."""
    with opened(copy_demonstration(tmp_path_factory.mktemp("corbeille"))) as found:
        yield found


def bin_of(ws):
    words = Designations(ws.snapshot, ws.content, ws.history.last_known)
    return deleted(ws.history.steps(SCOPE, limit=1000), words)


def fresh(ws):
    return DossierSnapshot().refreshed(RECORDS, ws._storage.load)


def restore(ws, item):
    return ws.run(item.operation).result


def claire(ws):
    return next(a for a in ws.snapshot.acteurs if a.nom == "Claire Morel")


def test_nothing_deleted_nothing_to_put_back(ws):
    assert bin_of(ws) == ()


def test_something_deleted_is_told_with_what_it_was_and_who_named_it(ws):
    a = claire(ws)
    ws.run(ops.DeleteActeurs(ids=[a.id]))

    (item,) = bin_of(ws)
    assert (item.what, item.name, item.moment) == ("Acteur", "Claire Morel", ws.clock_time())
    assert "rôle RACI" in plain(item.links)
    assert ("Fonction", "Directrice") in item.values


def test_several_deleted_at_once_are_several_things(ws):
    ids = [task.id for task in ws.snapshot.tasks[:3]]
    ws.run(ops.DeleteTasks(ids=ids))

    assert {item.record_id for item in bin_of(ws)} == set(ids)


def test_what_hung_from_it_is_one_with_it(ws):
    fiche = ws.snapshot.fiches_action[0]
    ws.run(ops.DeleteFichesAction(ids=[fiche.id]))

    (item,) = bin_of(ws)
    assert item.name.startswith(fiche.repere)
    assert "étape" in item.hanging
    assert "indicateur" in item.hanging


def test_what_was_undone_or_put_back_is_there_no_longer(ws):
    ws.run(ops.DeleteActeurs(ids=[claire(ws).id]))
    ws.undo()
    assert bin_of(ws) == ()

    ws.redo()
    restore(ws, bin_of(ws)[0])
    assert bin_of(ws) == ()

    ws.undo()
    assert [item.name for item in bin_of(ws)] == ["Claire Morel"]


DELETIONS = {
    "acteurs": ops.DeleteActeurs,
    "tasks": ops.DeleteTasks,
    "raci_activites": ops.DeleteRaciActivites,
    "axes": ops.DeleteAxes,
    "objectifs": ops.DeleteObjectifs,
    "fiches_action": ops.DeleteFichesAction,
    "etapes": ops.DeleteEtapes,
    "moyens": ops.DeleteMoyens,
    "financements": ops.DeleteFinancements,
    "indicateurs": ops.DeleteIndicateurs,
}


def by_owners(items):
    """Return what was deleted in an order that puts owners first."""
    ranks = list(RECORDS)
    return sorted(items, key=lambda item: (ranks.index(item.table), item.record_id))


@given(table=st.sampled_from(sorted(DELETIONS)), data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_deleted_comes_back_identical(shared, table, data):
    ws, before = shared, shared.snapshot
    ids = [row.id for row in getattr(before, table)]
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True))
    ws.run(DELETIONS[table](ids=chosen))
    items = by_owners(bin_of(ws))

    results = [restore(ws, item) for item in items]

    assert items
    assert results[-1].left_out == 0
    assert by_ids(fresh(ws)) == by_ids(before)
    for _step in (*items, "deletion"):
        ws.undo()
    assert fresh(ws) == before


def by_ids(snapshot):
    """Return the rows of every table, in the order of their ids."""
    rows = {table: getattr(snapshot, table) for table in RECORDS}
    return {
        t: sorted(r, key=lambda x: x.id) if isinstance(r, tuple) else r for t, r in rows.items()
    }


def test_putting_back_is_one_step_to_undo(ws):
    ws.run(ops.DeleteFichesAction(ids=[ws.snapshot.fiches_action[0].id]))
    without = ws.snapshot

    restore(ws, bin_of(ws)[0])
    ws.undo()

    assert fresh(ws) == without


def test_a_link_whose_other_end_is_gone_is_left_out_and_told(ws):
    fiche = next(f for f in ws.snapshot.fiches_action if f.responsable_id)
    ws.run(ops.DeleteFichesAction(ids=[fiche.id]))
    ws.run(ops.DeleteActeurs(ids=[fiche.responsable_id]))
    item = next(i for i in bin_of(ws) if i.table == "fiches_action")

    result = restore(ws, item)

    back = next(f for f in ws.snapshot.fiches_action if f.id == fiche.id)
    assert back.responsable_id is None
    assert result.left_out >= 1
    assert "n’ont pas pu être remis" in restored_sentence(item, result) or (
        "n’a pas pu être remis" in restored_sentence(item, result)
    )


def test_a_field_that_names_someone_else_since_is_left_alone(ws):
    a, other = claire(ws), ws.snapshot.acteurs[-1]
    role = next(r for r in ws.snapshot.raci_roles if r.acteur_id == a.id)
    ws.run(ops.DeleteActeurs(ids=[a.id]))
    ws.run(ops.UpdateRaciRole(id=role.id, acteur_id=other.id))

    result = restore(ws, bin_of(ws)[0])

    assert next(r for r in ws.snapshot.raci_roles if r.id == role.id).acteur_id == other.id
    assert result.left_out == 1


def test_a_part_whose_whole_is_gone_waits_for_it(ws):
    etape = ws.snapshot.etapes[0]
    ws.run(ops.DeleteEtapes(ids=[etape.id]))
    ws.run(ops.DeleteFichesAction(ids=[etape.fiche_id]))
    part = next(i for i in bin_of(ws) if i.table == "etapes")

    with pytest.raises(RegleInvalide, match="parent-supprime"):
        restore(ws, part)

    restore(ws, next(i for i in bin_of(ws) if i.table == "fiches_action"))
    restore(ws, part)
    assert etape in ws.snapshot.etapes


def test_the_same_thing_is_not_put_back_twice(ws):
    ws.run(ops.DeleteActeurs(ids=[claire(ws).id]))
    (item,) = bin_of(ws)
    restore(ws, item)

    with pytest.raises(RegleInvalide, match="deja-restaure"):
        restore(ws, item)


def test_a_fiche_whose_number_was_taken_gets_the_next_one(ws):
    fiche = max(ws.snapshot.fiches_action, key=lambda f: f.numero)
    ws.run(ops.DeleteFichesAction(ids=[fiche.id]))
    ws.run(ops.AddFicheAction(titre="Une autre"))
    taken = {f.numero for f in ws.snapshot.fiches_action}
    item = bin_of(ws)[0]

    result = restore(ws, item)

    back = next(f for f in ws.snapshot.fiches_action if f.id == fiche.id)
    if fiche.numero in taken:
        assert back.numero == max(taken) + 1
        assert back.repere in plain(restored_sentence(item, result))
    else:
        assert back.numero == fiche.numero


def test_tasks_that_would_wait_for_each_other_are_refused(ws):
    first, second, third = (task.id for task in ws.snapshot.tasks[:3])
    for task in (first, second, third):
        ws.run(ops.SetPredecessors(task_id=task, predecesseurs=[]))
    ws.run(ops.SetPredecessors(task_id=second, predecesseurs=[first]))
    ws.run(ops.SetPredecessors(task_id=third, predecesseurs=[second]))
    ws.run(ops.DeleteTasks(ids=[second]))
    ws.run(ops.SetPredecessors(task_id=first, predecesseurs=[third]))

    with pytest.raises(RegleInvalide, match="cycle"):
        restore(ws, bin_of(ws)[0])
    assert second not in {task.id for task in fresh(ws).tasks}


def test_a_document_comes_back_with_the_bytes_of_its_files(ws):
    file = next(f for f in ws.snapshot.fichiers if f.piece_id)
    content = ws.read_file(file)
    ws.run(ops.DeletePieces(ids=[file.piece_id]))
    ws.run(ops.AddPiece(titre="Autre", type="rh"))

    restore(ws, bin_of(ws)[0])

    assert file in ws.snapshot.fichiers
    assert ws.read_file(file) == content


def test_a_decision_whose_carrier_comes_back_is_told_as_before(ws):
    before = fresh(ws)
    carriers = {d.responsable_id for d in before.decisions if d.responsable_id}
    ws.run(ops.DeleteActeurs(ids=sorted(carriers)))
    assert all(d.porteur for d in ws.snapshot.decisions)
    for item in by_owners(bin_of(ws)):
        restore(ws, item)
    assert fresh(ws).decisions == before.decisions


def test_a_criterion_of_hers_comes_back_with_its_answer_its_proofs_and_its_fiche(ws):
    made = ws.run(ops.AddCritere(theme="a", titre="nuits calmes")).result
    slug = f"propre-{made}"
    ws.run(ops.UpdateConstat(critere=slug, texte="Deux chutes."))
    ws.run(ops.SetConstatPieces(critere=slug, pieces=[ws.snapshot.pieces[0].id]))
    ws.run(ops.SetConstatIndicateurs(critere=slug, indicateurs=["chutes"]))
    fiche = ws.snapshot.fiches_action[0].id
    ws.run(ops.SetFicheConstats(fiche_id=fiche, criteres=[slug]))
    before = by_ids(ws.snapshot)
    ws.run(ops.DeleteCriteres(ids=[made]))
    assert all(link.critere != slug for link in ws.snapshot.fiches_constats)
    (item,) = [found for found in bin_of(ws) if found.table == "criteres_propres"]
    assert "1 constat" in plain(item.hanging)
    restore(ws, item)
    assert by_ids(ws.snapshot) == before
