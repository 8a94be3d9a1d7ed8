"""The packs of the relations follow the notes: documents, check-lists, instances, agendas."""

from __future__ import annotations

import re

import pytest

from cpom_desktop.content.links import facts_of
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import ADDED_LATER, embed
from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.domain.pieces import TypePiece, Validite
from cpom_desktop.domain.reunions import NaturePoint
from tests.content.test_pack_grille import COURANTS, SIGLE

THEMES = ("pieces", "controles", "comitologie")
# kit §1.9 : repère, type, thèmes, validité (mois, années d’exercice, ou en vigueur)
PIECES = (
    "SO01 territoire A,L en_vigueur",
    "SO02 territoire A,L en_vigueur",
    "SO03 territoire A 36",
    "SO04 contrat A en_vigueur",
    "SO05 contrat A,I en_vigueur",
    "SO06 strategie A,G 60",
    "SO07 strategie C,D,F 60",
    "SO08 soins D,E 60",
    "SO09 strategie B,G N-1",
    "SO10 soins E N-1",
    "SO11 soins B,E 36",
    "SO12 qualite F 60",
    "SO13 qualite F 12",
    "SO14 qualite F N-1",
    "SO15 qualite C 12",
    "SO16 qualite C en_vigueur",
    "SO17 qualite C en_vigueur",
    "SO18 qualite F en_vigueur",
    "SO19 qualite F,H,J 12",
    "SO20 finances B,H,I N-1",
    "SO21 finances I N-1",
    "SO22 finances B,I N-0",
    "SO23 finances I N-1",
    "SO24 rh H N-1",
    "SO25 rh H N-0",
    "SO26 rh H N-1",
    "SO27 patrimoine J 36",
    "SO28 patrimoine I,J en_vigueur",
    "SO29 si K 24",
    "SO30 contrat L 36",
    "SO31 soins A,B N-0",
    "SO32 qualite G N-1",
    "SO33 qualite * en_vigueur",
    "SO34 strategie * 36",
)
INSTANCES = (
    "copil",
    "equipe-projet",
    "groupes-travail",
    "negociation",
    "gouvernance",
    "cvs",
    "cse",
    "revue-interne",
    "comite-suivi",
)
FIRST_OF_ITS_KIND = {"copil-lancement", "groupe-diagnostic", "comite-suivi-installation"}


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


def test_the_documents_to_gather_are_those_of_the_notes(content):
    read = sorted(
        f"{p.repere} {p.type.value} {','.join(p.themes) or '*'} {holds(p)}"
        for p in content.pieces.pieces
    )
    assert tuple(read) == PIECES


def holds(piece):
    if piece.validite is Validite.EXERCICE:
        return f"N-{piece.validite_exercice}"
    return piece.validite_mois or piece.validite.value


def test_documents_of_one_family_stand_together(content):
    order = [piece.type for piece in content.pieces.pieces]
    assert sorted(order, key=order.index) == order
    assert set(order) == set(TypePiece)


def test_what_holds_names_says_so(content):
    named = {piece.slug for piece in content.pieces.pieces if piece.donnees_personnelles}
    assert {"rama", "bilan-social", "listes-attente", "evenements-indesirables"} <= named


def test_the_two_check_lists_have_every_point_of_the_notes(content):
    told = {
        liste: [point.repere for point in content.controles.points_of(liste)]
        for liste in ListeControle
    }
    assert told == {
        ListeControle.CPOM: [f"CL{n:02}" for n in range(1, 43)],
        ListeControle.LANCEMENT: [f"RL{n:02}" for n in range(1, 23)],
    }


def test_a_point_is_read_in_one_line(content):
    longest = max(content.controles.points, key=lambda point: len(point.texte))
    assert len(longest.texte) <= 85, longest.texte


def test_the_points_of_a_group_stand_together(content):
    order = [point.etape for point in content.controles.points]
    etapes = [etape.slug for etape in content.controles.etapes]
    assert sorted(order, key=etapes.index) == order


def test_the_role_sheet_says_what_the_referent_does_not_do(content):
    fiche = content.controles.fiche("role-referent")
    limites = next(r for r in fiche.rubriques if r.slug == "limites")
    assert len(fiche.rubriques) == 15
    assert "ne signe pas" in limites.texte


def test_every_instance_of_the_notes_is_proposed_with_its_members(content):
    comitologie = content.comitologie
    assert tuple(instance.slug for instance in comitologie.instances) == INSTANCES
    for instance in comitologie.instances:
        assert instance.membres, instance.slug
        assert None not in {instance.delai_convocation, instance.delai_dossier}, instance.slug
    copil = comitologie.instance("copil")
    assert (copil.delai_convocation, copil.delai_dossier, copil.delai_compte_rendu) == (15, 10, 10)
    assert copil.confidentialite is Confidentialite.COPIL


def test_each_meeting_of_the_plans_that_an_instance_holds_finds_its_agenda(content):
    meetings = {
        task.slug
        for plan in content.retroplanning.plans
        for task in (*plan.taches, *plan.vie_du_contrat)
        if task.is_meeting
    }
    without = {slug for slug in meetings if content.comitologie.agenda_for(slug) is None}
    assert without <= {"visite-autorites"}


def test_an_agenda_begins_with_the_minutes_before_and_ends_with_the_next_date(content):
    for agenda in content.comitologie.ordres_du_jour:
        approves = agenda.points[0].titre == "Approbation du compte rendu précédent"
        assert approves is (agenda.slug not in FIRST_OF_ITS_KIND), agenda.slug
        assert agenda.points[-1].titre.startswith("Date de la prochaine"), agenda.slug
        assert any(p.nature is NaturePoint.DECISION for p in agenda.points), agenda.slug


def test_the_three_committees_are_numbered(content):
    copil = [(a.numero, a.taches) for a in content.comitologie.agendas_of("copil")]
    assert copil == [
        (1, ("reunion-lancement",)),
        (2, ("reunion-concertation",)),
        (3, ("reunion-accord",)),
    ]


def test_an_agenda_leaves_little_of_its_slot_unused(content):
    for agenda in content.comitologie.ordres_du_jour:
        total = sum(point.duree_minutes for point in agenda.points)
        assert agenda.duree_minutes - 15 <= total <= agenda.duree_minutes, agenda.slug


def test_nothing_that_is_proposed_calls_itself_official(content):
    texts = embed()
    for theme in THEMES:
        assert "officiel" not in texts[ADDED_LATER[theme]].lower(), theme
        assert "d’après le kit ANAP" in getattr(content, theme).mention, theme


def test_the_points_and_the_agendas_are_ours_whatever_founds_them(content):
    for entry in (*content.controles.points, *content.comitologie.ordres_du_jour):
        assert entry.confiance is Confiance.PROPOSE, entry.slug


@pytest.mark.parametrize("theme", THEMES)
def test_a_dossier_made_before_borrows_what_it_lacks(theme, content):
    texts = {name: text for name, text in embed().items() if name != ADDED_LATER[theme]}
    older = Content.from_texts(texts)

    assert older.borrowed == {theme}
    assert getattr(older, theme) == getattr(content, theme)
    assert len(list(facts_of(older))) < len(list(facts_of(content))), "not its own to answer for"


def test_an_abbreviation_of_these_packs_is_in_the_glossary(content):
    explained = {word for t in content.glossaire.termes for word in re.findall(SIGLE, t.terme)}
    texts = embed()
    spoken = {
        word
        for theme in THEMES
        for line in texts[ADDED_LATER[theme]].splitlines()
        if re.match(r"(titre|texte|aide|nom|objet|composition|abrege)\b|  \{ titre", line)
        for word in re.findall(SIGLE, re.sub(r'(source|acteur|slug) = "[^"]*"', "", line))
    }
    assert spoken - explained - COURANTS == set()
