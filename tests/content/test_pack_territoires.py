from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.territoires import departement_code
from cpom_desktop.domain.calendrier import GroupeFeries
from cpom_desktop.domain.dossier import RegimeTarifaire, ZoneScolaire
from cpom_desktop.errors import RegleInvalide

FGU_LINE = "11 15 17 19 22 23 29 31 40 46 47 49 52 53 56 58 62 66 69M 73 93 973 974"
FGU = set(FGU_LINE.split(" "))


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


@pytest.fixture(scope="module")
def real(content):
    departements = content.territoires.departements.values()
    return {
        departement.code: departement for departement in departements if not departement.fictif
    }


def test_there_are_eighteen_regions_and_one_of_demonstration(content):
    regions = content.territoires.regions.values()
    assert sum(not region.fictif for region in regions) == 18
    assert [region.ars for region in regions if region.fictif] == ["ARS de démonstration"]


def test_there_are_the_hundred_and_one_departements_and_the_metropole_de_lyon(real):
    metropole = {f"{number:02}" for number in range(1, 96) if number != 20}
    overseas = {"971", "972", "973", "974", "976"}
    assert set(real) == metropole | {"2A", "2B", "69M"} | overseas
    assert len(real) == 102


def test_the_schools_of_the_mainland_are_in_three_zones_and_the_others_in_none(real):
    zones = [departement.zone for departement in real.values()]
    assert {zone: zones.count(zone) for zone in ZoneScolaire} == {
        ZoneScolaire.A: 33,
        ZoneScolaire.B: 41,
        ZoneScolaire.C: 21,
        ZoneScolaire.AUTRE: 7,
    }


def test_the_single_package_is_tried_in_twenty_three_territories(content, real):
    found = {
        code
        for code in real
        if content.proposal_for(code).regime is RegimeTarifaire.FORFAIT_GLOBAL_UNIQUE
    }
    assert found == FGU
    assert len(found) == 23


def test_the_experiment_has_its_period_and_says_that_the_rest_is_not_verified(content):
    regime = content.territoires.regimes[1]
    assert (regime.debut, regime.fin) == (date(2025, 7, 1), date(2026, 12, 31))
    assert "n’a pas été vérifiée" in content.proposal_for("23").regime_note


@pytest.mark.parametrize(
    ("code", "collectivite"),
    [
        ("01", "Conseil départemental de l’Ain"),
        ("22", "Conseil départemental des Côtes-d’Armor"),
        ("35", "Conseil départemental d’Ille-et-Vilaine"),
        ("69", "Conseil départemental du Rhône"),
        ("69M", "Métropole de Lyon"),
        ("75", "Ville de Paris"),
        ("67", "Collectivité européenne d’Alsace"),
        ("68", "Collectivité européenne d’Alsace"),
        ("2A", "Collectivité de Corse"),
        ("973", "Collectivité territoriale de Guyane"),
        ("99", "Conseil départemental des Vallées"),
    ],
)
def test_the_collectivite_is_named_as_it_names_itself(content, code, collectivite):
    assert content.proposal_for(code).collectivite == collectivite


def test_no_collectivite_has_a_space_after_an_elision(real):
    assert [d.collectivite for d in real.values() if "’ " in d.collectivite] == []


def test_the_departement_of_demonstration_proposes_what_the_story_needs(content):
    proposal = content.proposal_for("99")
    assert proposal.fictif
    assert proposal.ars == "ARS de démonstration"
    assert proposal.zone is ZoneScolaire.B
    assert proposal.regime is RegimeTarifaire.TROIS_SECTIONS


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("57", GroupeFeries.ALSACE_MOSELLE),
        ("67", GroupeFeries.ALSACE_MOSELLE),
        ("68", GroupeFeries.ALSACE_MOSELLE),
        ("88", GroupeFeries.METROPOLE),
        ("971", GroupeFeries.GUADELOUPE),
        ("976", GroupeFeries.MAYOTTE),
    ],
)
def test_a_departement_has_the_public_holidays_of_its_group(content, code, group):
    assert content.proposal_for(code).jours_feries is group


def test_an_unknown_departement_is_refused(content):
    with pytest.raises(RegleInvalide) as caught:
        content.proposal_for("20")
    assert caught.value.code == "departement-inconnu"


@pytest.mark.parametrize(
    ("postal_code", "code"),
    [
        ("99120", "99"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20199", "2A"),
        ("20200", "2B"),
        ("20620", "2B"),
        ("97400", "974"),
        ("97600", "976"),
        ("69003", "69"),
        (" 75 014 ", "75"),
        ("98000", ""),
        ("00100", ""),
        ("7501", ""),
        ("7501A", ""),
        ("", ""),
        ("٧٥٠١٤", ""),
    ],
)
def test_a_postal_code_gives_the_departement_or_nothing(content, postal_code, code):
    assert content.departement_of_postal_code(postal_code) == code


def test_the_rule_alone_reads_codes_that_no_departement_has():
    assert departement_code("98800") == "988"


@pytest.mark.parametrize("letter", "abc")
def test_the_breaks_agree_with_the_library_except_where_they_say_so(content, letter):
    import holidays

    zone = f"Zone {letter.upper()}"
    years = [2026, 2027, 2028]
    other = holidays.country_holidays("FR", subdiv=zone, years=years, categories=("school",))
    noted = {v.libelle for v in content.vacances.vacances if v.note}
    ours = [found for found in content.school_breaks(letter) if found.label not in noted]
    assert len(ours) == 7
    for found in ours:
        days = (found.last - found.first).days + 1
        assert all(found.first + timedelta(days=n) in other for n in range(days)), found
        assert found.first - timedelta(days=1) not in other, found
        assert found.last + timedelta(days=1) not in other, found


def test_a_zone_without_calendar_has_no_break(content):
    assert content.school_breaks(ZoneScolaire.AUTRE) == ()


def test_the_breaks_are_known_until_august_2028_and_say_so(content):
    assert content.vacances.horizon == date(2028, 8, 31)
    assert "31 août 2028" in content.vacances.au_dela
    assert max(found.last for found in content.school_breaks("c")) == content.vacances.horizon
