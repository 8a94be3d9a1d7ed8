"""Operations of the journal: subjects, people of no structure, demands, tasks, slips."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.echanges import NatureEchange
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops

DAY = date(2027, 3, 12)


@pytest.fixture
def anne(workspace):
    added = ops.AddActeur(famille=Famille.AUTORITES, structure="Département", nom="Anne D.")
    return workspace.run(added).result


def add(workspace, **fields):
    return workspace.run(ops.AddEchange(jour=DAY, **fields)).result


def echange(workspace, echange_id):
    return next(e for e in workspace.snapshot.echanges if e.id == echange_id)


def names(workspace, echange_id):
    rows = workspace.snapshot.echanges_personnes
    return [(p.acteur_id, p.nom) for p in rows if p.echange_id == echange_id]


def test_the_subject_is_the_first_sentence_until_she_gives_one(workspace):
    noted = add(workspace, texte="Elle rappelle lundi. Prévenir Sophie.")
    assert echange(workspace, noted).objet == "Elle rappelle lundi."

    workspace.run(ops.UpdateEchange(id=noted, objet="Rappel"))
    assert echange(workspace, noted).objet == "Rappel"
    workspace.run(ops.UpdateEchange(id=noted, objet=""))
    assert echange(workspace, noted).objet == "Elle rappelle lundi."


@pytest.mark.parametrize("fields", [{}, {"texte": " \n "}, {"objet": " "}])
def test_an_exchange_that_says_nothing_is_refused(workspace, fields):
    with pytest.raises(RegleInvalide) as refused:
        add(workspace, **fields)

    assert refused.value.code == "echange-vide"
    assert workspace.snapshot.echanges == ()


def test_people_are_stakeholders_or_names_and_each_kind_changes_alone(workspace, anne):
    noted = add(workspace, objet="x", personnes=[anne], noms=["Me Lefort", " ", "Me Lefort"])
    assert names(workspace, noted) == [(anne, "Anne D."), (None, "Me Lefort")]

    workspace.run(ops.UpdateEchange(id=noted, noms=["Mme Roy"]))
    assert names(workspace, noted) == [(anne, "Anne D."), (None, "Mme Roy")]
    workspace.run(ops.UpdateEchange(id=noted, personnes=[]))
    assert names(workspace, noted) == [(None, "Mme Roy")]


def test_who_is_deleted_keeps_their_name_in_the_journal(workspace, anne):
    noted = add(workspace, objet="x", personnes=[anne])
    workspace.run(ops.DeleteActeurs(ids=[anne]))
    assert names(workspace, noted) == [(None, "Anne D.")]

    workspace.undo()
    assert names(workspace, noted) == [(anne, "Anne D.")]


def test_an_answer_closes_the_demand_and_undo_opens_it_again(workspace, anne):
    demand = add(workspace, objet="Dates ?", personnes=[anne], attend_reponse=True)
    add(workspace, objet="Le 15", personnes=[anne], repond_a_id=demand)
    assert echange(workspace, demand).clos_le == DAY

    workspace.undo()
    assert echange(workspace, demand).clos_le is None


def test_a_follow_up_becomes_a_task_of_its_day(workspace):
    noted = add(workspace, objet="x", suite="Envoyer le diagnostic", suite_le=date(2027, 3, 31))
    task_id = workspace.run(ops.MakeTaskOfEchange(id=noted)).result

    task = next(t for t in workspace.snapshot.tasks if t.id == task_id)
    assert (task.titre, task.date_epinglee) == ("Envoyer le diagnostic", date(2027, 3, 31))
    assert echange(workspace, noted).task_id == task_id
    with pytest.raises(RegleInvalide) as again:
        workspace.run(ops.MakeTaskOfEchange(id=noted))
    assert again.value.code == "echange-deja-suivi"


def test_without_a_follow_up_there_is_no_task(workspace):
    noted = add(workspace, objet="x")
    with pytest.raises(RegleInvalide) as refused:
        workspace.run(ops.MakeTaskOfEchange(id=noted))

    assert refused.value.code == "echange-sans-suite"


def test_a_document_sent_is_one_step_with_its_slip(workspace, anne):
    sent = ops.TransmitDocument(
        jour=DAY,
        titre="Dossier CPOM",
        version="version 2",
        personnes=[anne],
        nature=NatureEchange.COURRIEL,
        exemplaires=2,
        empreinte="ab" * 32,
    )
    noted = workspace.run(sent).result

    found = echange(workspace, noted)
    assert (found.objet, found.bordereau) == ("Dossier CPOM, version 2", 1)
    (envoi,) = workspace.snapshot.envois
    assert (envoi.titre, envoi.exemplaires, envoi.empreinte) == ("Dossier CPOM", 2, "ab" * 32)
    again = workspace.run(sent).result
    assert echange(workspace, again).bordereau == 2
    workspace.undo()
    workspace.undo()
    assert workspace.snapshot.echanges == ()
    assert workspace.snapshot.envois == ()


def test_a_document_sent_to_nobody_is_refused(workspace):
    with pytest.raises(RegleInvalide) as refused:
        workspace.run(ops.TransmitDocument(jour=DAY, titre="Dossier", noms=[" "]))

    assert refused.value.code == "envoi-sans-destinataire"


def test_the_slip_of_an_exchange_lists_its_files_once(workspace):
    noted = add(workspace, objet="Envoi")
    data = b"un fichier"
    workspace.run(ops.AttachFichiers(fichiers=[file_of(data)], echange_id=noted))
    assert workspace.run(ops.PrepareBordereau(echange_id=noted)).result == 1
    assert workspace.run(ops.PrepareBordereau(echange_id=noted)).result == 1

    (envoi,) = workspace.snapshot.envois
    (fichier,) = workspace.snapshot.fichiers
    assert (envoi.titre, envoi.empreinte) == (fichier.nom, fichier.empreinte)


def file_of(data):
    from cpom_desktop.services.operations import FichierLu

    return FichierLu(nom="plan.txt", contenu=data)
