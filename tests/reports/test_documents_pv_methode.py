"""The minutes that validate the diagnosis, and where its figures come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from cpom_desktop.i18n import format_date
from cpom_desktop.reports.blocks import (
    BulletList,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.documents.chiffres import unit_name
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.ports import VersionInfo
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.words import word
from tests.outils.editions import (
    blocks_of,
    empty,
    hostile,
    rendered,
    rows_of,
    showcase,
    with_snapshot,
)

PV, METHODE = "pv-diagnostic", "methode-sources"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def facts(edition):
    (values,) = blocks_of(build(PV, edition), KeyValues)
    return {plain(label): plain(value) for label, value in values.rows}


def status(slug, edition):
    told = CATALOGUE[slug].status
    return told(edition.snapshot, edition.content, edition.now.date())


# minutes of validation


def test_the_minutes_name_the_meeting_of_the_copil_that_validates():
    told = facts(showcase())

    assert told["Instance"] == "COPIL n° 2"
    assert told["Date de validation"] == "jeudi 15 avril 2027"


def test_the_minutes_name_the_last_version_and_its_day():
    version = VersionInfo(3, "Diagnostic remis au COPIL", datetime(2027, 3, 11, 9, tzinfo=UTC))
    told = facts(replace(showcase(), versions=(version,)))

    assert told["Version du diagnostic"] == "« Diagnostic remis au COPIL », 11 mars 2027"
    assert facts(showcase())["Version du diagnostic"].startswith("état du dossier au 12 mars 2027")


def test_each_party_writes_its_reservations_and_signs():
    document = build(PV, showcase())
    (table,) = blocks_of(document, Table)
    (signatures,) = blocks_of(document, Signatures)

    assert [row[0].split("\n")[0] for row in rows_of(table)] == [
        "Gestionnaire",
        "ARS",
        "Conseil départemental",
    ]
    assert all(row[2] == "" for row in rows_of(table))
    assert [who for who, _name in signatures.people] == [
        r[0].split("\n")[0] for r in rows_of(table)
    ]


def test_a_departement_that_does_not_sign_has_no_box():
    house = replace(showcase().snapshot.etablissement, collectivite_signataire=False)
    (signatures,) = blocks_of(
        build(PV, with_snapshot(showcase(), etablissement=house)), Signatures
    )

    assert len(signatures.people) == 2


def test_the_minutes_hold_on_one_page_whatever_the_dossier():
    assert rendered(showcase(), PV).pages == 1
    assert rendered(empty(), PV).pages == 1


def test_minutes_without_a_meeting_are_not_complete():
    bare = with_snapshot(showcase(), reunions=())

    assert "le COPIL n° 2 n'est pas saisi" in map(plain, status(PV, bare).reasons)
    assert status(PV, empty()).state is DocumentState.VIDE


# method and sources


def rows(edition):
    return [
        tuple(map(plain, row))
        for t in blocks_of(build(METHODE, edition), Table)
        for row in rows_of(t)
    ]


def test_each_indicator_shows_its_formula_its_numbers_its_source_and_its_confidence():
    row = next(row for row in rows(showcase()) if row[0].startswith("Taux de CAF"))

    assert row[0] == "Taux de CAF, %"
    assert row[1].startswith("CAF ÷ produits, hors comptes 775, 777, 7781 et 78, moins 709 et 713")
    assert row[2] == "2025 : 221 271 ÷ 4 070 771 = 5,44 %"
    assert row[3].endswith("; lu dans le texte")


def test_a_sum_names_its_terms():
    row = next(row for row in rows(showcase()) if row[0].startswith("Fonds de roulement net"))

    assert "fonds de roulement d'investissement 363 500" in row[2]
    assert row[2].endswith("Résultat : 614 808 €")


def test_an_own_indicator_says_that_the_house_defined_it():
    row = next(row for row in rows(showcase()) if row[0].startswith("Coût des repas"))

    assert row[3].endswith("; définie par l'établissement")


def test_no_indicator_of_the_annexe_is_without_unit():
    edition = showcase()
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    named = {row[0] for row in rows(edition)}

    for indicateur in view.indicateurs:
        name = plain(unit_name(indicateur))
        assert plain(word(indicateur.unite)) in name
        assert name in named or indicateur.derniere is None


def test_reference_values_have_their_year_their_field_and_their_source():
    row = next(row for row in rows(showcase()) if row[0] == "Occupation, accueil de jour")

    (hers,) = showcase().snapshot.reperes

    assert row[1:4] == (f"{hers.valeur},00 %", str(hers.annee), plain(hers.champ))
    assert row[4] == f"{plain(hers.source)} ; saisi par l'établissement"


def test_sources_are_dated_and_counted():
    first = showcase().snapshot.valeurs[0]
    same = [
        v
        for v in showcase().snapshot.valeurs
        if (v.source, v.date_source) == (first.source, first.date_source)
    ]
    row = next(row for row in rows(showcase()) if row[0] == plain(first.source))

    assert row[1] == plain(format_date(first.date_source, "medium"))
    assert row[3] == str(len(same))


def test_figures_without_a_source_are_told():
    bare = tuple(replace(v, source="", date_source=None) for v in showcase().snapshot.valeurs)
    edition = with_snapshot(showcase(), valeurs=bare)

    assert any(row[0] == "À compléter : source non saisie" for row in rows(edition))
    assert any("sans source" in reason for reason in status(METHODE, edition).reasons)


def test_a_doubt_is_asked_once_with_the_name_of_its_figure():
    confirmed, doubts = blocks_of(build(METHODE, showcase()), BulletList)

    assert plain(confirmed.items[0]).endswith(
        ", 2025 : Un seul poste d'animation, pourvu toute l'année."
    )
    assert len(doubts.items) == 1
    assert "aides-soignants" in doubts.items[0]
    assert "est-ce exact" in doubts.items[0]
    assert status(METHODE, showcase()).state is DocumentState.A_CORRIGER
    assert status(METHODE, showcase()).reasons[0] == "1 chiffre à vérifier"


def test_without_figures_each_section_says_so_in_one_line():
    document = build(METHODE, empty())
    told = [plain(p.text) for p in blocks_of(document, Paragraph)]

    assert status(METHODE, empty()).state is DocumentState.VIDE
    assert "Aucun indicateur n'a encore de donnée." in told
    assert "Aucun chiffre n'est encore saisi." in told
    assert [h.level for h in blocks_of(document, Heading)] == [1, 2, 2, 2]


def test_long_names_break_nothing():
    assert rendered(hostile(), PV).pages >= 1
    assert rendered(hostile(), METHODE).pages >= 1
