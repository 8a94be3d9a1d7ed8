from __future__ import annotations

import re

import pytest

from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.errors import PackInvalide

KIT = "kit_anap/"


@pytest.fixture(scope="module")
def bundled():
    return embed()


@pytest.fixture
def faults_after(bundled):
    """Return the faults of the packs once one passage of one file is replaced."""

    def change(name, before, after):
        assert before in bundled[name]
        texts = bundled | {name: bundled[name].replace(before, after, 1)}
        return check_links(Content.from_texts(texts))

    return change


def test_the_packs_hold_together():
    assert check_links(Content.bundled()) == ()


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "retroplanning",
            'apres = ["cadre-applicable"]',
            'apres = ["cadre"]',
            "« cadre » n’existe",
        ),
        ("retroplanning", 'phase = "cadrage"', 'phase = "cadre"', "« cadre » n’existe"),
        (
            "retroplanning",
            'acteur = "direction"',
            'acteur = "psychologue"',
            "« psychologue » n’ex",
        ),
        ("retroplanning", 'slug = "designer-referent"', 'slug = "cadre-applicable"', "2 fois"),
        ("retroplanning", 'source = "agevillage"', 'source = "ailleurs"', "« ailleurs » n’existe"),
        ("retroplanning", '"renouvellement", ', "", "un plan et un seul"),
        (
            "retroplanning",
            'pistes = ["avenant_',
            'pistes = ["renouvellement", "avenant_',
            "un seul",
        ),
        ("raci", 'acteur = "direction"', 'acteur = "directeur"', "« directeur » n’existe"),
        ("raci", 'phase = "cadrage"', 'phase = "cadre"', "« cadre » n’existe"),
        ("raci", '"avenant", "dialogue"]', '"avenan", "dialogue"]', "« avenan » n’existe"),
        ("raci", 'gouv = "informe"', 'gouvernance = "informe"', "« gouvernance » n’existe"),
        ("raci", 'dir = "responsable+realisateur"', 'dir = "realisateur"', "il y en a 0"),
        ("raci", 'gouv = "informe"', 'gouv = "responsable"', "il y en a 2"),
        ("raci", 'slug = "donner-mandat"', 'slug = "qualifier-cadre"', "2 fois"),
        ("acteurs", 'slug = "dgars"', 'slug = "direction"', "2 fois"),
        ("acteurs", 'structure = "CARSAT"\n', "", "ni structure ni fonction"),
        ("acteurs", 'slug = "appui"', 'slug = "social"', "la famille « appui » manque"),
        ("glossaire", 'slug = "ehpad"', 'slug = "cpom"', "2 fois"),
        ("connaissances", 'page = "raci"', 'page = "acteurs"', "2 fois"),
        ("connaissances", "2026-11-21", "2026-11-23", "vérifié après la date"),
        ("avis", 'plan = "avenant"', 'plan = "signature"', "nomme un autre plan"),
        ("grille", 'theme = "l"', 'theme = "m"', "« m » n’existe pas"),
        ("grille", '\ncode = "H1"', '\ncode = "H2"', "« H1 » n’existe pas"),
        ("grille", 'slug = "dg-a02"', 'slug = "dg-a01"', "2 fois"),
        ("grille", 'repere = "DG-A02"', 'repere = "DG-A01"', "2 fois"),
        ("grille", 'slug = "partiel"', 'slug = "absent"', "la cotation « partiel » manque"),
        ("grille", 'touche = "2"', 'touche = "1"', "« 1 » est écrit 2 fois"),
        ("grille", 'slug = "l"\nlettre = "L"', 'slug = "m"\nlettre = "L"', "« m » n’a aucun"),
        ("grille", 'source = "nexem-eprd"', 'source = "ailleurs"', "« ailleurs » n’existe"),
        ("retroplanning", '\nancre = "signature"', "", "l’ancre manque"),
        ("echeances", 'apres = "annexe-activite"', 'apres = "annexe"', "« annexe » n’existe"),
        ("echeances", 'acteur = "finances"', 'acteur = "comptable"', "« comptable » n’existe"),
        ("echeances", 'tache = "bilan-etape"', 'tache = "bilan"', "« bilan » n’existe"),
        ("echeances", 'slug = "rama"', 'slug = "errd"', "2 fois"),
        ("echeances", "\nannees = 5", "", "« annees » manque"),
        ("pieces", 'themes = ["A", "L"]', 'themes = ["A", "Z"]', "« Z » n’existe pas"),
        ("pieces", 'detenteur = "direction"', 'detenteur = "psychologue"', "« psychologue » n’ex"),
        ("pieces", 'slug = "rama"', 'slug = "prs"', "« prs » est écrit 2 fois"),
        ("pieces", 'repere = "SO02"', 'repere = "SO01"', "« SO01 » est écrit 2 fois"),
        ("pieces", "\nvalidite_mois = 36", "", "« validite_mois » vont ensemble"),
        ("pieces", 'source = "qualineo-2024"', 'source = "ailleurs"', "« ailleurs » n’existe"),
        ("controles", 'etape = "territoire"', 'etape = "terre"', "« terre » n’existe pas"),
        ("controles", 'etape = "actions"', 'etape = "moyens"', "« actions » n’a aucun point"),
        ("controles", 'tache = "deliberation"', 'tache = "vote"', "« vote » n’existe pas"),
        ("controles", 'slug = "mandat-donne"', 'slug = "cadre-confirme"', "2 fois"),
        ("controles", 'slug = "limites"', 'slug = "temps"', "fiche role-referent : « temps »"),
        ("comitologie", 'acteur = "cse"', 'acteur = "csse"', "« csse » n’existe pas"),
        ("comitologie", 'secretaire = "cse"', 'secretaire = "csse"', "« csse » n’existe pas"),
        ("comitologie", 'rapporteur = "cse"', 'rapporteur = "csse"', "« csse » n’existe pas"),
        ("comitologie", 'slug = "cvs"', 'slug = "copil"', "« copil » est écrit 2 fois"),
        ("comitologie", 'acteur = "idec"', 'acteur = "finances"', "« finances » est écrit 2"),
        ("comitologie", 'instance = "cvs"', 'instance = "cvss"', "« cvss » n’existe pas"),
        ("comitologie", '"dialogue-annee-4"', '"dialogue-annee-5"', "« dialogue-annee-5 » n’ex"),
        ("comitologie", '"dialogue-annee-4"', '"bilan-final"', "« bilan-final » est écrit 2"),
        ("comitologie", "duree_minutes = 120\n", "duree_minutes = 60\n", "110 minutes pour 60"),
        ("comitologie", "delai_convocation = 15", "quorum = 9", "le quorum dépasse"),
        ("objectifs", 'axe = "qualite-droits"', 'axe = "qualite"', "« qualite » n’existe pas"),
        ("objectifs", 'domaine = "activite"', 'domaine = "act"', "« act » n’existe pas"),
        ("objectifs", '"dg-d01", "dg-d02"', '"dg-d01", "dg-d99"', "« dg-d99 » n’existe pas"),
        ("objectifs", '"dg-d01", "dg-d02"', '"dg-d01", "dg-d01"', "« dg-d01 » est écrit 2"),
        ("objectifs", 'voisins = ["ob-101"]', 'voisins = ["ob-199"]', "« ob-199 » n’existe"),
        ("objectifs", 'slug = "ob-102"', 'slug = "ob-101"', "« ob-101 » est écrit 2 fois"),
        ("objectifs", 'repere = "OB-102"', 'repere = "OB-101"', "« OB-101 » est écrit 2 fois"),
        (
            "objectifs",
            'responsable_suggere = "psychologue"',
            'responsable_suggere = "psy"',
            "« psy » n’existe pas",
        ),
        ("objectifs", "duree_mois = 56", "duree_mois = 57", "finit après le contrat"),
        ("objectifs", 'cible_mode = "absolue"\n', "", "« cible_mode » vont ensemble"),
        ("objectifs", 'cible_valeur = "-2"', 'cible_valeur = "2"', "va contre la polarité"),
        ("objectifs", 'cible_valeur = "20"', 'cible_valeur = "-20"', "va contre la polarité"),
        ("objectifs", "minimum = 8", "minimum = 18", "le minimum dépasse le maximum"),
        (
            "objectifs",
            'slug = "territoire-parcours"',
            'slug = "parcours"',
            "l’axe « parcours » n’a aucun objectif",
        ),
        ("objectifs", 'donnee = "chutes"', 'donnee = "chute"', "« chute » n’existe pas"),
        (
            "objectifs",
            'donnee = "chutes"',
            'donnee = "rotation"',
            "« formule_mots » n’est pas celle de la donnée « rotation »",
        ),
        (
            "objectifs",
            'donnee = "frng-jours"',
            'donnee = "reunions-cvs"',
            "« decimales » n’est pas celle",
        ),
        (
            "objectifs",
            'donnee = "chutes"',
            'donnee = "reunions-cvs"',
            "« polarite » n’est pas celle",
        ),
        ("sources", 'cle = "dir-ips"', 'cle = "memoire"', "2 fois"),
    ],
)
def test_a_broken_link_of_the_kit_is_told(faults_after, file, before, after, told):
    faults = [plain(fault) for fault in faults_after(f"{KIT}{file}.toml", before, after)]
    assert any(told in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("departements", 'region = "84"', 'region = "85"', "« 85 » n’existe pas"),
        ("departements", 'code = "02"', 'code = "01"', "2 fois"),
        ("regimes", '"69M"', '"79", "79"', "2 fois"),
        ("regimes", "par_defaut = true\n", "", "un seul régime par défaut"),
        ("regimes", "fin = 2026-12-31", "fin = 2024-12-31", "la fin précède le début"),
        ("vacances_scolaires", "dernier = 2027-01-03", "dernier = 2026-01-03", "hors d’ordre"),
        ("vacances_scolaires", "dernier = 2027-01-03", "dernier = 2027-02-15", "chevauche"),
        ("vacances_scolaires", "horizon = 2028-08-31", "horizon = 2028-08-01", "hors d’ordre"),
    ],
)
def test_a_broken_link_of_the_territories_is_told(faults_after, file, before, after, told):
    faults = [plain(f) for f in faults_after(f"territoires/{file}.toml", before, after)]
    assert any(told in fault for fault in faults), faults


def test_tasks_that_wait_for_each_other_are_told_in_order(faults_after):
    (fault,) = faults_after(
        f"{KIT}retroplanning.toml",
        'titre = "Vérifier la programmation',
        'apres = ["designer-referent"]\ntitre = "Vérifier la programmation',
    )
    assert "designer-referent" in fault
    assert "cadre-applicable" in fault


def test_a_line_that_nobody_does_is_told(bundled):
    name = f"{KIT}raci.toml"
    head, line = bundled[name].split('slug = "signer"')
    line = re.sub(r'\w+ = "realisateur"\n', "", line, count=3).replace(
        '"responsable+realisateur"', '"responsable"', 1
    )
    texts = bundled | {name: f'{head}slug = "signer"{line}'}
    faults = check_links(Content.from_texts(texts))
    assert [plain(fault) for fault in faults] == ["raci, « signer » : personne ne réalise"]


def cites_the_law(name):
    return name.endswith(("grille.toml", "objectifs.toml"))


def test_a_grid_that_a_dossier_does_not_carry_is_not_its_fault(bundled):
    texts = {name: text for name, text in bundled.items() if not cites_the_law(name)}
    name = f"{KIT}sources.toml"
    texts[name] = texts[name].replace('cle = "loi-asv"', 'cle = "autre-loi"')
    assert check_links(Content.from_texts(texts)) == ()


def test_a_file_that_does_not_read_stops_the_check(faults_after):
    with pytest.raises(PackInvalide):
        faults_after(f"{KIT}avis.toml", "confiance", "confidence")


def plain(sentence):
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")
