from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.content.links import facts_of
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import bundled_folder
from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossier import LectureRaci, Piste
from cpom_desktop.domain.planning import schedule_retroplanning
from cpom_desktop.domain.raci import Sens, letters
from cpom_desktop.domain.tasks import ModePlanification, Task, TaskLink
from tests.outils.plans import STILL

SIGNATURE = date(2027, 12, 15)
# repère, début au plus tard, fin au plus tard (jours depuis la signature), marge : kit §1.3
KIT = (
    ("RP01", -316, -311, 0),
    ("RP02", -311, -306, 0),
    ("RP03", -297, -287, 14),
    ("RP04", -302, -292, 4),
    ("RP05", -306, -299, 0),
    ("RP06", -299, -292, 0),
    ("RP07", -292, -287, 0),
    ("RP08", -287, -286, 0),
    ("RP09", -261, -251, 25),
    ("RP10", -286, -266, 0),
    ("RP11", -266, -221, 20),
    ("RP12", -266, -246, 0),
    ("RP13", -261, -246, 5),
    ("RP14", -261, -246, 5),
    ("RP15", -251, -221, 25),
    ("RP16", -266, -246, 0),
    ("RP17", -246, -221, 20),
    ("RP18", -246, -221, 0),
    ("RP19", -221, -206, 0),
    ("RP20", -206, -196, 0),
    ("RP21", -182, -181, 24),
    ("RP22", -196, -191, 0),
    ("RP23", -191, -181, 0),
    ("RP24", -181, -180, 0),
    ("RP25", -66, -56, 114),
    ("RP26", -172, -152, 8),
    ("RP27", -152, -122, 8),
    ("RP28", -117, -87, 13),
    ("RP29", -122, -87, 8),
    ("RP30", -88, -87, 42),
    ("RP31", -87, -86, 8),
    ("RP32", -86, -61, 8),
    ("RP33", -61, -60, 8),
    ("RP34", -56, -41, 12),
    ("RP35", -36, -21, 17),
    ("RP36", -31, -21, 22),
    ("RP37", -41, -21, 12),
    ("RP38", -21, -16, 12),
    ("RP39", -16, -1, 12),
    ("RP40", -1, 0, 12),
)
ROLES = (
    "dir",
    "gouv",
    "ref",
    "medco",
    "idec",
    "qual",
    "fin",
    "rh",
    "eq",
    "cvs",
    "cse",
    "ars",
    "cd",
)
# repère, puis une case par rôle : kit §1.5
MATRICE = (
    "RA01 RA I A - - - I - - - - C C",
    "RA02 RA C I C C I I I I - I I I",
    "RA03 A RA I - - - I - - - - - -",
    "RA04 C - RA C C A - - - I - I I",
    "RA05 A I RA C C C C C - I I C C",
    "RA06 RA A A A A C C I - I I A A",
    "RA07 RA I A C A - - A I I I - -",
    "RA08 C - RA A A A A A - - - C C",
    "RA09 C - I RA A - I - A - - A A",
    "RA10 C - RA - A C A A - - - I I",
    "RA11 R C A A A A A A - C I C C",
    "RA12 C - A - C RA - A C C C - -",
    "RA13 A I C - - - RA - - - - C C",
    "RA14 R - A A A A A A C C C - -",
    "RA15 RA C A C C A C C I C C I I",
    "RA16 R A A C C C C I - I I A A",
    "RA17 RA A A A A C C C C C C A A",
    "RA18 A - RA A A A A A C C - C C",
    "RA19 A - RA A A A A A A C C - -",
    "RA20 A C C - - - RA A - - - C C",
    "RA21 RA A A C C C A C - - - A A",
    "RA22 R I A - - C A - - - - A A",
    "RA23 R I A - - C - - - A - - -",
    "RA24 R I A - - - - A - - A - -",
    "RA25 A RA C - - - C - - I I I I",
    "RA26 A RA I - - - - - I I I A A",
    "RA27 RA I A I A I I A I I I - -",
    "RA28 R I A A A A A A A I I - -",
    "RA29 R I A C C A A - - I - I I",
    "RA30 R A C C - - A A - I I I I",
    "RA31 RA A A A A A A C - I I A A",
    "RA32 R A A C C A A C - C C A A",
)
EXCEPTIONS_AU_PLUS_TOT = {"RP10", "RP11", "RP15", "RP17", "RP21", "RP25"}


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


def schedule(plan, target=SIGNATURE):
    ids = {task.slug: number for number, task in enumerate(plan.taches, 1)}
    tasks = [
        Task(
            id=ids[task.slug],
            slug=task.slug,
            phase=task.phase,
            titre=task.titre,
            duree_jours=task.duree_jours,
            mode=task.mode,
            jalon=task.jalon,
            limite_jours=task.limite_jours,
        )
        for task in plan.taches
    ]
    pairs = [(task.slug, before) for task in plan.taches for before in task.apres]
    links = [
        TaskLink(id=number, task_id=ids[after], predecessor_id=ids[before])
        for number, (after, before) in enumerate(pairs, 1)
    ]
    return schedule_retroplanning(tasks, links, target, calendar=STILL)


def plan_named(content, slug):
    return next(plan for plan in content.retroplanning.plans if plan.slug == slug)


@pytest.fixture(scope="module")
def signature(content):
    return plan_named(content, "signature")


@pytest.mark.parametrize(("repere", "debut", "fin", "marge"), KIT, ids=[row[0] for row in KIT])
def test_the_signature_plan_gives_the_dates_and_the_slack_of_the_kit(
    signature, repere, debut, fin, marge
):
    scheduled = dict(
        zip((task.repere for task in signature.taches), schedule(signature), strict=True)
    )
    found = scheduled[repere]
    assert (
        (found.debut_au_plus_tard - SIGNATURE).days,
        (found.fin_au_plus_tard - SIGNATURE).days,
        found.marge_jours,
    ) == (debut, fin, marge)


def test_the_signature_plan_has_the_forty_tasks_of_the_kit_in_order(signature):
    assert [task.repere for task in signature.taches] == [row[0] for row in KIT]


def test_the_tasks_to_start_early_are_those_of_the_kit(signature):
    early = {t.repere for t in signature.taches if t.mode is ModePlanification.AU_PLUS_TOT}
    assert early == EXCEPTIONS_AU_PLUS_TOT


def test_the_milestones_are_what_is_held_on_a_day_with_the_authorities(signature):
    """The kit's four, and the visit and two negotiations: none may fall on a closed day."""
    milestones = {task.repere: task.limite_jours for task in signature.taches if task.jalon}
    assert milestones == {
        "RP08": 285,
        "RP21": None,
        "RP24": 180,
        "RP30": None,
        "RP31": None,
        "RP33": 60,
        "RP40": None,
    }


def test_signing_in_december_starts_the_day_the_guide_says(content, signature):
    first = min(scheduled.debut for scheduled in schedule(signature))
    assert first == date(2027, 2, 2)
    assert "2 février 2027" in content.guide("assistant-dates").exemple


@pytest.mark.parametrize(
    ("slug", "milestone"), [("avenant", "signature-avenant"), ("dialogue", "reunion-dialogue")]
)
def test_the_short_plans_end_on_their_target_and_have_no_negative_slack(content, slug, milestone):
    scheduled = {found.task.slug: found for found in schedule(plan_named(content, slug))}
    assert scheduled[milestone].fin == SIGNATURE
    assert min(found.marge_jours for found in scheduled.values()) == 0


def test_the_dossier_of_a_dialogue_leaves_fifteen_days_before_the_meeting(content):
    scheduled = {f.task.slug: f for f in schedule(plan_named(content, "dialogue"))}
    assert scheduled["envoyer-dossier-dialogue"].fin == SIGNATURE - timedelta(days=15)


@pytest.mark.parametrize("slug", ["avenant", "dialogue"])
def test_the_short_plans_are_proposed_only(content, slug):
    plan = plan_named(content, slug)
    assert {plan.confiance, *(task.confiance for task in plan.taches)} == {Confiance.PROPOSE}


def test_each_track_has_its_plan(content):
    assert {piste: content.plan_for(piste).slug for piste in Piste} == {
        Piste.NOUVEAU_CPOM: "signature",
        Piste.RENOUVELLEMENT: "signature",
        Piste.CONTRAT_ADHOC: "signature",
        Piste.AVENANT_PROLONGATION: "avenant",
        Piste.DIALOGUE_GESTION: "dialogue",
    }


@pytest.mark.parametrize("line", MATRICE, ids=[line[:4] for line in MATRICE])
def test_a_line_of_the_matrix_is_that_of_the_kit(content, line):
    repere, *expected = line.split()
    activite = next(a for a in content.raci.activites if a.repere == repere)
    shown = [letters(activite.cells.get(role, ()), LectureRaci.KIT) or "-" for role in ROLES]
    assert shown == expected


def test_the_matrix_has_thirty_two_lines_and_thirteen_roles(content):
    assert [a.repere for a in content.raci.activites] == [line[:4] for line in MATRICE]
    assert tuple(role.slug for role in content.raci.roles) == ROLES


def test_the_director_answers_for_nineteen_lines(content):
    cells = [activite.cells.get("dir", frozenset()) for activite in content.raci.activites]
    assert sum(Sens.RESPONSABLE in cell for cell in cells) == 19


def test_each_line_has_exactly_one_responsable(content):
    counts = [
        sum(Sens.RESPONSABLE in cell for cell in activite.cells.values())
        for activite in content.raci.activites
    ]
    assert counts == [1] * 32


def test_the_authorities_are_expected_on_four_lines(content):
    expected = {a.repere for a in content.raci.activites if a.autorites_attendues}
    assert expected == {"RA16", "RA17", "RA26", "RA31"}


def test_the_short_plans_take_some_lines_of_the_matrix(content):
    raci = content.raci
    assert len(raci.for_plan("signature")) == 32
    avenant = {activite.slug for activite in raci.for_plan("avenant")}
    dialogue = {activite.slug for activite in raci.for_plan("dialogue")}
    assert {"deliberer", "signer"} <= avenant
    assert "dialogues-gestion" in dialogue
    assert not {"coter-grille", "conduire-negociation"} & (avenant | dialogue)
    assert "signer" not in dialogue


def test_every_family_has_an_icon_that_exists(content):
    icons = bundled_folder().parent / "icons"
    assert [famille.slug for famille in content.acteurs.familles] == list(Famille)
    for famille in content.acteurs.familles:
        assert (icons / f"{famille.icone}.svg").is_file(), famille.icone


def test_a_dossier_starts_with_about_twenty_five_acteurs_of_every_family(content):
    essential = [acteur for acteur in content.acteurs.acteurs if acteur.essentiel]
    assert 22 <= len(essential) <= 28
    assert {acteur.famille for acteur in essential} == set(Famille)
    assert {acteur.confiance for acteur in content.acteurs.acteurs} == {Confiance.PROPOSE}


def test_the_three_signatories_are_there_from_the_start(content):
    signatories = {
        acteur.slug for acteur in content.acteurs.acteurs if acteur.statut_contrat == "signataire"
    }
    assert signatories == {"dgars", "president-departement", "gouvernance"}


@pytest.mark.parametrize(
    "page",
    [
        "etablissement",
        "acteurs",
        "retroplanning",
        "raci",
        "assistant-etablissement",
        "assistant-autorites",
        "assistant-perimetre",
        "assistant-dates",
        "assistant-equipe",
        "tableau-de-bord",
        "grille",
        "fiches-action",
        "documents",
        "reglages",
        "a-propos",
        "comitologie",
        "pieces",
        "reunions",
        "journal",
        "check-list",
    ],
)
def test_a_page_has_its_complete_note(content, page):
    guide = content.guide(page)
    assert all(
        (
            guide.ce_que_vous_faites,
            guide.pourquoi,
            guide.qui_peut_repondre,
            guide.exemple,
            guide.a_noter,
        )
    )


def test_the_notice_asks_to_check_with_the_ars_and_says_how_old_it_is(content):
    notice = next(avis for avis in content.avis.avis if avis.slug == "pause-signatures")
    assert notice.titre == "Vérifiez auprès de votre ARS si la négociation est ouverte"
    assert notice.etat_du_droit == date(2026, 11, 21)
    assert notice.confiance is Confiance.SECONDAIRE


def test_every_fact_has_a_source_a_confidence_and_the_date_it_was_checked(content):
    facts = list(facts_of(content))
    assert len(facts) > 400
    for fact in facts:
        assert fact.source in content.sources
        assert isinstance(fact.confiance, Confiance)
        assert fact.verifie_le == date(2026, 11, 21)


def test_a_proposal_never_borrows_the_source_of_a_text(content):
    ours = {"proposition", "demonstration"}
    mixed = {
        (fact.source, fact.confiance)
        for fact in facts_of(content)
        if (fact.confiance is Confiance.PROPOSE) != (fact.source in ours)
    }
    assert mixed == set()


def test_what_comes_from_memory_says_so(content):
    sure = {fact.confiance for fact in facts_of(content) if fact.source == "memoire"}
    assert sure == {Confiance.MEMOIRE}


def labels_of(content):
    yield from (pack.title for pack in content.packs)
    for plan in content.retroplanning.plans:
        yield from (plan.titre, plan.target)
        yield from (phase.libelle for phase in plan.phases)
        yield from (task.titre for task in plan.taches)
    raci = content.raci
    yield from (entry.libelle for entry in (*raci.phases, *raci.roles))
    yield from (activite.titre for activite in raci.activites)
    yield from (famille.libelle for famille in content.acteurs.familles)
    yield from (acteur.structure + acteur.fonction for acteur in content.acteurs.acteurs)
    yield from (terme.terme for terme in content.glossaire.termes)
    yield from (avis.titre for avis in content.avis.avis)
    yield from (piste.libelle for piste in content.avis.pistes)
    yield from (vacances.libelle for vacances in content.vacances.vacances)


def test_no_title_calls_itself_official(content):
    titles = list(labels_of(content))
    assert len(titles) > 300
    assert [title for title in titles if "officiel" in title.lower()] == []


def test_a_title_of_a_task_or_of_an_activity_fits_in_eighty_characters(content):
    titles = [task.titre for plan in content.retroplanning.plans for task in plan.taches]
    titles += [activite.titre for activite in content.raci.activites]
    assert [title for title in titles if len(title) > 80] == []


def test_the_kit_is_said_to_be_followed_not_reproduced(content):
    assert content.packs[0].mention == "d’après le kit ANAP"
