"""A block of figures copied from a spreadsheet: right values, each refused cell at its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.i18n import NBSP, format_number
from cpom_desktop.services.operations import AddIndicateurPropre, SetValeurs
from cpom_desktop.services.queries.donnees_collage import Depart, cells_of, read_paste
from cpom_desktop.services.queries.donnees_noms import Names, figures_of
from cpom_desktop.services.queries.donnees_recues import Choix, Sort
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened

THIN = "\N{NARROW NO-BREAK SPACE}"
YEARS = (2023, 2024, 2025, 2026)


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    """Return a dossier without figures, open to write."""
    with opened(copy_tilleuls(tmp_path_factory.mktemp("collage"))) as found:
        yield found


@pytest.fixture(scope="module")
def slugs(ws):
    return tuple(figures_of(ws.snapshot, ws.content))


def plain(text):
    return text.replace(NBSP, " ").replace(THIN, " ").replace("’", "'")


def pasted(ws, text, donnees, annees=YEARS):
    return read_paste(text, Depart(donnees, annees), ws.snapshot, ws.content)


def test_the_block_of_the_bar_gives_right_values_and_tells_each_refusal(ws):
    slugs = [d.slug for d in ws.content.donnees.donnees if d.unite is Unite.EUROS][:40]
    row = [f"1{NBSP}234{NBSP}567,89", f"12{THIN}000 €", "12 k€", "n.c."]
    rows = [list(row) for _ in slugs]
    rows[3][2] = "abc"
    rows[7] = ["", "-", "- €", "#REF!"]
    rows[11][0] = "12 %"
    rows[20][1] = "=B2+B3"
    rows[39][3] = "1.234"

    found = pasted(ws, "\r\n".join("\t".join(r) for r in rows) + "\r\n", slugs)

    values = {(v.donnee, v.annee): v for v in found.valeurs}
    assert values[slugs[0], 2023].valeur == Decimal("1234567.89")
    assert values[slugs[0], 2024].valeur == values[slugs[0], 2025].valeur == 12_000
    assert values[slugs[0], 2026].inconnue
    assert values[slugs[7], 2025].valeur == 0
    assert (len(values), found.vides) == (160 - 2 - 5, 2)
    assert [plain(r) for r in found.refusees] == [
        "Ligne 4, 2025 : « abc » n'est pas un nombre.",
        "Ligne 8, 2026 : « #REF! » n'est pas une valeur.",
        "Ligne 12, 2023 : « % » n'est pas l'unité de cette donnée.",
        "Ligne 21, 2024 : « =B2+B3 » est une formule : copiez son résultat.",
        "Ligne 40, 2026 : Voulez-vous dire 1 234 ou 1,234 ?",
    ]


def test_a_percentage_goes_into_a_figure_in_percent(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as ws:
        made = ws.run(
            AddIndicateurPropre(libelle="Repas", groupe="qualite", unite=Unite.POUR_CENT)
        ).result
        found = pasted(ws, "12,5 %\t-3 %", [f"propre-{made}-num"])
    assert [v.valeur for v in found.valeurs] == [Decimal("12.5")]
    assert [plain(r) for r in found.refusees] == [
        "Ligne 1, 2024 : Un taux ne peut pas être négatif."
    ]


def test_a_block_with_its_heads_goes_where_they_say(ws):
    text = (
        "Code\tIndicateur\tUnité\t2025\t2024\tÉcart\n"
        "\tACTIVITÉ\t\t\t\t\n"
        "\tRESIDENTS EN GIR 1 AU 31 DECEMBRE\tpers.\t10\t9\t1\n"
        "\tJournées inventées\tj\t12\t13\t1\n"
        "\tRésidents en GIR 2 au 31 décembre\t\t35\tn.c.\t\n"
    )
    found = pasted(ws, text, ["places_hp"])
    assert [(c.donnee, c.annee, c.valeur) for c in found.cellules] == [
        ("gir_1", 2025, 10),
        ("gir_1", 2024, 9),
        ("gir_2", 2025, 35),
        ("gir_2", 2024, None),
    ]
    assert [plain(n) for n in found.notes] == [
        "Années lues dans le bloc : 2025, 2024.",
        "Chaque ligne va à la donnée du même nom.",
    ]
    assert [plain(r) for r in found.refusees] == [
        "La colonne « Unité » n'est pas une année : elle est laissée.",
        "La colonne « Écart » n'est pas une année : elle est laissée.",
        "Ligne 4 : « Journées inventées » n'est pas une donnée de ce dossier.",
    ]


def test_years_alone_and_labels_alone_are_understood_too(ws):
    found = pasted(ws, "2024\t2025\n84\t85", ["places_hp"])
    assert [(c.donnee, c.annee, c.valeur) for c in found.cellules] == [
        ("places_hp", 2024, 84),
        ("places_hp", 2025, 85),
    ]
    found = pasted(ws, "Résidents en GIR 1 au 31 décembre\t2024\t7", ["places_hp"], (2025, 2026))
    assert [(c.donnee, c.annee, c.valeur) for c in found.cellules] == [
        ("gir_1", 2025, 2024),
        ("gir_1", 2026, 7),
    ]


def test_a_year_or_a_figure_that_is_there_twice_is_told_with_both_places(ws):
    found = pasted(ws, "2024\t2025\t2024\n1\t2\t3", ["places_hp"])
    assert plain(found.bloque) == (
        "L'année 2024 est écrite plusieurs fois, colonnes 1 et 3. Rien ne peut être pris."
    )
    name = "Résidents en GIR 1 au 31 décembre"
    found = pasted(ws, f"\t2025\n{name}\t10\n{name}\t11", [])
    assert [plain(r) for r in found.refusees] == [
        "Ligne 3, 2025 : déjà lue ligne 2 : elle n'est prise qu'une fois."
    ]


def test_what_goes_beyond_the_grid_is_told(ws):
    found = pasted(ws, "1\t2\t3\n4\t5\t6\n\t\t", ["places_hp"], (2025, 2026))
    assert [c.valeur for c in found.cellules] == [1, 2]
    assert [plain(r) for r in found.refusees] == [
        "1 colonne dépasse des années affichées : elle est laissée.",
        "Ligne 2 : elle dépasse de la liste des données.",
    ]


def test_what_the_dossier_has_is_told_beside_what_would_change(tmp_path):
    with opened(copy_demonstration(tmp_path)) as ws:
        found = pasted(ws, "84\t85", ["places_hp"])
        same, changed = found.cellules
        assert (same.sort, changed.sort) == (Sort.IDENTIQUE, Sort.MODIFIEE)
        assert (plain(changed.avant), plain(changed.apres)) == ("84 places", "85 places")
        assert changed.taken(Choix.LAISSER) is None
        ws.run(SetValeurs(valeurs=found.valeurs))
        assert all(c.sort is Sort.IDENTIQUE for c in pasted(ws, "84\t85", ["places_hp"]).cellules)


def test_quoted_cells_and_strange_lines_are_read():
    assert cells_of('"a\nb"\t"c ""d"""\r\n1\r\n') == [["a\nb", 'c "d"'], ["1", ""]]
    assert cells_of('12" de tuyau\t3') == [['12" de tuyau', "3"]]
    assert cells_of("") == []


@given(
    st.lists(
        st.lists(st.decimals("-999999", "999999", places=2), min_size=1, max_size=4),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([NBSP, THIN, " "]),
    st.sampled_from(["", f"{NBSP}€", " €"]),
)
@settings(deadline=None, max_examples=60)
def test_a_block_shown_then_pasted_is_itself(ws, rows, space, sign):
    slugs = [d.slug for d in ws.content.donnees.donnees if d.unite is Unite.EUROS][:12]
    text = "\n".join(
        "\t".join(format_number(v, 2).replace(NBSP, space) + sign for v in row) for row in rows
    )
    found = pasted(ws, text, slugs)
    assert found.refusees == ()
    assert [(c.ligne, c.annee, c.valeur) for c in found.cellules] == [
        (n, 2023 + k, value) for n, row in enumerate(rows, start=1) for k, value in enumerate(row)
    ]


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_no_text_makes_the_paste_fail(ws, text):
    found = pasted(ws, text, ["places_hp", "gir_1"])
    assert all(v.annee in range(2000, 2101) for v in found.valeurs)


def test_names_are_found_without_accents_and_near_ones_are_proposed(ws, slugs):
    names = Names(figures_of(ws.snapshot, ws.content), {"lits": "places_hp"})
    assert names.exact("GIR_1") == "gir_1"
    assert names.exact("  lits ") == "places_hp"
    assert names.exact("n’importe quoi") == ""
    assert names.near("Nombre de résidents en GIR 3 au 31 décembre") == "gir_3"
    assert names.near("Charges") == ""
    assert len(slugs) == len(set(slugs))
