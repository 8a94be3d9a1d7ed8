"""The rules of the contrôle: a sound dossier holds each, one thing spoilt is found by its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import msgspec
import pytest

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.services import operations as ops
from cpom_desktop.services.anomalies.controle import PREFIX, REGLES, controle
from cpom_desktop.services.anomalies.regles import Gravite, Ground
from cpom_desktop.services.queries.raci import raci_view
from tests.outils.dossier_gate import GATE
from tests.outils.dossier_sain import added, each, edited, sound, without
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture(scope="module")
def tilleuls(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("controle"))) as workspace:
        yield workspace.snapshot, workspace.content


@pytest.fixture(scope="module")
def sain(tilleuls):
    return sound(tilleuls[0])


def found(snapshot, content):
    """Return the slugs of the rules that found something."""
    return {anomalie.regle.slug for anomalie in controle(snapshot, content, TODAY).anomalies}


def operational(snapshot):
    return next(o for o in snapshot.objectifs if o.strategique_id is not None)


def many(snapshot, number):
    like = operational(snapshot)
    for rank in range(number):
        snapshot = added(snapshot, "objectifs", like.id, libelle=f"Objectif {rank}")
    return snapshot


def fiche(**values):
    return lambda s: edited(s, "fiches_action", s.fiches_action[0].id, **values)


def etape(**values):
    return lambda s: edited(s, "etapes", s.etapes[0].id, **values)


def moyen(**values):
    return lambda s: edited(s, "moyens", s.moyens[0].id, **values)


def indicateur(**values):
    return lambda s: edited(s, "indicateurs", s.indicateurs[0].id, **values)


def cibles(*values, annees=(2028, 2029, 2030, 2031, 2032)):
    """Give its first indicator these targets."""

    def spoilt(snapshot):
        first, like = snapshot.indicateurs[0].id, snapshot.cibles_indicateurs[0].id
        left = without(snapshot, "cibles_indicateurs", indicateur_id=first)
        for annee, valeur in zip(annees, values, strict=False):
            row = {"indicateur_id": first, "annee": annee, "valeur": Decimal(valeur)}
            if left.cibles_indicateurs:
                like = left.cibles_indicateurs[0].id
            left = added(left, "cibles_indicateurs", like, **row)
        return left

    return spoilt


SPOILT = {
    "objectif-sans-fiche": lambda s: without(s, "fiches_action", id=s.fiches_action[0].id),
    "strategique-sans-operationnel": lambda s: added(
        s, "objectifs", operational(s).strategique_id, libelle="Seul"
    ),
    "axe-vide": lambda s: added(s, "axes", s.axes[0].id, libelle="Vide"),
    "objectif-sans-constat": lambda s: replace(s, objectifs_constats=(), fiches_constats=()),
    "objectif-sans-domaine": lambda s: each(s, "objectifs", domaine=""),
    "trop-d-objectifs": lambda s: many(s, 13),
    "objectif-en-double": lambda s: added(
        s, "objectifs", operational(s).id, libelle=operational(s).libelle.upper()
    ),
    "objectif-a-adapter": lambda s: edited(s, "objectifs", operational(s).id, a_adapter=True),
    "domaine-legal-sans-objectif": lambda s: each(s, "objectifs", domaine="hors-domaine"),
    "fiche-sans-objectif": fiche(objectif_id=None),
    "fiche-sans-constat": lambda s: without(s, "fiches_constats", fiche_id=s.fiches_action[0].id),
    "fiche-sans-responsable": fiche(responsable_id=None),
    "fiche-sans-etat-des-lieux": fiche(resultats_attendus=""),
    "etat-des-lieux-sans-chiffre": fiche(etat_des_lieux="Beaucoup de chutes."),
    "texte-a-preciser": fiche(risques="À préciser avec le médecin."),
    "fiche-a-adapter": fiche(a_adapter=True),
    "fiche-en-double": lambda s: each(s, "fiches_action", titre="La même"),
    "fiche-sans-origine": lambda s: replace(s, fiches_origines=()),
    "indicateurs-de-la-fiche": lambda s: each(s, "indicateurs", type=TypeIndicateur.PROCESSUS),
    "trop-d-indicateurs": lambda s: added(
        s,
        "fiches_indicateurs",
        s.fiches_indicateurs[0].id,
        indicateur_id=s.indicateurs[-1].id,
    ),
    "fiche-validee-incomplete": fiche(statut=StatutFiche.VALIDEE_COPIL, modalites_suivi=""),
    "fiche-sans-etape": etape(fin=None),
    "etape-hors-contrat": etape(fin=date(2033, 1, 2)),
    "etape-d-un-jour": etape(debut=date(2028, 3, 1), fin=date(2028, 3, 1)),
    "etape-sans-responsable": etape(livrable=""),
    "etape-en-retard": etape(debut=date(2026, 1, 1), fin=date(2026, 2, 1)),
    "fiche-terminee-ouverte": fiche(statut=StatutFiche.TERMINEE),
    "indicateur-sans-formule": indicateur(mode_calcul="À définir avec l'ARS"),
    "indicateur-sans-unite": indicateur(unite=""),
    "indicateur-sans-depart": indicateur(valeur_initiale=None),
    "indicateur-sans-cible": cibles("6.3", annees=(2028,)),
    "cible-hors-contrat": cibles("6.3", "5", annees=(2027, 2032)),
    "cible-egale-depart": cibles("6.49", annees=(2032,)),
    "cible-a-rebours": indicateur(polarite=Polarite.HAUSSE),
    "cibles-en-dents-de-scie": cibles("6.3", "6", "6.2", "5.4", "5.2"),
    "indicateur-sans-sens": indicateur(polarite=None),
    "indicateur-sans-source": indicateur(periodicite=""),
    "indicateur-sans-responsable": indicateur(responsable_id=None),
    "indicateur-orphelin": lambda s: without(
        s, "fiches_indicateurs", indicateur_id=s.indicateurs[0].id
    ),
    "indicateur-en-double": lambda s: each(s, "indicateurs", libelle="Le même"),
    "taux-impossible": lambda s: each(s, "indicateurs", unite="%", valeur_initiale=Decimal(101)),
    "depart-different-des-donnees": indicateur(valeur_initiale=Decimal("6.5")),
    "indicateur-a-adapter": indicateur(a_adapter=True),
    "fiche-sans-cout": lambda s: without(s, "moyens", fiche_id=s.fiches_action[0].id),
    "cout-nul-sans-raison": lambda s: each(
        s, "moyens", montant_centimes=0, quantite=None, cout_unitaire_centimes=None
    ),
    "moyen-non-chiffre": moyen(premiere_annee=None),
    "moyen-sans-section": moyen(section=None),
    "cout-hors-contrat": moyen(derniere_annee=2033),
    "financement-insuffisant": moyen(quantite=Decimal("0.3")),
    "financement-superieur": moyen(quantite=Decimal("0.1")),
    "financement-obtenu-moindre": lambda s: edited(
        s, "financements", s.financements[0].id, montant_obtenu_centimes=100
    ),
    **GATE,
}
"""Rule → what is spoilt of a sound dossier for it to find something."""


def test_a_sound_dossier_holds_every_rule(sain, tilleuls):
    told = controle(sain, tilleuls[1], TODAY)
    assert [a.releve.phrase for a in told.anomalies] == []
    assert len(told.tenues) == len(REGLES)


def test_each_rule_is_tried():
    tried = {*SPOILT, "objectif-obligatoire-absent"}
    assert tried == {regle.slug for regle in REGLES}
    assert len(tried) == len(REGLES)


def test_an_objective_that_the_region_asks_for_is_missed(sain, tilleuls):
    (regle,) = (regle for regle in REGLES if regle.slug == "objectif-obligatoire-absent")
    kit = tilleuls[1].objectifs
    asked = msgspec.structs.replace(kit.objectifs[0], obligatoire=True)
    region = SimpleNamespace(
        objectifs=msgspec.structs.replace(kit, objectifs=(asked, *kit.objectifs[1:]))
    )
    (releve,) = regle.check(Ground(sain, region, TODAY))
    assert asked.libelle in releve.phrase
    taken = edited(sain, "objectifs", operational(sain).id, modele=asked.slug)
    assert list(regle.check(Ground(taken, region, TODAY))) == []


def test_more_objectives_than_the_region_takes_are_told(sain, tilleuls):
    (regle,) = (regle for regle in REGLES if regle.slug == "trop-d-objectifs")
    kit, count = tilleuls[1].objectifs, sum(o.strategique_id is not None for o in sain.objectifs)

    def told(maximum):
        region = SimpleNamespace(objectifs=msgspec.structs.replace(kit, maximum=maximum))
        return [releve.phrase for releve in regle.check(Ground(sain, region, TODAY))]

    assert told(count) == []
    (phrase,) = told(count - 1)
    assert phrase.endswith(f"votre région en accepte {count - 1} au plus.")


@pytest.mark.parametrize("slug", SPOILT)
def test_what_is_spoilt_is_found_by_its_rule(slug, sain, tilleuls):
    assert slug in found(SPOILT[slug](sain), tilleuls[1])


@pytest.mark.parametrize("slug", SPOILT)
def test_a_rule_says_what_is_wrong_why_and_where(slug, sain, tilleuls):
    spoilt = SPOILT[slug](sain)
    (regle,) = (regle for regle in REGLES if regle.slug == slug)
    releves = list(regle.check(Ground(spoilt, tilleuls[1], TODAY)))
    assert regle.titre[-1] not in ".!?"
    assert regle.pourquoi.endswith((".", "…"))
    for releve in releves:
        assert releve.phrase.endswith(".")
        assert releve.que_faire.endswith((".", "…"))
        assert releve.ou
        assert releve.page
    assert len({releve.objet for releve in releves}) <= len(releves)


DERIVED = {"acteurs_by_id": "acteurs", "cells": "raci_cases", "constats_by_critere": "constats"}
"""What a snapshot makes of a table → the table."""


class Watched:
    """A snapshot that notes the tables that are read."""

    def __init__(self, snapshot):
        self._snapshot = snapshot
        self.read = set()

    def __getattr__(self, name):
        value = getattr(self._snapshot, name)
        if name in type(self._snapshot).__dataclass_fields__ or name in DERIVED:
            self.read.add(DERIVED.get(name, name))
        return value


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.slug)
def test_a_rule_reads_no_table_that_it_does_not_declare(regle, tilleuls):
    """What it reads unsaid would make it stale: it is asked again for its tables only."""
    snapshot, content = tilleuls
    watched = Watched(replace(snapshot))
    list(regle.check(Ground(watched, content, TODAY)))
    assert watched.read <= regle.tables


def test_only_the_rules_of_what_changed_are_asked_again(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        before = workspace.snapshot
        controle(before, workspace.content, workspace.today)
        workspace.run(ops.AddRubrique(fiche="role-referent", titre="Une rubrique"))
        after = workspace.snapshot
        assert set(after.kept) == set(before.kept)
        workspace.run(ops.UpdateAxe(id=after.axes[0].id, libelle="Autre"))
        left = workspace.snapshot.kept
        assert 0 < len(left) < len(before.kept)
        assert all("axes" not in tables for tables, _answer in left.values())


def test_what_is_kept_with_a_reason_is_told_apart(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        told = controle(workspace.snapshot, workspace.content, workspace.today)
        first = next(a for a in told.anomalies if not a.releve.cle)
        assert first.cle.startswith(f"{PREFIX}:{first.regle.slug}:")
        workspace.run(ops.AssumeAnomalie(cle=first.cle, motif="Vu avec l'ARS"))
        again = controle(workspace.snapshot, workspace.content, workspace.today)
        assert [a.motif for a in again.ignorees] == ["Vu avec l'ARS"]
        assert first.cle not in {a.cle for a in again.anomalies}


def test_what_the_raci_page_assumes_is_kept_here_and_the_reverse(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        (finding,) = raci_view(workspace.snapshot, workspace.content).findings
        workspace.run(ops.AssumeAnomalie(cle=finding.constat.cle, motif="Binôme voulu"))
        told = controle(workspace.snapshot, workspace.content, workspace.today)
        (kept,) = told.ignorees
        assert kept.regle.slug == "raci-plusieurs-responsables"
        workspace.run(ops.AssumeAnomalie(cle=kept.cle, motif=""))
        assert raci_view(workspace.snapshot, workspace.content).findings


def test_what_is_not_begun_yet_is_not_told_line_by_line(sain, tilleuls):
    new = replace(each(sain, "pieces", etat=EtatPiece.MANQUANTE), constats=())
    assert not found(new, tilleuls[1]) & {"piece-manquante", "theme-jamais-cote"}


def test_there_are_enough_rules_over_every_part():
    assert len(REGLES) >= 100
    assert {regle.stage for regle in REGLES} == {0, 1, 2, 3, 4}


def test_the_demonstration_shows_a_believable_handful(tilleuls):
    told = controle(*tilleuls, TODAY)
    assert 5 <= len(told.anomalies) <= 15
    assert len(told.of(Gravite.BLOQUANT)) <= 3
    weights = [list(Gravite).index(a.gravite) for a in told.anomalies]
    assert weights == sorted(weights)
