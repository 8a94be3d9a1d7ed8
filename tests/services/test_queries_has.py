"""A self-evaluation (HAS): taken from a file, shown with its imperative criteria apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.i18n import NBSP
from cpom_desktop.services.operations import DeleteCotationsHas, ImportHas
from cpom_desktop.services.queries.correspondances import Colonnes, to_keep
from cpom_desktop.services.queries.donnees_recues import Choix, Sort
from cpom_desktop.services.queries.has import has_details, has_vue
from cpom_desktop.services.queries.has_importee import (
    has_of_file,
    kept_lines,
)
from tests.outils.chiffres import table_of
from tests.outils.dossiers import copy_tilleuls, opened

TABLE = table_of(
    ["Autoévaluation 2026"],
    ["N°", "Critère", "Thématique", "Cotation", "Niveau", "Observations"],
    ["1", "La personne", "", "", "", ""],
    ["1.1.1", "Premier critère du fichier", "H1", "3", "Standard", ""],
    ["2.2.1", "Deuxième", "Droits de la personne accompagnée", "4,0", "impératif", "Vu"],
    ["3.12.1", "Troisième", "H9 – Démarche qualité", "2", "Impératif", ""],
    ["3.12.2", "Quatrième", "Autre chose", "NC", "Impératif", "Pas de lit"],
    ["3.12.3", "Cinquième", "", "5", "", ""],
    ["1.1.1", "Encore", "", "1", "", ""],
    ["01/01/2001", "Daté", "", "1", "", ""],
)


def plain(text):
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def ws(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as found:
        yield found


def understood(ws, table=TABLE, columns=None):
    return has_of_file(table, ws.snapshot, ws.content.grille, columns)


def test_a_grid_is_read_line_by_line_with_every_refusal(ws):
    columns, found = understood(ws)
    assert columns.roles == ("code", "libelle", "theme", "cotation", "imperatif", "commentaire")
    lines = [line.ligne for line in found.lignes if line.ligne]
    assert [(x.code, x.theme, x.cotation, x.imperatif) for x in lines] == [
        ("1.1.1", "H1", 3, False),
        ("2.2.1", "H2", 4, True),
        ("3.12.1", "H9", 2, True),
        ("3.12.2", "", None, True),
    ]
    assert plain(lines[3].commentaire) == "Cotation du fichier : NC.\nPas de lit"
    assert [(x.numero, plain(x.raison)) for x in found.lignes if x.sort is Sort.REFUSEE] == [
        (8, "3.12.3 : « 5 » n'est pas une cotation : 1 à 4, NC, RI ou *."),
        (9, "Le code 1.1.1 est déjà à la ligne 4."),
        (
            10,
            "« 01/01/2001 » : le tableur a pris le code pour une date ; écrivez-le en texte.",
        ),
    ]
    (note,) = found.notes
    assert plain(note).endswith("laissées vides : Autre chose.")


def test_it_is_taken_in_one_step_and_its_columns_are_remembered(ws):
    columns, found = understood(ws)
    kept = to_keep("has.xlsx", TABLE.rows[columns.head], columns.roles, {})
    ws.run(ImportHas(lignes=kept_lines(found, {}, ()), retenir=kept))
    assert len(ws.snapshot.cotations_has) == 4
    assert [c.sorte for c in ws.snapshot.correspondances] == ["has"]
    _columns, again = understood(ws)
    assert {line.sort for line in again.lignes} == {Sort.IDENTIQUE, Sort.REFUSEE}
    ws.undo()
    assert ws.snapshot.cotations_has == ws.snapshot.correspondances == ()


def test_a_line_that_is_left_or_refused_keeps_what_the_dossier_has(ws):
    _columns, found = understood(ws)
    ws.run(ImportHas(lignes=kept_lines(found, {}, ())))
    later = table_of(
        ["Code", "Libellé", "Cotation"],
        ["1.1.1", "Premier critère du fichier", "4"],
        ["2.2.1", "Deuxième", "abc"],
    )
    _columns, found = understood(ws, later)
    known = ws.snapshot.cotations_has
    assert [plain(n) for n in found.notes] == [
        "2 critères du dossier ne sont pas dans ce fichier : ils seront retirés."
    ]
    lines = kept_lines(found, {2: Choix.LAISSER}, known)
    assert [(x.code, x.cotation) for x in lines] == [("1.1.1", 3), ("2.2.1", 4)]
    ws.run(ImportHas(lignes=kept_lines(found, {}, known)))
    assert [(c.code, c.cotation) for c in ws.snapshot.cotations_has] == [
        ("1.1.1", 4),
        ("2.2.1", 4),
    ]


def test_imperative_criteria_below_four_stand_apart(ws):
    _columns, found = understood(ws)
    ws.run(ImportHas(lignes=kept_lines(found, {}, ())))
    view = has_vue(ws.snapshot, ws.content)
    assert [line.cotation.code for line in view.a_traiter] == ["3.12.1"]
    assert plain(view.resume) == "4 critères, 1 impératif non maîtrisé"
    assert view.lignes[0].theme == "Bientraitance et éthique"
    assert "DG-F04" in view.lignes[0].criteres
    assert view.lignes[3].theme == view.lignes[3].mots == "–"
    ((_title, told),) = has_details(ws.snapshot, ws.content, "H9")
    assert plain(told) == "3.12.1, coté 2 : impératif, il appelle un plan d'action"
    assert has_details(ws.snapshot, ws.content, "H5") == ()
    ws.run(DeleteCotationsHas(ids=[row.id for row in ws.snapshot.cotations_has]))
    assert has_vue(ws.snapshot, ws.content).lignes == ()


def test_columns_that_say_nothing_are_asked_for(ws):
    _columns, found = understood(ws, table_of(["x", "y"], ["a", "3"]))
    assert plain(found.bloque) == "Dites quelle colonne porte le code de chaque critère."
    columns, found = understood(ws, table_of(["1.1.1 – Un critère", "3"]))
    assert columns.roles == ("code", None)
    assert plain(found.bloque) == "Dites quelle colonne porte la cotation."
    _columns, found = understood(
        ws, table_of(["Critère 1.1.1 : Un critère", "3"]), Colonnes(-1, ("code", "cotation"))
    )
    assert found.lignes[0].ligne.libelle == "Un critère"


@given(st.lists(st.lists(st.text(max_size=10), min_size=1, max_size=6), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_no_cells_make_the_reading_fail(shared, rows):
    understood(shared, table_of(["Code", "Libellé", "Thème", "Cotation", "Impératif"], *rows))
    understood(shared, table_of(*rows))


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with opened(copy_tilleuls(tmp_path_factory.mktemp("has"))) as found:
        yield found
