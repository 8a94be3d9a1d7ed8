"""The figures as files: what is exported comes back as it was, template included."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cpom_desktop.imports.tables import read_table
from cpom_desktop.reports.csv_text import sheet_csv
from cpom_desktop.reports.documents.donnees_tableur import (
    donnees_sheets,
    modele_sheets,
    valeurs_sheet,
)
from cpom_desktop.reports.sheets import Workbook
from cpom_desktop.reports.xlsx import render_xlsx
from cpom_desktop.services.operations import (
    AddIndicateurPropre,
    SetValeurs,
    ValeurSaisie,
)
from cpom_desktop.services.queries.donnees_modele import is_template, template_notes
from cpom_desktop.services.queries.donnees_recues import Sort
from tests.outils.chiffres import taken, typed, understood
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.editions import edition_of, rendered


def written(path, ws, sheets):
    edition = edition_of(ws, uuid=ws.uuid)
    book = Workbook("Données", "Les Tilleuls", "", "", sheets(edition))
    path.write_bytes(render_xlsx(book, edition.now).data)
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("demo"))) as found:
        yield found


def test_the_template_comes_back_without_any_mapping_and_changes_nothing(demo, tmp_path):
    path = written(tmp_path / "m.xlsx", demo, modele_sheets)
    table = read_table(path)
    columns, found = understood(demo, table)
    assert columns.roles == (
        "donnee", None, None, "2023", "2024", "2025", "2026", "source", "date_source", "code",
    )  # fmt: skip
    assert {c.sort for c in found.recu.cellules} == {Sort.IDENTIQUE}
    assert found.recu.refusees == found.inconnues == ()
    assert is_template(table, columns)
    (told,) = template_notes(table, columns, demo.uuid, (2023, 2024, 2025, 2026))
    assert "Modèle de ce dossier" in told
    other = list(template_notes(table, columns, "f" * 32, (2024, 2025, 2026, 2027)))
    assert "un autre dossier" in other[0]
    assert other[1].endswith("2023.")


def test_a_template_filled_in_by_the_accountant_is_taken_back(demo, tmp_path):
    path = written(tmp_path / "m.xlsx", demo, modele_sheets)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert all(c.data_type != "f" for row in sheet for c in row)
    row = next(r for r in sheet.iter_rows(min_row=2) if r[-1].value == "gir_1")
    row[6].value, row[7].value, row[8].value = 12.5, "Coupe AGGIR", date(2026, 12, 31)
    row = next(r for r in sheet.iter_rows(min_row=2) if r[-1].value == "gir_2")
    row[6].value, row[7].value, row[8].value = 34, "Coupe AGGIR", date(2026, 12, 31)
    book.save(path)
    with opened(copy_demonstration(tmp_path)) as ws:
        found = taken(ws, path)
        known = typed(ws)
    (told,) = found.recu.refusees
    assert told.startswith("Ligne 10, 2026")
    assert known["gir_2", 2026] == (34, "Coupe AGGIR", date(2026, 12, 31), "")
    assert known["gir_2", 2025][1] != "Coupe AGGIR"


def test_everything_is_in_the_workbook_and_nothing_is_without_unit(demo):
    figures, indicators, references, _about = donnees_sheets(edition_of(demo))
    assert len(figures.rows) == len(demo.snapshot.valeurs)
    by_name = {c.header: n for n, c in enumerate(indicators.columns)}
    found = next(
        row
        for row in indicators.rows
        if row[0] == "Absentéisme hors formation" and row[by_name["Année"]] == 2025
    )
    assert found[by_name["Valeur"]] == Decimal("11.04")
    assert (found[by_name["Numérateur"]], found[by_name["Dénominateur"]]) == (
        2260, Decimal("20476.5"),
    )  # fmt: skip
    for name in ("Unité", "Formule", "Confiance"):
        assert all(row[by_name[name]] for row in indicators.rows)
    assert all(row[2] and row[3] and row[5] for row in references.rows)


@pytest.mark.parametrize("slug", ["donnees-chiffrees", "modele-donnees"])
def test_the_documents_are_pages_too(demo, slug):
    assert rendered(edition_of(demo), slug).pages >= 2


VALUES = st.dictionaries(
    st.tuples(
        st.sampled_from(
            ["gir_1", "charges_g1_soins", "etp_infirmiers", "pmp_valide", "propre-1-num"]
        ),
        st.integers(2019, 2027),
    ),
    st.tuples(
        st.none() | st.decimals(0, 999_999, places=2),
        st.sampled_from(["", "ERRD 2025", "=1+1", "L’« annexe » ; n° 2"]),
        st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        st.sampled_from(["", "Deux\nlignes", "Vu avec l’ARS"]),
    ),
    min_size=1,
    max_size=12,
)


@given(values=VALUES, kind=st.sampled_from(["xlsx", "csv"]))
@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_import_then_export_then_import_is_identical(pair, tmp_path, values, kind):
    first, second = pair
    cells = [
        ValeurSaisie(
            donnee=slug,
            annee=annee,
            valeur=None if v is None else v.to_integral_value() if slug == "gir_1" else v,
            inconnue=v is None,
            source=source,
            date_source=day,
            commentaire=comment,
        )
        for (slug, annee), (v, source, day, comment) in values.items()
    ]
    path = tmp_path / f"a.{kind}"
    first.run(SetValeurs(valeurs=cells))
    if kind == "xlsx":
        written(path, first, donnees_sheets)
    else:
        path.write_bytes(sheet_csv(valeurs_sheet(edition_of(first))))
    wanted = typed(first)

    assert {c.sort for c in taken(first, path).recu.cellules} == {Sort.IDENTIQUE}
    found = taken(second, path)

    assert found.recu.refusees == ()
    assert typed(second) == wanted
    assert taken(second, path).recu.valeurs == []
    for ws in pair:
        gone = [ValeurSaisie(donnee=slug, annee=annee) for slug, annee in typed(ws)]
        ws.run(SetValeurs(valeurs=gone))


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Return two dossiers without figures, each with an indicator of hers."""
    own = AddIndicateurPropre(libelle="Repas", groupe="qualite", numerateur="Repas mixés")
    with (
        opened(copy_tilleuls(tmp_path_factory.mktemp("un"))) as first,
        opened(copy_tilleuls(tmp_path_factory.mktemp("deux"))) as second,
    ):
        for ws in (first, second):
            ws.run(own)
        yield first, second
