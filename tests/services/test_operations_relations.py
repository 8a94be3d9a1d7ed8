"""Operations on meetings, decisions, exchanges, documents to gather and check-lists."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.domain.pieces import EtatPiece, TypePiece
from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, Presence
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.messages import sentence

DAY = date(2027, 4, 15)


def made(workspace, operation):
    return workspace.run(operation).result


def row(workspace, table, row_id):
    return next(r for r in getattr(workspace.snapshot, table) if r.id == row_id)


def refused(workspace, operation):
    before = workspace.snapshot
    with pytest.raises(RegleInvalide) as refusal:
        workspace.run(operation)
    assert workspace.snapshot == before
    assert sentence(refusal.value)
    return refusal.value.code


@pytest.fixture
def acteurs(workspace):
    """Return the ids of two people of the dossier."""
    return [a.id for a in workspace.snapshot.acteurs if a.nom][:2]


@pytest.fixture
def instance(workspace, acteurs):
    """Return the id of an instance where two people sit, the second without a vote."""
    found = made(workspace, ops.AddInstance(nom="Comité local", abrege="CL"))
    first, second = acteurs
    workspace.run(ops.AddMembre(instance_id=found, acteur_id=first, qualite="préside"))
    workspace.run(ops.AddMembre(instance_id=found, acteur_id=second, voix=False))
    return found


@pytest.fixture
def reunion(workspace, instance):
    """Return the id of a meeting of that instance, with a date."""
    return made(
        workspace,
        ops.AddReunion(titre="CL n° 1", instance_id=instance, jour=DAY, heure="14 h 05"),
    )


def test_a_person_sits_once_in_an_instance_and_is_not_their_own_deputy(
    workspace, instance, acteurs
):
    first, second = acteurs
    place = next(m for m in workspace.snapshot.instances_membres if m.instance_id == instance)

    again = ops.AddMembre(instance_id=instance, acteur_id=first)
    assert refused(workspace, again) == "deja-membre"
    own = ops.UpdateMembre(id=place.id, suppleant_id=first)
    assert refused(workspace, own) == "suppleant-soi-meme"
    workspace.run(ops.UpdateMembre(id=place.id, suppleant_id=second))

    assert row(workspace, "instances_membres", place.id).suppleant_id == second


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"quorum": 0}, "nombre-trop-petit"),
        ({"quorum": 201}, "nombre-trop-grand"),
        ({"delai_dossier": 366}, "nombre-trop-grand"),
        ({"nom": " "}, "nom-vide"),
        ({"president_id": 9999}, "introuvable"),
    ],
)
def test_what_an_instance_cannot_be_is_refused(workspace, instance, values, code):
    assert refused(workspace, ops.UpdateInstance(id=instance, **values)) == code


def test_a_meeting_convenes_the_members_and_takes_the_next_number(
    workspace, instance, reunion, acteurs
):
    second = made(workspace, ops.AddReunion(titre="CL n° 2", instance_id=instance))
    people = [p for p in workspace.snapshot.reunions_presences if p.reunion_id == reunion]

    assert [row(workspace, "reunions", i).numero for i in (reunion, second)] == [1, 2]
    assert row(workspace, "reunions", reunion).heure == "14:05"
    assert [(p.acteur_id, p.voix) for p in people] == list(
        zip(acteurs, (True, False), strict=True)
    )
    assert people[0].qualite == "préside"
    assert people[0].nom == workspace.snapshot.acteurs_by_id[acteurs[0]].nom
    already = ops.AddPresence(reunion_id=reunion, acteur_id=acteurs[0])
    assert refused(workspace, already) == "deja-participant"


def test_only_a_draft_may_have_no_date(workspace, instance):
    undated = made(workspace, ops.AddReunion(titre="CL", instance_id=instance))
    convene = ops.SetEtatReunion(id=undated, etat=EtatReunion.CONVOQUEE)

    assert refused(workspace, convene) == "reunion-sans-date"


def test_a_meeting_goes_from_draft_to_closed_and_is_opened_again_with_a_reason(workspace, reunion):
    for etat in (EtatReunion.CONVOQUEE, EtatReunion.TENUE, EtatReunion.CLOSE):
        workspace.run(ops.SetEtatReunion(id=reunion, etat=etat, le=DAY))
    closed = row(workspace, "reunions", reunion)
    assert (closed.convoquee_le, closed.redigee_le, closed.rouverte_le) == (DAY, DAY, None)

    again = ops.SetEtatReunion(id=reunion, etat=EtatReunion.TENUE)
    assert refused(workspace, again) == "motif-vide"
    workspace.run(ops.SetEtatReunion(id=reunion, etat=EtatReunion.TENUE, motif="Un oubli"))

    opened = row(workspace, "reunions", reunion)
    assert (opened.etat, opened.motif_reouverture) == (EtatReunion.TENUE, "Un oubli")
    assert opened.rouverte_le is not None


def test_points_are_moved_among_those_of_their_agenda_only(workspace, instance, reunion):
    other = made(workspace, ops.AddReunion(titre="CL n° 2", instance_id=instance))
    elsewhere = made(workspace, ops.AddPoint(reunion_id=other, titre="Ailleurs"))
    points = [made(workspace, ops.AddPoint(reunion_id=reunion, titre=t)) for t in "abc"]

    workspace.run(ops.MovePoint(id=points[2], avant=points[0]))
    assert agenda(workspace, reunion) == ["c", "a", "b"]
    workspace.run(ops.MovePoint(id=points[2]))
    assert agenda(workspace, reunion) == ["a", "b", "c"]

    assert refused(workspace, ops.MovePoint(id=points[0], avant=elsewhere)) == "introuvable"


def agenda(workspace, reunion):
    return [p.titre for p in workspace.snapshot.reunions_points if p.reunion_id == reunion]


def test_a_decision_keeps_its_number_and_the_day_it_was_done(workspace, reunion):
    numbered = [
        made(workspace, ops.AddDecision(reunion_id=reunion, texte=text)) for text in ("A", "B")
    ]
    workspace.run(ops.DeleteDecisions(ids=numbered[:1]))
    workspace.run(ops.UpdateDecision(id=numbered[1], etat=EtatDecision.FAITE))

    kept = row(workspace, "decisions", numbered[1])
    assert (kept.numero, kept.fait_le) == (2, date(2027, 3, 12))
    next_one = made(workspace, ops.AddDecision(reunion_id=reunion, texte="C"))
    assert row(workspace, "decisions", next_one).numero == 3


def test_deleting_a_meeting_takes_what_hangs_from_it_and_undo_brings_it_back(workspace, reunion):
    workspace.run(ops.AddPoint(reunion_id=reunion, titre="Calendrier"))
    workspace.run(ops.AddDecision(reunion_id=reunion, texte="A"))
    before = workspace.snapshot

    workspace.run(ops.DeleteReunions(ids=[reunion]))

    after = workspace.snapshot
    for table in ("reunions_points", "reunions_presences", "decisions"):
        assert all(r.reunion_id != reunion for r in getattr(after, table))
    workspace.undo()
    assert workspace.snapshot == before


def test_an_exchange_closes_the_one_it_answers_and_keeps_names(workspace, acteurs):
    asked = made(
        workspace,
        ops.AddEchange(jour=DAY, objet="Demande", personnes=acteurs, attend_reponse=True),
    )
    answer = made(
        workspace, ops.AddEchange(jour=date(2027, 4, 20), objet="Réponse", repond_a_id=asked)
    )
    assert row(workspace, "echanges", asked).clos_le == date(2027, 4, 20)
    own = ops.UpdateEchange(id=answer, repond_a_id=answer)
    assert refused(workspace, own) == "echange-soi-meme"

    names = {p.nom for p in workspace.snapshot.echanges_personnes if p.echange_id == asked}
    workspace.run(ops.DeleteActeurs(ids=acteurs))

    people = [p for p in workspace.snapshot.echanges_personnes if p.echange_id == asked]
    assert {p.nom for p in people} == names
    assert {p.acteur_id for p in people} == {None}
    workspace.run(ops.UpdateEchange(id=asked, personnes=[]))
    assert len([p for p in workspace.snapshot.echanges_personnes if p.echange_id == asked]) == 2


def test_slips_are_numbered_one_after_the_other_and_once(workspace):
    first = made(workspace, ops.AddEchange(jour=DAY, objet="Envoi"))
    second = made(workspace, ops.AddEchange(jour=DAY, objet="Envoi"))

    number = made(workspace, ops.NumberBordereau(echange_id=first))

    assert made(workspace, ops.NumberBordereau(echange_id=second)) == number + 1
    assert made(workspace, ops.NumberBordereau(echange_id=first)) == number


def test_who_spoke_before_is_kept_until_the_eve(workspace, acteurs):
    person = workspace.snapshot.acteurs_by_id[acteurs[0]]
    workspace.run(ops.UpdateActeur(id=person.id, depuis=date(2026, 2, 3), telephone="0199001012"))
    early = ops.ChangeInterlocuteur(acteur_id=person.id, nom="Ana Diaz", le=date(2026, 2, 3))
    assert refused(workspace, early) == "interlocuteur-avant"

    former = made(workspace, ops.ChangeInterlocuteur(acteur_id=person.id, nom="Ana Diaz", le=DAY))

    kept, now = row(workspace, "interlocuteurs", former), row(workspace, "acteurs", person.id)
    assert (kept.nom, kept.depuis) == (person.nom, date(2026, 2, 3))
    assert (kept.jusqu_au, kept.telephone) == (date(2027, 4, 14), "01 99 00 10 12")
    assert (now.nom, now.depuis, now.telephone) == ("Ana Diaz", DAY, "")
    assert now.fonction == person.fonction


def test_a_document_asked_for_has_its_day(workspace):
    piece = made(workspace, ops.AddPiece(titre="Plan bleu", type=TypePiece.QUALITE))

    workspace.run(ops.UpdatePiece(id=piece, etat=EtatPiece.DEMANDEE))

    assert row(workspace, "pieces", piece).demandee_le == date(2027, 3, 12)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"taille": 0}, "fichier-vide"),
        ({"taille": 20 * 1024**2 + 1}, "fichier-trop-grand"),
        ({"piece_id": None}, "fichier-sans-attache"),
        ({"empreinte": "../../etc"}, "fichier-empreinte"),
        ({"piece_id": 9999}, "introuvable"),
    ],
)
def test_a_file_that_cannot_be_attached_is_refused(workspace, values, code):
    piece = made(workspace, ops.AddPiece(titre="Plan bleu", type=TypePiece.QUALITE))
    given = {"nom": "plan.pdf", "empreinte": "0" * 64, "taille": 12, "piece_id": piece, **values}

    assert refused(workspace, ops.AddFichier(**given)) == code


def test_a_point_that_is_ticked_has_a_day_and_loses_it_when_unticked(workspace):
    point = made(workspace, ops.AddControle(liste=ListeControle.CPOM, texte="Relire"))

    workspace.run(ops.UpdateControle(id=point, etat=EtatControle.FAIT))
    assert row(workspace, "controles", point).fait_le == date(2027, 3, 12)
    workspace.run(ops.UpdateControle(id=point, etat=None))

    assert row(workspace, "controles", point).fait_le is None


def test_the_kit_is_copied_once_and_hers_are_left(workspace):
    parts = list(ops.PartieKit)
    workspace.run(ops.CopyFromKit(parties=parts))
    kit = workspace.content
    assert {p.slug for p in kit.pieces.pieces} <= {p.slug for p in workspace.snapshot.pieces}
    piece = workspace.snapshot.pieces[0]
    workspace.run(ops.UpdatePiece(id=piece.id, titre="Mon titre"))
    workspace.run(ops.DeletePieces(ids=[workspace.snapshot.pieces[1].id]))

    assert made(workspace, ops.CopyFromKit(parties=parts)) == 1

    assert workspace.snapshot.pieces[0].titre == "Mon titre"
    assert not workspace.run(ops.CopyFromKit(parties=parts)).changes


def test_links_of_an_activity_are_replaced(workspace):
    activite, tasks = workspace.snapshot.raci_activites[0].id, workspace.snapshot.tasks[:3]
    ids = [task.id for task in tasks]
    workspace.run(ops.SetRaciTaches(activite_id=activite, taches=ids[:2]))
    first = {li.task_id: li.id for li in links(workspace, activite)}

    workspace.run(ops.SetRaciTaches(activite_id=activite, taches=[ids[2], ids[1], ids[1]]))

    now = {li.task_id: li.id for li in links(workspace, activite)}
    assert now.keys() == {ids[1], ids[2]}
    assert now[ids[1]] == first[ids[1]]


def links(workspace, activite):
    return [li for li in workspace.snapshot.raci_taches if li.activite_id == activite]


def test_presence_is_told_by_name_too(workspace, reunion):
    someone = made(workspace, ops.AddPresence(reunion_id=reunion, nom="Une stagiaire"))

    workspace.run(ops.UpdatePresence(id=someone, presence=Presence.PRESENT))

    assert row(workspace, "reunions_presences", someone).presence is Presence.PRESENT
    assert refused(workspace, ops.AddPresence(reunion_id=reunion)) == "nom-vide"
