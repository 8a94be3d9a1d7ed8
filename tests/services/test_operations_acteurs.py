"""Stakeholders: several at once, two made one, one deleted that twelve places name."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.operations import (
    AddActeur,
    AddActeurs,
    AddDecision,
    AddEchange,
    AddInstance,
    AddMembre,
    AddPiece,
    AddPresence,
    AddReunion,
    AssumeAnomalie,
    ChangeInterlocuteur,
    DeleteActeurs,
    LigneActeur,
    MergeActeurs,
    UpdateActeur,
    UpdateConstat,
    UpdateInstance,
    UpdateInterlocuteur,
    UpdateMembre,
    UpdatePiece,
    UpdateRaciRole,
    UpdateTask,
)
from cpom_desktop.services.queries.acteurs import interlocuteurs_of, period_words, suivi_of
from cpom_desktop.services.queries.acteurs_doublons import both_key, doublons
from cpom_desktop.services.queries.acteurs_suppression import GOES, KEEPS, LOSES, consequences
from cpom_desktop.services.references import REFERENCES
from tests.outils.dossiers import copy_demonstration, opened

MARDI = date(2027, 3, 9)


def run(workspace, operation):
    return workspace.run(operation).result


def added(workspace, **values):
    return run(workspace, AddActeur(**{"famille": Famille.SANITAIRE, **values}))


def acteur(workspace, acteur_id):
    return workspace.snapshot.acteurs_by_id[acteur_id]


def dump(workspace):
    return {k: v for k, v in vars(workspace.snapshot).items() if k != "reckoned"}


@pytest.fixture
def everywhere(workspace):
    """Return someone whom thirteen kinds of rows name."""
    who = added(workspace, nom="Ana Lima", structure="Centre de jour")
    other = added(workspace, nom="Bo Lee")
    instance = run(workspace, AddInstance(nom="Comité de canton"))
    run(workspace, UpdateInstance(id=instance, president_id=who))
    run(workspace, AddMembre(instance_id=instance, acteur_id=who))
    place = run(workspace, AddMembre(instance_id=instance, acteur_id=other))
    run(workspace, UpdateMembre(id=place, suppleant_id=who))
    reunion = run(workspace, AddReunion(titre="Point du mardi", jour=MARDI))
    run(workspace, AddPresence(reunion_id=reunion, acteur_id=who))
    decision = AddDecision(reunion_id=reunion, texte="Écrire au maire", responsable_id=who)
    run(workspace, decision)
    run(workspace, AddEchange(jour=MARDI, objet="Appel", personnes=[who]))
    run(workspace, UpdateTask(id=workspace.snapshot.tasks[0].id, acteur_id=who))
    run(workspace, UpdateRaciRole(id=workspace.snapshot.raci_roles[0].id, acteur_id=who))
    piece = workspace.snapshot.pieces[0].id if workspace.snapshot.pieces else None
    piece = piece or run(workspace, AddPiece(titre="Rapport", type="qualite"))
    run(workspace, UpdatePiece(id=piece, detenteur_id=who))
    run(workspace, UpdateConstat(critere="dg-a01", acteur_id=who))
    run(workspace, ChangeInterlocuteur(acteur_id=who, nom="Cy Roux", le=date(2027, 3, 10)))
    return who


# --- a file of contacts


def test_a_file_is_one_step_and_undone_whole(workspace):
    before = dump(workspace)
    lines = [LigneActeur(nom="Ana", telephone="0100000001"), LigneActeur(structure="CCAS")]
    ids = run(workspace, AddActeurs(lignes=lines))
    assert [acteur(workspace, i).display_name for i in ids] == ["Ana", "CCAS"]
    assert acteur(workspace, ids[0]).telephone == "01 00 00 00 01"
    workspace.undo()
    assert dump(workspace) == before


def test_completing_fills_what_is_empty_and_nothing_else(workspace):
    known = added(workspace, nom="Ana Lima", fonction="Cadre")
    line = LigneActeur(
        complete_id=known, nom="Autre", fonction="Chef", courriel="ana@lima.fr", famille="social"
    )
    assert run(workspace, AddActeurs(lignes=[line])) == [known]
    after = acteur(workspace, known)
    assert (after.nom, after.fonction, after.courriel) == ("Ana Lima", "Cadre", "ana@lima.fr")
    assert after.famille is Famille.SANITAIRE


@pytest.mark.parametrize(
    "lines",
    [
        [LigneActeur(nom="Ana"), LigneActeur(nom="Bo", telephone="06 12")],
        [LigneActeur(nom="Ana", complete_id=99_999)],
        [LigneActeur(nom="Ana")] * 2001,
    ],
)
def test_a_file_that_is_refused_leaves_nothing(workspace, lines):
    before = dump(workspace)
    with pytest.raises(RegleInvalide):
        workspace.run(AddActeurs(lignes=lines))
    assert dump(workspace) == before


# --- two that are one


def test_merging_moves_everything_that_names_the_other(workspace, everywhere):
    kept = added(workspace, nom="", structure="Centre de jour", fonction="")
    run(workspace, MergeActeurs(garde_id=kept, autre_id=everywhere))
    snapshot = workspace.snapshot
    assert everywhere not in snapshot.acteurs_by_id
    assert acteur(workspace, kept).nom == "Cy Roux"
    for table, links in REFERENCES.items():
        fields = [f for f, r in links.items() if r.table == "acteurs"]
        for row in getattr(snapshot, table):
            assert everywhere not in {getattr(row, f) for f in fields}, table
    assert not consequences(snapshot, [kept]).none
    assert [i.nom for i in snapshot.interlocuteurs if i.acteur_id == kept] == ["Ana Lima"]
    assert {p.nom for p in snapshot.echanges_personnes if p.acteur_id == kept} == {"Ana Lima"}


def test_merging_is_one_step(workspace, everywhere):
    kept = added(workspace, nom="Dia Wu")
    before = dump(workspace)
    run(workspace, MergeActeurs(garde_id=kept, autre_id=everywhere))
    workspace.undo()
    assert dump(workspace) == before


def test_another_name_is_kept_as_someone_before(workspace):
    kept = added(workspace, nom="Ana Lima", fonction="Cadre")
    other = added(workspace, nom="Bo Lee", fonction="Chef", courriel="bo@lee.fr", adresse="Ici")
    run(workspace, MergeActeurs(garde_id=kept, autre_id=other))
    after = acteur(workspace, kept)
    assert (after.nom, after.fonction, after.courriel) == ("Ana Lima", "Cadre", "")
    assert after.adresse == "Ici"
    (former,) = workspace.snapshot.interlocuteurs
    assert (former.nom, former.courriel) == ("Bo Lee", "bo@lee.fr")


def test_two_seats_of_one_instance_become_one_without_a_deputy_of_oneself(workspace):
    kept, other = added(workspace, nom="Ana"), added(workspace, nom="Bo")
    instance = run(workspace, AddInstance(nom="Comité"))
    first = run(workspace, AddMembre(instance_id=instance, acteur_id=kept))
    run(workspace, UpdateMembre(id=first, suppleant_id=other))
    run(workspace, AddMembre(instance_id=instance, acteur_id=other))
    run(workspace, MergeActeurs(garde_id=kept, autre_id=other))
    seats = [m for m in workspace.snapshot.instances_membres if m.instance_id == instance]
    assert [(m.acteur_id, m.suppleant_id) for m in seats] == [(kept, None)]


def test_one_meeting_of_both_keeps_both_names(workspace):
    kept, other = added(workspace, nom="Ana"), added(workspace, nom="Bo")
    reunion = run(workspace, AddReunion(titre="Point", jour=MARDI))
    for who in (kept, other):
        run(workspace, AddPresence(reunion_id=reunion, acteur_id=who))
    run(workspace, MergeActeurs(garde_id=kept, autre_id=other))
    rows = [p for p in workspace.snapshot.reunions_presences if p.reunion_id == reunion]
    assert [(p.nom, p.acteur_id) for p in rows] == [("Ana", kept), ("Bo", None)]


def test_nobody_is_merged_with_himself(workspace):
    who = added(workspace, nom="Ana")
    with pytest.raises(RegleInvalide, match="fusion-soi-meme"):
        workspace.run(MergeActeurs(garde_id=who, autre_id=who))


# --- duplicates


def test_two_writings_of_one_partner_are_noticed(workspace):
    one = added(workspace, structure="CH de Lens")
    two = added(workspace, structure="ch de  LENS")
    assert doublons(workspace.snapshot)[one] == (two,)
    workspace.run(AssumeAnomalie(cle=both_key(one, two), motif="Deux sites"))
    assert one not in doublons(workspace.snapshot)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"nom": "Ana Lima"}, {"nom": "ana  LIMA"}, True),
        ({"nom": "Ana Lima", "structure": "CH"}, {"nom": "Ana Lima", "structure": "HAD"}, False),
        ({"nom": "Ana", "structure": "CH"}, {"nom": "Bo", "structure": "CH"}, False),
        ({"nom": "Ana", "structure": "CH"}, {"structure": "ch"}, True),
        ({"structure": "CH", "service": "Urgences"}, {"structure": "CH", "service": "HAD"}, False),
        ({"nom": "Ana", "structure": "CH"}, {"structure": "CH", "fonction": "Chef"}, False),
        ({"structure": "L’Œuvre"}, {"structure": "l'oeuvre"}, True),
        ({}, {}, False),
    ],
)
def test_what_both_say_must_agree(workspace, one, other, alike):
    first, second = added(workspace, **one), added(workspace, **other)
    assert (second in doublons(workspace.snapshot).get(first, ())) is alike


def test_the_demonstration_has_no_duplicate(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        assert doublons(workspace.snapshot) == {}


# --- deletion


def test_every_row_that_names_somebody_is_told(workspace):
    tables = {t for t, links in REFERENCES.items()
              for r in links.values() if r.table == "acteurs"}  # fmt: skip
    assert tables == set(KEEPS) | set(LOSES) | set(GOES)


def test_a_deletion_tells_what_keeps_loses_and_goes(workspace, everywhere):
    told = consequences(workspace.snapshot, [everywhere])

    def counted(parts):
        return [part.counted.replace("\xa0", " ") for part in parts]

    assert counted(told.keeps) == [
        "1 échange", "1 présence à une réunion", "1 décision d’un compte rendu"
    ]  # fmt: skip
    assert counted(told.loses) == [
        "1 tâche", "1 rôle RACI", "1 instance présidée ou suivie", "1 suppléance",
        "1 pièce à réunir", "1 constat du diagnostic",
    ]  # fmt: skip
    assert counted(told.goes) == ["1 place dans une instance", "1 interlocuteur précédent"]
    assert told.loses[0].titles == (workspace.snapshot.tasks[0].titre,)


def test_names_stay_where_they_were_written(workspace, everywhere):
    before = dump(workspace)
    run(workspace, DeleteActeurs(ids=[everywhere]))
    snapshot = workspace.snapshot
    assert "Ana Lima" in {p.nom for p in snapshot.echanges_personnes}
    assert "Ana Lima" in {p.nom for p in snapshot.reunions_presences}
    assert "Cy Roux" in {d.porteur for d in snapshot.decisions}
    workspace.undo()
    assert dump(workspace) == before


# --- who spoke for it


def test_every_exchange_stays_with_the_one_who_was_there(workspace):
    who = added(workspace, nom="Ana Lima", depuis=date(2026, 1, 1))
    run(workspace, AddEchange(jour=date(2026, 5, 1), objet="Un", personnes=[who]))
    former = run(workspace, ChangeInterlocuteur(acteur_id=who, nom="Bo", le=date(2026, 6, 1)))
    run(workspace, AddEchange(jour=date(2026, 7, 1), objet="Deux", personnes=[who]))
    run(workspace, AddEchange(jour=date(2026, 7, 2), objet="Trois", personnes=[who]))

    def counts():
        found = interlocuteurs_of(workspace.snapshot, acteur(workspace, who))
        return [(person.nom, person.echanges) for person in found]

    assert counts() == [("Bo", 2), ("Ana Lima", 1)]
    run(workspace, UpdateInterlocuteur(id=former, nom="Anna Lima"))
    assert counts() == [("Bo", 2), ("Anna Lima", 1)]
    run(workspace, UpdateActeur(id=who, nom="Béatrice"))
    assert counts() == [("Béatrice", 2), ("Anna Lima", 1)]


def test_periods_are_told_as_far_as_they_are_known(workspace):
    who = added(workspace, nom="Ana", depuis=date(2024, 2, 3))
    former = run(workspace, ChangeInterlocuteur(acteur_id=who, nom="Bo", le=date(2026, 2, 3)))

    def told():
        found = interlocuteurs_of(workspace.snapshot, acteur(workspace, who))
        return [period_words(person).replace("\xa0", " ") for person in found]

    assert told() == ["depuis le 3 févr. 2026", "3 févr. 2024 – 2 févr. 2026"]
    run(
        workspace,
        UpdateInterlocuteur(id=former, depuis=date(2021, 1, 1), jusqu_au=date(2023, 2, 28)),
    )
    assert told()[1] == "2021 – févr. 2023"
    run(workspace, UpdateInterlocuteur(id=former, depuis=None))
    assert told()[1] == "jusqu’en févr. 2023"
    run(workspace, UpdateInterlocuteur(id=former, jusqu_au=None))
    assert told()[1] == "avant"


# --- last and next


def test_the_last_contact_and_what_comes_next_are_found(workspace, everywhere):
    found = suivi_of(workspace.snapshot, workspace.content, date(2027, 3, 12), everywhere)
    assert (found.contact.texte, found.contact.jour) == ("Appel", MARDI)
    assert found.contact.page == "journal"
    assert [link.texte for link in found.instances] == [
        "Comité de canton",
        "Comité de canton (suppléance)",
    ]
    assert found.roles[0].page == "raci"
    task = workspace.snapshot.tasks[0]
    run(workspace, UpdateTask(id=task.id, etat=EtatTache.A_FAIRE))
    found = suivi_of(workspace.snapshot, workspace.content, date(2027, 3, 12), everywhere)
    assert task.titre in {link.texte for link in found.taches}
    run(workspace, AddEchange(
        jour=MARDI, objet="Trame", personnes=[everywhere], suite="Relancer",
        suite_le=date(2020, 1, 1),
    ))  # fmt: skip
    found = suivi_of(workspace.snapshot, workspace.content, date(2027, 3, 12), everywhere)
    assert found.prochaine.texte == "Relancer"


def test_an_exchange_noted_later_has_the_name_of_who_was_there(workspace):
    who = added(workspace, nom="Ana Lima", depuis=date(2024, 1, 1))
    run(workspace, ChangeInterlocuteur(acteur_id=who, nom="Bo Lee", le=date(2026, 6, 1)))
    days = (date(2023, 1, 1), date(2025, 5, 1), date(2026, 6, 1))
    for day in days:
        run(workspace, AddEchange(jour=day, objet=f"{day}", personnes=[who]))
    names = [p.nom for p in workspace.snapshot.echanges_personnes if p.acteur_id == who]
    assert names == ["Bo Lee", "Ana Lima", "Bo Lee"]
