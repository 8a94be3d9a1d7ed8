"""Doubts about what is typed: found where they should be, never in ordinary French."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.content.packs import bundled_folder, embed
from cpom_desktop.domain.saisie.doutes import DouteTexte, doubt_of, holds_nir, names_health
from cpom_desktop.services.doutes import SENTENCES, doubt_sentence


@st.composite
def social_numbers(draw):
    """Return a valid number, written with some separator or none, inside a sentence or alone."""
    corsica = draw(st.sampled_from(["", "", "", "2A", "2B"]))
    department = corsica or f"{draw(st.integers(1, 95)):02}"
    month = draw(st.one_of(st.integers(1, 12), st.integers(20, 42), st.integers(50, 99)))
    parts = [
        draw(st.sampled_from("12")),
        f"{draw(st.integers(0, 99)):02}",
        f"{month:02}",
        department,
        f"{draw(st.integers(1, 990)):03}",
        f"{draw(st.integers(1, 999)):03}",
    ]
    digits = "".join(parts).replace("2A", "19").replace("2B", "18")
    parts.append(f"{97 - int(digits) % 97:02}")
    written = draw(st.sampled_from(["", " ", "\u00a0", "\u202f", "-", "."])).join(parts)
    return draw(st.sampled_from(["{}", "NIR : {}.", "({})", "né le 3, {}, à Lens"])).format(
        written
    )


@given(social_numbers())
def test_a_social_security_number_is_seen_however_it_is_written(text):
    assert holds_nir(text), text


@pytest.mark.parametrize(
    "text",
    [
        "2 95 10 99 126 111 93",
        "2 95 10 99 126 111",
        "1 85 05 974 10 012 43",
        "7 85 05 78 006 008 61",
        "son numéro : 295109912611193, à ne pas perdre",
        "2\u00a095\u00a010\u00a099\u00a0126\u00a0111\u00a093",
        "2.95.10.99.126.111.93",
        "Son numéro est le 1850578006084 36"
        if (97 - 1850578006084 % 97) == 36
        else "295109912611193",
    ],
)
def test_a_number_of_the_notes_is_seen(text):
    assert doubt_of(text) is DouteTexte.NIR


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 732 829 320 00074",
        "SIRET 13002526500013",
        "01 23 45 67 89",
        "+33 1 23 45 67 89",
        "FINESS 620100016 et 620000085",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "2 540 000 € par an, 1 234 567,89 € en 2028",
        "2951099126111",
        "2 95 13 99 126 111",
        "2 95 10 99 126 111 94",
        "01 99 00 10 12 et 01 99 00 20 45",
        "1 234 567 890 123 456",
        "295109912611194",
    ],
)
def test_other_numbers_are_let_be(text):
    assert not holds_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "M. X est atteint de la maladie d’Alzheimer",
        "Mme Durand est très malade",
        "Madame Petit souffre d’une dépression",
        "Pathologie de Mme Roger à revoir",
        "GIR de M. Blanc : 2",
        "le résident Dupont a été hospitalisé mardi",
        "Mme Anne Delmas est en arrêt",
        "Mme Durand souffre d'une dépression. Rien d'autre.",
        "La résidente Petit est hospitalisée pour un cancer.",
        "Vu Mme Petit, Alzheimer avancé, avec sa fille",
    ],
)
def test_health_of_somebody_by_name_is_told(text):
    assert names_health(text)
    assert doubt_of(text) is DouteTexte.SANTE


@pytest.mark.parametrize(
    "text",
    [
        "M. Caron rappelle la cible régionale d’hospitalisations",
        "Mme Lemaire est chargée de la trame",
        "Les résidents atteints de maladies neuro-évolutives",
        "Le diagnostic de la situation est partagé",
        "M. Ferrand souhaite une visite ; le GMP est validé",
        "Mme Delmas est excusée",
        "L'unité accueille des résidents atteints de démence.",
        "Mme Delmas rappellera. Le projet Alzheimer sera discuté ensuite.",
        "Visite du PASA avec M. Caron.",
    ],
)
def test_ordinary_minutes_are_let_be(text):
    assert doubt_of(text) is None


def test_no_sentence_of_the_packs_nor_of_the_demonstration_raises_a_doubt():
    stories = (bundled_folder().parent / "demonstration").glob("*.toml")
    texts = [*embed().values(), *(path.read_text("utf-8") for path in stories)]
    sentences = [line for text in texts for line in text.splitlines()]

    assert len(sentences) > 10_000
    assert [line for line in sentences if doubt_of(line)] == []


def test_what_does_not_print_and_what_reads_the_other_way_are_told():
    assert doubt_of("Bravo 👩‍⚕️") is DouteTexte.SYMBOLE
    assert doubt_of("שלום") is DouteTexte.DROITE_A_GAUCHE
    assert doubt_of("☐ ☑ œ é ’ € ²") is None


def test_every_doubt_has_its_sentence():
    assert set(SENTENCES) == set(DouteTexte)
    assert doubt_sentence("2 95 10 99 126 111 93").startswith("Ceci ressemble")
    assert doubt_sentence("") is None
    assert doubt_sentence(3) is None
