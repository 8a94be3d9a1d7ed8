"""The check-lists as they are read: what she says, and what the dossier answers by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services import operations as ops
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.controles import ANSWERS, TABLES, Filtre, check_list
from cpom_desktop.services.queries.controles_types import Coche
from cpom_desktop.services.queries.tableau_de_bord import dashboard
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened

TODAY = date(2027, 3, 12)
DU_PROJET = ("projet-etablissement", "rapport-activite", "rapport-evaluation-has", "paq")


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def bare(tmp_path):
    """Return a dossier with its lists, and next to nothing else filled."""
    with opened(copy_tilleuls(tmp_path, "Autre.cpom")) as workspace:
        workspace.run(ops.CopyFromKit(parties=["instances", "pieces", "controles"]))
        yield workspace


def seen(workspace, liste=ListeControle.CPOM, today=TODAY):
    return check_list(workspace.snapshot, liste, workspace.content, today)


def point(workspace, slug):
    return next(p for p in seen(workspace).points if p.row.slug == slug)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def say(workspace, slug, **values):
    workspace.run(ops.UpdateControle(id=point(workspace, slug).id, **values))


def piece(workspace, slug, **values):
    row = next(p for p in workspace.snapshot.pieces if p.slug == slug)
    workspace.run(ops.UpdatePiece(id=row.id, **values))


def task(workspace, slug, **values):
    row = next(t for t in workspace.snapshot.tasks if t.slug == slug)
    workspace.run(ops.UpdateTask(id=row.id, **values))


def test_the_dossier_answers_more_than_half_of_the_points(tilleuls):
    slugs = {p.row.slug for p in seen(tilleuls).points}
    answered = {p.row.slug for p in seen(tilleuls).points if p.trouve}

    assert set(ANSWERS) <= slugs, "each answer is that of a point"
    assert len(answered) >= 25


def test_every_answer_says_a_datum_and_leads_to_a_place(tilleuls, bare):
    for workspace in (tilleuls, bare):
        for found in seen(workspace).points:
            if found.trouve is not None:
                assert found.trouve.phrase
                assert found.trouve.page
                assert "{" not in found.trouve.phrase
                if found.trouve.champ and found.trouve.page in PAGES:
                    table = found.trouve.champ.partition(".")[0]
                    assert table in {*RECORDS, "capacites"}


def test_what_answers_read_is_declared():
    assert set(TABLES) <= set(RECORDS)


def test_an_empty_dossier_answers_without_fault(tilleuls):
    found = check_list(DossierSnapshot(), ListeControle.CPOM, tilleuls.content, TODAY)
    lists = DossierSnapshot(controles=tilleuls.snapshot.controles)

    assert found.points == ()
    assert found.headline.startswith("0")
    told = check_list(lists, ListeControle.CPOM, tilleuls.content, TODAY)
    assert not [p for p in told.points if p.coche is Coche.DOSSIER]


def test_places_typed_tick_the_perimeter_and_their_loss_unticks_it(tilleuls):
    assert point(tilleuls, "perimetre-defini").coche is Coche.DOSSIER
    assert "84 HP, 2 HT, 6 AJ" in plain(point(tilleuls, "perimetre-defini").phrase)

    for capacite in tilleuls.snapshot.capacites:
        tilleuls.run(ops.UpdateCapacite(type=capacite.type, autorisees=None))

    lost = point(tilleuls, "perimetre-defini")
    assert (lost.coche, lost.trouve.page) == (Coche.VIDE, "etablissement")


def test_documents_are_counted_one_by_one_with_what_lacks(bare):
    assert point(bare, "pieces-projet").coche is Coche.VIDE
    for slug in DU_PROJET[:3]:
        piece(bare, slug, etat=EtatPiece.DISPONIBLE, version_du=date(2026, 6, 1))

    found = point(bare, "pieces-projet")
    assert found.coche is Coche.PARTIEL
    assert plain(found.phrase) == "3 sur 4 : il manque : PAQ"
    row = next(p for p in bare.snapshot.pieces if p.slug == "paq")
    assert found.trouve.champ == f"pieces.{row.id}.etat"

    piece(bare, "paq", etat=EtatPiece.DEMANDEE, attendue_le=date(2027, 3, 30))
    assert "PAQ : à recevoir pour le 30 mars" in plain(point(bare, "pieces-projet").phrase)
    piece(bare, "paq", etat=EtatPiece.SANS_OBJET)
    assert plain(point(bare, "pieces-projet").phrase).startswith("3 pièces disponibles")


def test_a_document_too_old_unticks_by_itself(bare):
    for slug in DU_PROJET:
        piece(bare, slug, etat=EtatPiece.DISPONIBLE, version_du=date(2026, 6, 1))
    assert point(bare, "pieces-projet").coche is Coche.DOSSIER

    later = check_list(bare.snapshot, ListeControle.CPOM, bare.content, date(2027, 7, 1))
    old = next(p for p in later.points if p.row.slug == "pieces-projet")
    assert old.coche is Coche.PARTIEL
    assert "PAQ : version trop ancienne" in plain(old.phrase)


def test_a_task_done_ticks_its_point_with_its_day(bare):
    assert point(bare, "bilan-precedent").coche is Coche.VIDE
    task(bare, "bilan-contrat-precedent", etat=EtatTache.EN_COURS)
    assert point(bare, "bilan-precedent").coche is Coche.PARTIEL
    task(bare, "bilan-contrat-precedent", etat=EtatTache.FAIT, fin_reelle=date(2027, 3, 2))

    assert plain(point(bare, "bilan-precedent").phrase).endswith("faite le 2 mars 2027")
    task(bare, "bilan-contrat-precedent", etat=EtatTache.SANS_OBJET)
    assert point(bare, "bilan-precedent").trouve is None


def test_the_end_of_the_contract_asks_for_its_two_alerts(bare):
    bare.run(ops.UpdateDossier(fin_contrat_actuel=None, prolonge_jusqu_au=None))
    assert point(bare, "echeance-connue").coche is Coche.VIDE
    bare.run(ops.UpdateDossier(fin_contrat_actuel=date(2028, 12, 31)))

    far = point(bare, "echeance-connue")
    assert far.coche is Coche.PARTIEL
    assert "sans rappel à 12 mois" in plain(far.phrase)

    bare.run(ops.SetEcheance(cle="fin-contrat:fin_contrat_actuel", rappels="370,60"))
    assert point(bare, "echeance-connue").coche is Coche.DOSSIER


def test_the_coupes_must_come_before_the_thirtieth_of_june(tilleuls):
    assert point(tilleuls, "coupes-programmees").coche is Coche.DOSSIER
    tilleuls.run(ops.UpdateDossier(date_effet=date(2027, 1, 1)))

    late = point(tilleuls, "coupes-programmees")
    assert late.coche is Coche.VIDE
    assert "après le 30 juin 2026" in plain(late.phrase)


def test_the_four_tools_are_told_one_by_one(tilleuls):
    found = point(tilleuls, "outils-valides")

    assert found.coche is Coche.PARTIEL
    assert plain(found.phrase).partition(" : ")[0].endswith("sur 4")
    assert "la RACI a une ligne à corriger" in plain(found.phrase)


def test_the_launch_meeting_counts_once_its_minutes_are_sent(tilleuls):
    assert point(tilleuls, "lancement-tenu").coche is Coche.DOSSIER
    meeting = next(r for r in tilleuls.snapshot.reunions if r.diffusee_le)
    unsent = replace(
        tilleuls.snapshot,
        reunions=tuple(
            replace(r, diffusee_le=None) if r.id == meeting.id else r
            for r in tilleuls.snapshot.reunions
        ),
    )

    told = check_list(unsent, ListeControle.CPOM, tilleuls.content, TODAY)
    found = next(p for p in told.points if p.row.slug == "lancement-tenu")
    assert found.coche is Coche.PARTIEL
    assert found.trouve.page == "reunions"


def test_the_grid_the_indicators_and_the_fiches_are_counted(tilleuls):
    assert plain(point(tilleuls, "grille-cotee").phrase) == "1 sur 2 : 10 critères à coter"
    assert plain(point(tilleuls, "indicateurs-complets").phrase).startswith("7 sur 9 : ")
    assert plain(point(tilleuls, "fiches-completes").phrase) == "2 sur 3 : FA-03, à compléter"
    assert point(tilleuls, "couts-chiffres").coche is Coche.DOSSIER
    fiche = tilleuls.snapshot.fiches_action[0]
    for moyen in [m for m in tilleuls.snapshot.moyens if m.fiche_id == fiche.id]:
        tilleuls.run(ops.UpdateMoyen(id=moyen.id, montant_centimes=None, quantite=None))
    assert "FA-01" in point(tilleuls, "couts-chiffres").phrase


def test_what_she_says_holds_over_what_the_dossier_says(tilleuls):
    say(tilleuls, "perimetre-defini", etat=EtatControle.A_FAIRE, motif="Dix places en plus")
    against = point(tilleuls, "perimetre-defini")

    assert (against.coche, against.against) == (Coche.VIDE, True)
    assert "Dix places en plus" in against.phrase
    assert "le dossier dit" in against.phrase
    say(tilleuls, "perimetre-defini", etat=None, motif="")
    assert point(tilleuls, "perimetre-defini").coche is Coche.DOSSIER


def test_a_tick_by_hand_has_its_day_and_its_document(tilleuls):
    found = point(tilleuls, "mandat-donne")

    assert found.coche is Coche.MAIN
    assert plain(found.phrase).startswith("coché à la main le 25 janvier 2027")
    assert "Délibération" in found.phrase


def test_who_and_when_follow_the_plan_until_she_says_otherwise(tilleuls):
    found = point(tilleuls, "coupes-programmees")
    assert (found.qui, found.par_le_plan) == ("Dr Paul Garnier", True)

    say(tilleuls, "coupes-programmees", echeance=date(2027, 5, 3))
    found = point(tilleuls, "coupes-programmees")
    assert (found.echeance, found.par_le_plan) == (date(2027, 5, 3), False)


def test_the_counts_and_the_words_agree(tilleuls):
    say(tilleuls, "financements-discutes", etat=EtatControle.SANS_OBJET, motif="Aucun")
    found = seen(tilleuls)

    assert found.count(Filtre.TOUT) == 42
    assert found.concerned == 41
    assert plain(found.headline) == f"{found.done} points sur 41"
    assert plain(found.details).endswith("1 sans objet")
    assert found.count(Filtre.SEULS) == found.by_dossier
    assert found.count(Filtre.A_FAIRE) == 41 - found.done
    shown = [p for group in found.chosen(Filtre.PROCHES) for p in group.points]
    assert 0 < len(shown) == found.count(Filtre.PROCHES) < 42
    assert all(p.etat is not EtatControle.SANS_OBJET for p in shown)


def test_a_group_says_how_many_of_its_points_are_done(tilleuls):
    first, *_others = seen(tilleuls).chosen(Filtre.A_FAIRE)

    assert first.titre == "Préalables – programmation"
    assert plain(first.note) == "4 points faits sur 5"
    assert len(first.points) == 1


def test_the_launch_list_has_her_words_only(tilleuls):
    found = seen(tilleuls, ListeControle.LANCEMENT)

    assert len(found.points) == 22
    assert {p.trouve for p in found.points} == {None}
    assert "abordés sur" in plain(found.chosen(Filtre.TOUT)[0].note)
    told = next(p for p in found.points if p.row.slug == "lancement-calendrier")
    assert "15 décembre 2027" in plain(told.phrase)


def test_a_point_of_hers_stands_under_its_heading(tilleuls):
    made = tilleuls.run(
        ops.AddControle(liste=ListeControle.CPOM, texte="Voir la mairie", etape="Signature")
    ).result
    other = tilleuls.run(ops.AddControle(liste=ListeControle.CPOM, texte="Ranger")).result

    groups = {g.titre: [p.id for p in g.points] for g in seen(tilleuls).chosen(Filtre.TOUT)}
    assert made in groups["Signature"]
    assert groups["Vos points"] == [other]
    assert seen(tilleuls).point(made).row.texte == "Voir la mairie"


def test_the_list_is_read_once_for_a_snapshot(tilleuls):
    assert seen(tilleuls) is seen(tilleuls)


def test_a_point_that_she_dated_is_told_by_the_dashboard(tilleuls):
    before = dashboard(tilleuls.snapshot, tilleuls.content, TODAY).todos
    assert not [todo for todo in before if todo.page == "check-list"]
    say(tilleuls, "objectifs-smart", echeance=date(2027, 3, 10))
    say(tilleuls, "perimetre-defini", echeance=date(2027, 3, 10))

    after = dashboard(tilleuls.snapshot, tilleuls.content, TODAY).todos
    (told,) = [todo for todo in after if todo.page == "check-list"]
    assert (told.retard_jours, told.echeance) == (2, date(2027, 3, 10))
    assert told.field == f"controles.{point(tilleuls, 'objectifs-smart').id}"
