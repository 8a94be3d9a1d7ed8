"""The history in words: sentences, counts, what one row or one page lived."""

from __future__ import annotations

import json
import time
from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.domain.raci import Sens
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations.restore import RestoreValue, may_be_restored
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.historique import (
    EVERYTHING,
    day_words,
    entry_of,
    subject_of_key,
    tables_of_page,
)
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain


@pytest.fixture
def ws(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def entries(ws, scope=EVERYTHING, limit=100):
    words = Designations(ws.snapshot, ws.content, ws.history.last_known)
    return [entry_of(step, words, scope) for step in ws.history.steps(scope, limit=limit)]


def last(ws):
    return entries(ws, limit=1)[0]


def claire(ws):
    return next(a for a in ws.snapshot.acteurs if a.nom == "Claire Morel")


def told(ws, operation):
    ws.run(operation)
    return straight(last(ws).sentence)


def straight(text):
    return plain(text).replace("’", "'")


# sentences


def test_a_changed_field_is_told_with_who_what_and_both_values(ws):
    ws.run(ops.UpdateActeur(id=claire(ws).id, telephone="01 99 00 11 22"))

    sentence = told(ws, ops.UpdateActeur(id=claire(ws).id, telephone="01 99 00 11 33"))

    assert sentence == ("Claire Morel, téléphone : « 01 99 00 11 22 » devient « 01 99 00 11 33 ».")


def test_a_field_filled_and_a_field_emptied_say_so(ws):
    task = ws.snapshot.tasks[0]

    filled = told(ws, ops.UpdateTask(id=task.id, date_epinglee=date(2027, 5, 1)))
    emptied = told(ws, ops.UpdateTask(id=task.id, date_epinglee=None))

    assert filled.endswith("date fixée : 1er mai 2027, vide auparavant.")
    assert emptied.endswith("date fixée : vide, auparavant 1er mai 2027.")


def test_a_new_name_is_told_after_the_former_one(ws):
    task = ws.run(ops.AddTask(phase=ws.snapshot.tasks[0].phase, titre="Relancer")).result

    assert told(ws, ops.UpdateTask(id=task, titre="Relancer le département")) == (
        "Tâche « Relancer » devient « Relancer le département »."
    )


def test_a_person_named_by_a_field_is_told_by_her_name(ws):
    fiche = ws.snapshot.fiches_action[0]

    sentence = told(ws, ops.UpdateFicheAction(id=fiche.id, suppleant_id=claire(ws).id))

    assert sentence.startswith(f"{fiche.repere} « {straight(fiche.titre)} », suppléant : ")
    assert "Claire Morel" in sentence


def test_a_choice_is_told_by_its_word_and_an_amount_in_euros(ws):
    moyen = ws.snapshot.moyens[0]
    critere = ws.snapshot.constats[0].critere

    amount = told(ws, ops.UpdateMoyen(id=moyen.id, montant_centimes=123_456))
    rating = told(ws, ops.UpdateConstat(critere=critere, cotation=Cotation.NON_CONCERNE))

    assert "1 234,56 €" in amount
    assert rating.endswith("devient Non concerné.")


def test_a_row_added_and_a_row_deleted_are_told_whole(ws):
    added = told(ws, ops.AddActeur(famille="social", nom="Zoé Petit"))
    gone = told(ws, ops.DeleteActeurs(ids=[ws.snapshot.acteurs[-1].id]))

    assert (added, gone) == ("Acteur ajouté : Zoé Petit.", "Acteur supprimé : Zoé Petit.")


def test_what_hangs_from_a_deleted_row_is_not_told_apart(ws):
    axe = ws.snapshot.axes[0]

    sentence = told(ws, ops.DeleteAxes(ids=[axe.id]))

    assert sentence.startswith(f"Axe « {straight(axe.libelle)} » supprimé")
    assert all(found.table != "objectifs" for found in last(ws).differences)


def test_links_are_told_as_what_they_mean(ws):
    first, second = ws.snapshot.tasks[0], ws.snapshot.tasks[1]
    ws.run(ops.SetPredecessors(task_id=second.id, predecesseurs=[]))

    assert " : attend maintenant tâche « " in told(
        ws, ops.SetPredecessors(task_id=second.id, predecesseurs=[first.id])
    )
    assert " : n'attend plus tâche « " in told(
        ws, ops.SetPredecessors(task_id=second.id, predecesseurs=[])
    )


def test_a_cell_of_the_matrix_is_told_in_words(ws):
    activite, role = ws.snapshot.raci_activites[0].id, ws.snapshot.raci_roles[-1].id
    emptied = ops.CellValue(activite_id=activite, role_id=role, sens=[])
    ws.run(ops.SetRaciCells(cells=[emptied]))
    filled = ops.CellValue(activite_id=activite, role_id=role, sens=[Sens.INFORME])

    assert told(ws, ops.SetRaciCells(cells=[filled])).endswith("devient informé après.")
    assert told(ws, ops.SetRaciCells(cells=[emptied])).endswith("n'est plus informé après.")


def test_several_fields_of_one_row_are_named_and_several_rows_counted(ws):
    a = claire(ws)
    fields = told(ws, ops.UpdateActeur(id=a.id, telephone="01 99 00 11 22", influence=1))
    many = told(ws, ops.DeleteTasks(ids=[t.id for t in ws.snapshot.tasks[:3]]))

    assert fields == "Claire Morel : téléphone, influence."
    assert "Supprimer 3 tâches : 3 retraits" in many


def test_a_long_text_is_shortened_in_the_sentence_and_whole_beside(ws):
    text = "Un constat de plusieurs lignes. " * 20
    critere = ws.snapshot.constats[0].critere

    sentence = told(ws, ops.UpdateConstat(critere=critere, texte=text))

    assert len(sentence) < 300
    assert last(ws).differences[0].after_words == text.strip()


def test_a_row_that_is_gone_keeps_its_last_name(ws):
    acteur = ws.run(ops.AddActeur(famille="social", nom="Zoé Petit")).result
    ws.run(ops.UpdateTask(id=ws.snapshot.tasks[0].id, acteur_id=acteur))
    ws.run(ops.DeleteActeurs(ids=[acteur]))

    assert "Zoé Petit" in entries(ws)[1].sentence


# which steps


def test_steps_come_newest_first_and_page_by_page(ws):
    whole = entries(ws, limit=1000)
    first = entries(ws, limit=3)
    rest = ws.history.steps(HistoryScope(), before=first[-1].id, limit=1000)

    assert [e.id for e in whole] == sorted((e.id for e in whole), reverse=True)
    assert [e.id for e in first] + [s.id for s in rest] == [e.id for e in whole]


def test_the_history_of_a_page_of_a_row_and_of_a_field(ws):
    a = claire(ws)
    ws.run(ops.UpdateActeur(id=a.id, influence=1))
    ws.run(ops.UpdateActeur(id=a.id, telephone="01 99 00 11 22"))
    ws.run(ops.UpdateTask(id=ws.snapshot.tasks[0].id, titre="Autre"))
    row = HistoryScope(("acteurs",), a.id)

    assert last(ws).page == "Rétroplanning"
    assert entries(ws, HistoryScope(tables_of_page("acteurs")))[0].page == "Acteurs"
    assert len(entries(ws, row)) > len(entries(ws, row._replace(field="telephone"))) >= 1
    assert entries(ws, row._replace(field="influence"))[0].sentence.startswith("Claire Morel")


def test_an_undone_step_is_marked_until_it_can_no_longer_be_redone(ws):
    ws.run(ops.UpdateActeur(id=claire(ws).id, influence=1))
    ws.undo()

    assert last(ws).undone


def test_days_are_named():
    today = date(2027, 3, 12)

    assert day_words(today, today) == "Aujourd’hui"
    assert day_words(date(2027, 3, 11), today) == "Hier"
    assert day_words(date(2027, 3, 1), today) == "Lundi 1er mars 2027"


def lengthen(ws, count):
    """Give the journal `count` more steps, each a change of the first acteur."""
    number = f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {count}) "
    row = json.dumps({"id": 1, "nom": "Claire"})
    with ws._storage._transaction() as now:
        run = ws._storage._connection.execute
        run(
            f"{number}INSERT INTO journal_etapes (quand, titre, operation) "
            "SELECT ?, 'modifier « Nom »', 'essai' FROM n",
            (now,),
        )
        run(
            "INSERT INTO journal (etape_id, tbl, rid, avant, apres) "
            "SELECT id, 'acteurs', 1, ?1, json_set(?1, '$.nom', 'Claire ' || id) "
            "FROM journal_etapes WHERE operation = 'essai'",
            (row,),
        )


def test_twenty_thousand_steps_are_read_page_by_page_in_a_blink(ws):
    lengthen(ws, 20_000)

    for scope in (HistoryScope(), HistoryScope(("acteurs",)), HistoryScope(("acteurs",), 1)):
        start = time.perf_counter()
        page = entries(ws, scope)
        older = ws.history.steps(scope, before=page[-1].id - 15_000)
        assert (len(page), len(older)) == (100, 100)
        assert time.perf_counter() - start < 0.3


# going back


def test_a_former_value_comes_back_and_that_is_undone_too(ws):
    a = claire(ws)
    ws.run(ops.UpdateActeur(id=a.id, telephone="01 99 00 11 22"))

    ws.run(RestoreValue(table="acteurs", id=a.id, champ="telephone", valeur=a.telephone))

    assert claire(ws).telephone == a.telephone
    assert plain(ws.undo_titles()[0]) == "revenir à une valeur de « Téléphone »"
    ws.undo()
    assert claire(ws).telephone == "01 99 00 11 22"


def test_every_field_that_is_told_goes_back_to_what_it_was(ws):
    """Each field of the demonstration, emptied or not, is written back as it is now."""
    tried = 0
    for table in ("etablissement", "dossier"):
        record = getattr(ws.snapshot, table)
        tried += _written_back(ws, table, record)
    for table in ("capacites", "acteurs", "tasks", "constats", "fiches_action", "etapes"):
        tried += _written_back(ws, table, getattr(ws.snapshot, table)[0])
    for table in ("moyens", "financements", "indicateurs", "cibles_indicateurs", "axes"):
        tried += _written_back(ws, table, getattr(ws.snapshot, table)[0])

    assert tried > 80


def _written_back(ws, table, record):
    before = getattr(ws.snapshot, table)
    fields = [f for f in type(record).__dataclass_fields__ if may_be_restored(table, f)]
    for field in fields:
        value = getattr(record, field)
        ws.run(RestoreValue(table=table, id=record.id, champ=field, valeur=value))
        assert getattr(ws.snapshot, table) == before, field
    return len(fields)


def test_a_value_of_a_row_that_is_gone_is_refused(ws):
    acteur = ws.run(ops.AddActeur(famille="social", nom="Zoé Petit")).result
    ws.run(ops.DeleteActeurs(ids=[acteur]))

    with pytest.raises(RegleInvalide, match="introuvable"):
        ws.run(RestoreValue(table="acteurs", id=acteur, champ="nom", valeur="Zoé"))


def test_a_value_that_names_someone_gone_or_breaks_a_rule_is_refused(ws):
    acteur = ws.run(ops.AddActeur(famille="social", nom="Zoé Petit")).result
    ws.run(ops.DeleteActeurs(ids=[acteur]))
    task = ws.snapshot.tasks[0].id

    for champ, valeur, code in (
        ("acteur_id", acteur, "introuvable"),
        ("titre", "", "nom-vide"),
        ("etat", "un mot d'une autre version", "valeur-ancienne"),
    ):
        with pytest.raises(RegleInvalide, match=code):
            ws.run(RestoreValue(table="tasks", id=task, champ=champ, valeur=valeur))


def test_what_she_never_types_is_not_offered():
    assert may_be_restored("acteurs", "nom")
    assert not may_be_restored("acteurs", "ordre")
    assert not may_be_restored("raci_cases", "sens")


def test_the_history_of_a_figure_follows_its_cell_though_its_row_comes_and_goes(ws):
    def typed(valeur):
        cell = ops.ValeurSaisie(donnee="eig", annee=2026, valeur=valeur)
        ws.run(ops.SetValeurs(valeurs=[cell]))

    for valeur in (Decimal(3), None, Decimal(4)):
        typed(valeur)
    words = Designations(ws.snapshot, ws.content)
    subject = subject_of_key(words, ws.snapshot, "valeurs.eig.2026")

    assert straight(subject.name) == "Événements indésirables graves déclarés, 2026"
    assert len(ws.history.steps(subject.scope)) == 3
