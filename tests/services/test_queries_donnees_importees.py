"""Files of figures: columns recognised and remembered, every refusal with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.i18n import NBSP
from cpom_desktop.services.operations import SetValeurs, UpdateValeur, ValeurSaisie
from cpom_desktop.services.queries.correspondances import Colonnes, to_keep
from cpom_desktop.services.queries.donnees_noms import name_key
from cpom_desktop.services.queries.donnees_recues import Sort
from cpom_desktop.services.tableaux import mended, spoilt
from tests.outils.chiffres import table_of, understood
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened


@pytest.fixture
def ws(tmp_path):
    """Return a dossier without figures, open to write."""
    with opened(copy_tilleuls(tmp_path)) as found:
        yield found


def plain(text):
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("’", "'")


def read(cells):
    return [(c.donnee, c.annee, c.valeur) for c in cells]


def test_a_column_a_year_is_recognised_below_a_title(ws):
    table = table_of(
        ["Activité de l’établissement"],
        [],
        ["Libellé", "Unité", "2024", "Réalisé 2025", "N"],
        ["HÉBERGEMENT"],
        ["Résidents en GIR 1 au 31 décembre", "pers.", "9", "n.c.", ""],
        ["Places d'accueil de jour financées", "", "6", "abc", "6"],
    )
    columns, found = understood(ws, table)
    assert columns.roles == ("donnee", None, "2024", "2025", "2026")
    assert read(found.recu.cellules) == [
        ("gir_1", 2024, 9),
        ("gir_1", 2025, None),
        ("places_aj", 2024, 6),
        ("places_aj", 2025, None),
        ("places_aj", 2026, 6),
    ]
    assert [plain(r) for r in found.recu.refusees] == [
        "Ligne 6, 2025 : « abc » n'est pas un nombre."
    ]
    assert "« N » est compris comme 2026." in map(plain, found.recu.notes)
    assert "1 case vide est laissée telle quelle." in map(plain, found.recu.notes)


def test_a_line_a_value_is_read_with_what_is_said_of_it(ws):
    table = table_of(
        ["Code", "Exercice", "Valeur", "Source", "Date", "Observations"],
        ["gir_1", "2025", "10", "Coupe AGGIR", "31/12/2025", "Validée"],
        ["gir_1", "2026", "11", "Coupe AGGIR", "31/02/2026", ""],
        ["gir_1", "deux mille", "11", "", "", ""],
    )
    _columns, found = understood(ws, table)
    ws.run(SetValeurs(valeurs=found.recu.valeurs))
    row = next(v for v in ws.snapshot.valeurs if v.annee == 2025)
    assert (row.valeur, row.source, row.date_source, row.commentaire) == (
        10, "Coupe AGGIR", date(2025, 12, 31), "Validée",
    )  # fmt: skip
    assert [plain(r) for r in found.recu.refusees] == [
        "Ligne 3 : source ou date : Le 31 février n'existe pas. Février compte 28 jours.",
        "Ligne 4, année : « deux mille » n'est pas une année.",
    ]


def test_a_year_that_is_there_twice_is_refused_with_both_places(ws):
    table = table_of(["Donnée", "2025", "2024", "Budget 2025"], ["gir_1", "1", "2", "3"])
    _columns, found = understood(ws, table)
    assert plain(found.recu.bloque) == (
        "L'année 2025 est écrite plusieurs fois, colonnes 2 et 4. Rien ne peut être pris."
    )
    lines = table_of(["Donnée", "Année", "Valeur"], *[["gir_1", "2025", n] for n in (1, 2)])
    _columns, found = understood(ws, lines)
    assert [plain(r) for r in found.recu.refusees] == [
        "Ligne 3, 2025 : déjà lue ligne 2 : elle n'est prise qu'une fois."
    ]


def test_rows_of_other_names_are_said_by_hand_and_remembered(ws):
    table = table_of(
        ["Poste", "2024", "2025"],
        ["Lits financés HP", "84", "84"],
        ["Nombre de résidents en GIR 3 au 31 décembre", "16", "16"],
        ["Total", "100", "100"],
    )
    columns, found = understood(ws, table)
    assert [(i.ligne, i.libelle, i.proche) for i in found.inconnues] == [
        (2, "Lits financés HP", ""),
        (3, "Nombre de résidents en GIR 3 au 31 décembre", "gir_3"),
        (4, "Total", ""),
    ]
    assert found.recu.valeurs == []
    assert {c.sort for c in found.recu.cellules} == {Sort.A_CONFIRMER}

    said = {
        name_key("Lits financés HP"): "places_hp",
        name_key("Nombre de résidents en GIR 3 au 31 décembre"): "gir_3",
        name_key("Total"): "",
    }
    columns, found = understood(ws, table, said)
    assert found.inconnues == found.recu.refusees == ()
    assert len(found.recu.valeurs) == 4
    kept = to_keep("paie.csv", table.rows[0], columns.roles, said)
    ws.run(SetValeurs(valeurs=found.recu.valeurs, retenir=kept))
    assert len(ws.snapshot.correspondances) == 1

    later = table_of(["Poste", "2025", "2026"], ["Lits financés HP", "84", "85"], ["Total", 1, 2])
    _columns, found = understood(ws, later)
    assert [c.sort for c in found.recu.cellules] == [Sort.IDENTIQUE, Sort.NOUVELLE]
    ws.undo()
    assert ws.snapshot.valeurs == ws.snapshot.correspondances == ()


def test_columns_without_our_words_are_remembered_as_she_said(ws):
    table = table_of(["A", "B", "C"], ["gir_1", "x", "10"])
    said = Colonnes(0, ("code", None, "2025"))
    _columns, found = understood(ws, table, columns=said)
    assert read(found.recu.cellules) == [("gir_1", 2025, 10)]
    kept = to_keep("a", table.rows[0], said.roles, {})
    assert '"c"' not in kept.colonnes.lower().replace("code", "")


def test_columns_that_say_nothing_are_asked_for(ws):
    for table, words in (
        (table_of(["a", "1"]), "Dites quelles colonnes portent les valeurs"),
        (table_of(["1", "2"]), "Dites quelle colonne nomme les données."),
        (table_of(["Donnée", "Valeur"], ["gir_1", "3"]), "Dites quelle colonne porte l'année."),
    ):
        _columns, found = understood(ws, table)
        assert plain(found.recu.bloque).startswith(words)


def test_a_file_in_thousands_of_euros_is_told(ws):
    table = table_of(["Montants en k€"], ["Donnée", "2025"], ["charges_g1_soins", "12"])
    _columns, found = understood(ws, table)
    assert "« k€ » est écrit ligne 1 : les montants sont lus en euros, vérifiez-les." in map(
        plain, found.recu.notes
    )
    _columns, found = understood(ws, table_of(["Donnée", "2025"], ["charges_g1_soins", "12 k€"]))
    assert found.recu.notes == ()
    assert found.recu.valeurs[0].valeur == 12_000


def test_the_same_file_twice_changes_nothing(ws):
    table = table_of(
        ["Donnée", "2024", "2025", "Source"],
        ["gir_1", "9", "10", "Coupe AGGIR"],
    )
    _columns, found = understood(ws, table)
    ws.run(SetValeurs(valeurs=found.recu.valeurs))
    _columns, again = understood(ws, table)
    assert {c.sort for c in again.recu.cellules} == {Sort.IDENTIQUE}
    assert again.recu.valeurs == []


def test_a_source_goes_to_what_changes_and_to_the_last_value(ws):
    before = [ValeurSaisie(donnee="gir_1", annee=a, valeur=Decimal(9)) for a in (2023, 2024, 2025)]
    ws.run(SetValeurs(valeurs=before))
    ws.run(UpdateValeur(donnee="gir_1", annee=2023, source="Ancienne"))
    table = table_of(["Donnée", "2023", "2024", "2025", "Source"], ["gir_1", 9, 8, 9, "Coupe"])
    _columns, found = understood(ws, table)
    assert [c.sort for c in found.recu.cellules] == [
        Sort.IDENTIQUE,
        Sort.MODIFIEE,
        Sort.MODIFIEE,
    ]
    ws.run(SetValeurs(valeurs=found.recu.valeurs))
    assert [v.source for v in ws.snapshot.valeurs] == ["Ancienne", "Coupe", "Coupe"]


def test_a_figure_that_changes_shows_both_values(tmp_path):
    with opened(copy_demonstration(tmp_path)) as ws:
        _columns, found = understood(
            ws, table_of(["Donnée", "2025"], ["places_hp", "85"], ["eig", "2"])
        )
    first, second = found.recu.cellules
    assert (first.sort, plain(first.avant), plain(first.apres)) == (
        Sort.MODIFIEE, "84 places", "85 places",
    )  # fmt: skip
    assert (second.sort, second.avant) == (Sort.IDENTIQUE, "2")


def test_accents_that_were_read_twice_are_mended():
    table = table_of(["DonnÃ©e", "2025"], ["Ã‰lodie", "1"])
    assert spoilt(table.rows) == ("DonnÃ©e", "Donnée")
    assert mended(table.rows) == (("Donnée", "2025"), ("Élodie", "1"))
    assert spoilt([["Donnée", "Âge"], ["Ã la main", "1"]]) is None


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=8))
@settings(deadline=None, max_examples=80)
def test_no_cells_make_the_reading_fail(demo, rows):
    table = table_of(["Donnée", "2025", "Année", "Valeur", "Source", "Date"], *rows)
    understood(demo, table)
    understood(demo, table_of(*rows))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with opened(copy_tilleuls(tmp_path_factory.mktemp("chiffres"))) as found:
        yield found
