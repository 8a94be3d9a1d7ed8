"""The catalogue of bad input: each row, its behaviour and its exact French sentence.

Rows are those of the catalogue (dates 1–20, numbers 23–41, texts 46–66, identifiers 70–77).
"""

from __future__ import annotations

import re
import string
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

import cpom_desktop.domain as domain_package
from cpom_desktop.domain import identifiants
from cpom_desktop.domain.saisie import (
    clean_name,
    clean_text,
    parse_date,
    parse_decimal,
    parse_duration,
    parse_email,
    parse_etp,
    parse_integer,
    parse_montant,
    parse_phone,
    parse_taux,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import NBSP, NNBSP
from cpom_desktop.services.messages_saisie import SENTENCES, sentence_of

TODAY = date(2027, 3, 12)
read_date = partial(parse_date, today=TODAY)

REFUSED = [
    (1, read_date, "31/04/2026", "Le 31 avril n'existe pas. Avril compte 30 jours."),
    (1, read_date, "30 février 2028", "Le 30 février n'existe pas. Février compte 29 jours."),
    (2, read_date, "29/02/2027", "2027 n'est pas une année bissextile : février s'arrête au 28."),
    (4, read_date, "00/00/0000", "Cette date n'existe pas. Exemple : 15/03/2026."),
    (4, read_date, "0/4/2026", "Cette date n'existe pas. Exemple : 15/03/2026."),
    (4, read_date, "40/31/2026", "Cette date n'existe pas. Exemple : 15/03/2026."),
    (4, read_date, "31/02", "Cette date n'existe pas. Exemple : 15/03/2026."),
    (
        5,
        read_date,
        "12/31/2026",
        "Il n'y a pas de mois 31. Écrivez le jour puis le mois : 31/12/2026.",
    ),
    (9, read_date, "mars 2026", "Précisez le jour, par exemple 31/03/2026."),
    (9, read_date, "02/2028", "Précisez le jour, par exemple 29/02/2028."),
    (
        10,
        read_date,
        "T3 2026",
        "Choisissez un jour. Le 3e trimestre 2026 va du 01/07 au 30/09/2026.",
    ),
    (
        10,
        read_date,
        "1er trimestre 2028",
        "Choisissez un jour. Le 1er trimestre 2028 va du 01/01 au 31/03/2028.",
    ),
    (15, read_date, "01/01/1026", "L'année doit être comprise entre 2000 et 2100."),
    (15, read_date, "01/01/20266", "L'année doit être comprise entre 2000 et 2100."),
    (15, read_date, "2101-01-01", "L'année doit être comprise entre 2000 et 2100."),
    (15, read_date, "+999 a", "L'année doit être comprise entre 2000 et 2100."),
    (15, read_date, "+9999999999 j", "L'année doit être comprise entre 2000 et 2100."),
    (None, read_date, "15/12", "Précisez l'année, par exemple 15/12/2027."),
    (None, read_date, "mar. 2 mars", "Précisez l'année, par exemple 02/03/2028."),
    (None, read_date, "", "Indiquez une date, par exemple 15/03/2026."),
    (
        None,
        read_date,
        "bientôt",
        "Cette date n'est pas comprise. Exemple : 15/03/2026 ou 15 mars 2026.",
    ),
    (20, parse_duration, "0", "La durée est un nombre entier de jours, au moins 1."),
    (20, parse_duration, "-3", "La durée est un nombre entier de jours, au moins 1."),
    (20, parse_duration, "1,5 jour", "La durée est un nombre entier de jours, au moins 1."),
    (25, parse_decimal, "1.234", "Voulez-vous dire 1\u00a0234 ou 1,234 ?"),
    (26, parse_decimal, "1,234.56", "Écrivez 1\u00a0234,56."),
    (26, parse_decimal, "1.234,56", "Écrivez 1\u00a0234,56."),
    (27, parse_decimal, "12 34,5", "Les espaces doivent séparer des groupes de trois chiffres."),
    (28, parse_decimal, "1,2,3", "Un nombre ne peut avoir qu'une virgule."),
    (31, parse_etp, "-0,5", "Un ETP ne peut pas être négatif."),
    (35, parse_taux, "-5 %", "Un taux ne peut pas être négatif."),
    (36, parse_decimal, "abc", "Indiquez un nombre, par exemple 12,5."),
    (36, parse_decimal, "--3", "Indiquez un nombre, par exemple 12,5."),
    (36, parse_decimal, "", "Indiquez un nombre, par exemple 12,5."),
    (37, parse_decimal, "inf", "Indiquez un nombre écrit en chiffres."),
    (37, parse_decimal, "nan", "Indiquez un nombre écrit en chiffres."),
    (37, parse_decimal, "1e9", "Indiquez un nombre écrit en chiffres."),
    (37, parse_decimal, "0x10", "Indiquez un nombre écrit en chiffres."),
    (39, parse_decimal, "٣", "Utilisez les chiffres 0 à 9."),
    (39, parse_decimal, "\uff11\uff12", "Utilisez les chiffres 0 à 9."),
    (
        40,
        parse_montant,
        "999999999999999",
        "Ce montant dépasse la limite (999 999 999,99 €).",
    ),
    (40, parse_montant, "1 000 000 k€", "Ce montant dépasse la limite (999 999 999,99 €)."),
    (40, parse_decimal, "9" * 5000, "Ce nombre dépasse la limite (999 999 999,99)."),
    (36, parse_integer, "abc", "Indiquez un nombre entier, par exemple 12."),
    (36, parse_integer, "", "Indiquez un nombre entier, par exemple 12."),
    (None, parse_integer, "12,5", "Indiquez un nombre entier, sans virgule."),
    (
        None,
        partial(parse_integer, minimum=0, maximum=1000),
        "1 001",
        "Indiquez un nombre d'au plus 1\u00a0000.",
    ),
    (None, partial(parse_integer, minimum=1), "0", "Indiquez un nombre d'au moins 1."),
    (46, clean_name, "", "Donnez un nom."),
    (46, clean_name, " \t\n", "Donnez un nom."),
    (46, clean_name, "\u200b", "Donnez un nom."),
    (
        47,
        clean_name,
        "a" * 10_000,
        (
            "Le nom est limité à 200 caractères (10\u00a0000 saisis). "
            "Mettez le détail dans la description."
        ),
    ),
    (
        120,
        clean_text,
        "a" * 5_000_000,
        "Texte trop long (5\u00a0000\u00a0000 caractères, limite 200\u00a0000).",
    ),
    (65, parse_email, "dupont@", "Cette adresse est incomplète. Exemple : nom@organisme.fr"),
    (65, parse_email, "a b@c.fr", "Cette adresse est incomplète. Exemple : nom@organisme.fr"),
    (66, parse_phone, "06 12 34", "Il manque des chiffres : 10 attendus, 6 saisis."),
    (None, parse_phone, "01 23 45 67 89 0", "Il y a trop de chiffres : 10 attendus, 11 saisis."),
    (None, parse_phone, "le standard", "Un numéro de téléphone s'écrit avec des chiffres."),
]

ACCEPTED = [
    (3, read_date, "29/02/2028", date(2028, 2, 29)),
    (6, read_date, "01/01/26", date(2026, 1, 1)),
    (7, read_date, "1/6/2026", date(2026, 6, 1)),
    (8, read_date, "2026-03-01", date(2026, 3, 1)),
    (23, parse_decimal, "1 234,5", Decimal("1234.5")),
    (23, parse_decimal, "1\u00a0234,5", Decimal("1234.5")),
    (23, parse_decimal, "1\u202f234,5", Decimal("1234.5")),
    (24, parse_decimal, "1234.5", Decimal("1234.5")),
    (29, parse_montant, "12 000 €", Decimal(12000)),
    (29, parse_montant, "12 k€", Decimal(12000)),
    (30, parse_taux, "12,5 %", Decimal("12.5")),
    (38, parse_decimal, "−3", Decimal(-3)),
    (41, parse_montant, "1,23456", Decimal("1.23")),
    (53, parse_phone, "+33 1 23 45 67 89", "+33 1 23 45 67 89"),
]

DOUBTED = [
    (
        70,
        identifiants.check_siret,
        "99012345600011",
        "Ce SIRET est erroné : la clé de contrôle ne correspond pas.",
    ),
    (72, identifiants.check_siret, "1" * 13, "Un SIRET compte 14 chiffres (13 saisis)."),
    (
        73,
        identifiants.check_siret,
        "990123456",
        "Ceci est un SIREN (9 chiffres). Ajoutez les 5 chiffres de l'établissement.",
    ),
    (
        74,
        identifiants.check_finess,
        "99000001",
        "Un numéro FINESS compte 9 caractères (8 saisis).",
    ),
    (
        75,
        identifiants.check_finess,
        "990000018",
        "La clé de ce numéro FINESS semble fausse. Vérifiez-le : elle devrait être 0.",
    ),
    (77, identifiants.check_code_postal, "6230", "Un code postal compte 5 chiffres."),
]


def plain(sentence):
    """Undo the typography, so that a row reads as the catalogue writes it."""
    spaced = re.sub(f"[{NBSP}{NNBSP}](?=[:;!?»%€])", " ", sentence)
    return re.sub(rf"(?<=\d){NBSP}(?=jours)", " ", spaced).replace("’", "'")


@pytest.mark.parametrize(("row", "read", "text", "sentence"), REFUSED)
def test_a_refused_input_says_what_is_wrong_and_what_to_do(row, read, text, sentence):
    with pytest.raises(RegleInvalide) as refusal:
        read(text)

    assert plain(sentence_of(refusal.value.code, refusal.value.values)) == sentence


@pytest.mark.parametrize(("row", "read", "text", "value"), ACCEPTED)
def test_an_accepted_input_becomes_its_value(row, read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(("row", "check", "text", "sentence"), DOUBTED)
def test_a_doubtful_identifier_is_told_in_one_sentence(row, check, text, sentence):
    (finding,) = check(text)

    assert plain(sentence_of(finding.code, finding.values)) == sentence


def test_a_sentence_is_typeset():
    sentence = sentence_of("annee-courte", {"annee": "2027"})

    assert sentence == f"2027 n’est pas une année bissextile{NBSP}: février s’arrête au 28."


def test_every_code_raised_by_the_readers_has_its_sentence():
    folder = Path(domain_package.__file__).parent / "saisie"
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'(?:RegleInvalide\(|, limit, )\s*"([a-z-]+)"', sources))
    raised |= set(re.findall(r'"(nombre-(?:groupes|incompris))" if', sources))

    assert len(raised) > 25
    assert raised | set(identifiants.FindingCode) == set(SENTENCES)


def test_every_sentence_names_only_values_that_a_reader_gives():
    names = {
        field
        for sentence in SENTENCES.values()
        for _, field, _, _ in string.Formatter().parse(sentence)
        if field
    }
    folder = Path(domain_package.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))

    assert {
        name for name in names if f"{name}=" not in sources and f'"{name}":' not in sources
    } == set()
