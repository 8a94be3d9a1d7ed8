"""The part « Établissement et périmètre », as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.domain.dossier import AnomalieAssumee
from cpom_desktop.reports.blocks import Callout, Heading, KeyValues, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services.queries.etablissement import avertissements
from tests.outils.editions import (
    STORY,
    blocks_of,
    demonstration,
    empty,
    rendered,
    rows_of,
    undated,
    with_snapshot,
)
from tests.outils.pages import words_of


def document(edition):
    return build("etablissement", edition)


def values_of(edition):
    """Return label → value of every list of the part, plain spaces."""
    return {
        label: value.replace("\xa0", " ")
        for block in blocks_of(document(edition), KeyValues)
        for label, value in block.rows
    }


def changed(edition, table, **values):
    return with_snapshot(edition, **{table: replace(getattr(edition.snapshot, table), **values)})


def test_the_part_has_four_sections():
    headings = [(b.text, b.level) for b in blocks_of(document(demonstration()), Heading)]

    assert headings == [
        ("Établissement et périmètre", 1),
        ("Identité", 2),
        ("Capacité, en places", 2),
        ("Autorités et tarification", 2),
        ("Contrat", 2),
    ]


def test_identity_authorities_and_contract_are_those_of_the_demonstration():
    assert values_of(demonstration()) == {
        "Nom de l’établissement": "EHPAD Les Tilleuls",
        "Organisme gestionnaire": "Association Les Tilleuls",
        "Statut juridique": "Privé non lucratif",
        "FINESS établissement (ET)": "99 000 002 8",
        "FINESS gestionnaire (EJ)": "99 000 001 0",
        "SIRET": "123 456 782 00010",
        "Adresse": "12, allée des Tilleuls, 99120 Villeneuve-des-Prés",
        "Agence régionale de santé": "ARS de démonstration",
        "Département ou métropole": "Conseil départemental des Vallées",
        "Signature par le département": "oui",
        "Régime tarifaire": "3 sections",
        "Option de soins": "Tarif partiel, sans PUI",
        "Autorisation": (
            "du 4 janvier 2017 au 3 janvier 2032 (15 ans : durée à vérifier sur l’arrêté)"
        ),
        "Votre situation": "Renouvellement du CPOM",
        "Contrat en cours": "CPOM 2022–2026, prolongé jusqu’au 31 décembre 2027",
        "Date de signature visée": "15 décembre 2027",
        "Date d’effet": "1er janvier 2028",
        "Dernier jour du contrat": "31 décembre 2032",
        "Durée du contrat": "5 ans",
    }


def test_a_dossier_just_begun_reads_to_be_completed():
    values = values_of(empty())
    known = {label: value for label, value in values.items() if value}

    assert known == {
        "Nom de l’établissement": "EHPAD Vide",
        "Signature par le département": "oui",
        "Durée du contrat": "5 ans",
    }
    assert "Date visée" in values
    assert words_of(rendered(empty(), "etablissement")).count("à compléter") == (
        len(values) - len(known)
    )


def test_a_contract_without_target_keeps_its_other_dates():
    values = values_of(undated())

    assert values["Date de signature visée"] == ""
    assert values["Date d’effet"] == "1er janvier 2028"


def test_an_extension_of_a_contract_without_name_is_told():
    extended = changed(demonstration(), "dossier", contrat_actuel="")

    assert values_of(extended)["Contrat en cours"] == (
        "Contrat en cours, prolongé jusqu’au 31 décembre 2027"
    )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"adresse": ""}, "99120 Villeneuve-des-Prés"),
        ({"code_postal": ""}, "12, allée des Tilleuls, Villeneuve-des-Prés"),
        ({"adresse": "", "code_postal": "", "commune": ""}, ""),
    ],
)
def test_an_address_in_part_has_no_stray_comma(values, shown):
    edition = changed(demonstration(), "etablissement", **values)

    assert values_of(edition)["Adresse"] == shown


def test_places_are_totalled_without_pasa():
    (table,) = blocks_of(document(demonstration()), Table)

    assert [column.header for column in table.columns] == [
        "Places",
        "Autorisées",
        "Installées",
        "Financées",
        "Aide sociale",
    ]
    assert rows_of(table) == [
        ("Permanent (HP)", "84", "84", "84", "84"),
        ("Temporaire (HT)", "2", "2", "2", "–"),
        ("Accueil jour (AJ)", "6", "6", "6", "–"),
        ("dont PASA", "12", "12", "12", "–"),
        ("dont UHR", "–", "–", "–", "–"),
    ]
    assert rows_of(table, "total") == [("Total", "92", "92", "92", "84")]


def test_a_total_of_nothing_typed_is_a_dash_and_a_total_of_zero_is_zero():
    (blank,) = blocks_of(document(empty()), Table)
    first, *others = empty().snapshot.capacites
    zero = with_snapshot(empty(), capacites=(replace(first, autorisees=0), *others))
    (table,) = blocks_of(document(zero), Table)

    assert rows_of(blank, "total") == [("Total", "–", "–", "–", "–")]
    assert rows_of(table, "total") == [("Total", "0", "–", "–", "–")]


def test_places_to_come_are_told_in_her_own_text():
    edition = changed(demonstration(), "etablissement", projet_perimetre=STORY)
    blocks = document(edition).blocks
    place = blocks.index(Heading("Projets qui changeraient les places", 2))

    assert blocks[place + 1] == Paragraph(STORY)


def doubtful():
    """Return a dossier whose contract takes effect before it is signed, for six years."""
    return changed(demonstration(), "dossier", date_effet=date(2027, 12, 1), duree_annees=6)


def test_doubts_are_listed_at_the_end():
    (box,) = blocks_of(document(doubtful()), Callout)

    assert (box.title, box.tone) == ("À vérifier avant l’envoi", "attention")
    assert [line[:2] for line in box.text.splitlines()] == ["- ", "- ", "- "]
    assert "Est-ce voulu" in box.text
    assert document(doubtful()).blocks[-1] == box


def test_a_doubt_that_she_assumes_is_no_longer_printed():
    first, *others = avertissements(doubtful().snapshot)
    assumed = AnomalieAssumee(
        id=1, cle=first.cle, motif="Accord de l’ARS", assumee_le=date(2027, 3, 1)
    )
    (box,) = blocks_of(document(with_snapshot(doubtful(), anomalies_assumees=(assumed,))), Callout)

    assert box.text.splitlines() == [f"- {other.texte}" for other in others]


def test_a_dossier_without_doubt_has_no_box():
    assert blocks_of(document(demonstration()), Callout) == []
