"""The page Données: a block pasted after a look, a file imported, the template sent out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cpom_desktop.imports.tables import read_table
from tests.outils.chiffres import workbook
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import make_shell, nameless, plain, press, show
from ui.pages.donnees import DonneesPage
from ui.shell import files
from ui.shell.importing import LargeFile, take_table

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(DonneesPage, tilleuls)


@pytest.fixture
def bring(page, tmp_path):
    """Return what has the page take a file of figures."""

    def take(data, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        page.table_read.emit(read_table(path))
        return page.gestures.dialog

    return take


def said(text):
    return plain(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def value(ws, donnee, annee):
    found = (v for v in ws.snapshot.valeurs if (v.donnee, v.annee) == (donnee, annee))
    return next((row.valeur for row in found), "")


def paste(page, text, field="valeurs.eig.2025"):
    page.focus_field(field)
    QGuiApplication.clipboard().setText(text)
    press(KEYS.Key_V, modifiers=CONTROL)


def rows(dialog):
    model = dialog.model
    return [
        [said(str(model.index(n, c).data())) for c in range(model.columnCount())]
        for n in range(model.rowCount())
    ]


def test_a_block_that_changes_a_value_is_shown_before_it_is_written(page, ws_of, session):
    told = []
    page.announced.connect(told.append)
    paste(page, "3\t5\r\n", "valeurs.eig.2025")
    dialog = page.gestures.dialog
    assert rows(dialog) == [
        ["Remplacer", "1", "Événements indésirables graves déclarés", "2025", "2 → 3", "–"],
        ["Ajouter", "1", "Événements indésirables graves déclarés", "2026", "5", "–"],
    ]
    assert said(dialog.text.text()) == "2 valeurs lues : 1 nouvelle, 1 qui change une valeur."
    assert said(dialog.keep.text()) == "Garder la valeur déjà saisie"
    dialog.keep.click()
    assert said(dialog.add.text()) == "Importer 1 valeur"
    dialog.keep.click()
    dialog.add.click()
    assert (value(ws_of, "eig", 2025), value(ws_of, "eig", 2026)) == (3, 5)
    assert list(map(said, told)) == ["2 valeurs importées."]
    session.undo()
    assert (value(ws_of, "eig", 2025), value(ws_of, "eig", 2026)) == (2, "")


def test_a_block_with_refused_cells_says_each_place(page, ws_of):
    paste(page, "\t2025\t2026\r\nChutes\tabc\t190\r\nInconnu\t1\t2\r\n")
    dialog = page.gestures.dialog
    table = rows(dialog)
    assert table[0][0] == "Refusée"
    assert table[0][1:3] == ["3", "Inconnu"]
    assert table[0][-1] == "N'est pas une donnée de ce dossier."
    assert table[1][1:4] == ["2", "Chutes déclarées", "2025"]
    assert table[1][-1] == "« abc » n'est pas un nombre."
    assert "Années lues dans le bloc : 2025, 2026." in said(dialog.notes.text())
    QTest.keyClick(dialog.view, KEYS.Key_Escape)
    assert not dialog.isVisible()
    assert value(ws_of, "chutes", 2026) == 186


def test_a_block_of_new_values_is_written_at_once_and_an_empty_clipboard_is_told(page, ws_of):
    paste(page, "9\r\n34\r\n", "valeurs.gir_1.2026")
    assert (value(ws_of, "gir_1", 2026), value(ws_of, "gir_2", 2026)) == (9, 34)
    told = []
    page.session.refused.connect(told.append)
    paste(page, "  ")
    assert said(told[0]).startswith("Rien n'est copié.")


def test_a_file_is_read_its_columns_said_and_remembered(page, bring, ws_of, session):
    text = "Poste;Colonne A;2026\nLits HP;84;85\nChutes;191;200\n"
    dialog = bring(text)
    assert [field.value() for field in dialog.fold.fields] == ["donnee", None, "2026"]
    assert said(dialog.rows.summary.whole_text) == "1 nom à préciser"
    dialog.rows.fields[0].set_value("places_hp")
    dialog.rows.fields[0].edited.emit()
    dialog.fold.fields[1].set_value("2025")
    dialog.fold.fields[1].edited.emit()
    assert said(dialog.text.text()) == (
        "4 valeurs lues : 2 qui changent une valeur, 2 identiques."
    )
    dialog.add.click()
    assert value(ws_of, "places_hp", 2026) == 85
    again = bring(text)
    assert not again.rows.isVisible()
    assert again.fold.fields[1].value() is None
    assert said(again.text.text()) == "2 valeurs lues : 2 identiques."
    assert not again.add.isEnabled()
    again.reject()
    session.undo()
    assert value(ws_of, "places_hp", 2026) == 84
    assert [c.nom for c in ws_of.snapshot.correspondances] == ["Extraction de paie"]


def test_rows_are_said_once_their_column_is(page, bring, ws_of):
    dialog = bring("x;y\nLits HP;85\n")
    assert dialog.fold.is_open
    assert not dialog.rows.isVisible()
    for field, role in zip(dialog.fold.fields, ("donnee", "2026"), strict=True):
        field.set_value(role)
    dialog.fold.fields[0].edited.emit()
    assert dialog.rows.isVisible()
    dialog.rows.fields[1].set_value("places_hp")
    dialog.rows.fields[1].edited.emit()
    dialog.add.click()
    assert value(ws_of, "places_hp", 2026) == 85


def test_a_name_that_is_close_waits_for_her_word(page, bring, ws_of):
    dialog = bring("Donnée;2026\nNombre de résidents en GIR 3 au 31 décembre;17\n")
    assert rows(dialog)[0][0] == "À confirmer"
    assert not dialog.add.isEnabled()
    QTest.keyClick(dialog.view, KEYS.Key_Space)
    assert rows(dialog)[0][0] == "Écrire"
    dialog.add.click()
    assert value(ws_of, "gir_3", 2026) == 17
    assert "gir_3" in ws_of.snapshot.correspondances[-1].colonnes


def test_a_file_that_says_a_year_twice_takes_nothing(page, bring):
    dialog = bring("Donnée;2026;Budget 2026\nChutes;1;2\n")
    assert "colonnes 2 et 3" in said(dialog.blocked.text.text())
    assert not dialog.add.isEnabled()
    dialog.fold.fields[2].set_value(None)
    dialog.fold.fields[2].edited.emit()
    assert not dialog.blocked.isVisible()
    assert dialog.add.isEnabled()
    dialog.reject()


def test_spoilt_accents_are_mended_when_she_says_so(page, bring):
    dialog = bring("DonnÃ©e;2026\nRÃ©sidents en GIR 1 au 31 dÃ©cembre;12\n")
    assert said(dialog.mend.text()) == "Corriger en « Donnée »"
    dialog.mend.click()
    assert rows(dialog)[0][:3] == ["Ajouter", "2", "Résidents en GIR 1 au 31 décembre"]
    dialog.reject()


def test_a_percent_of_excel_and_a_template_of_another_dossier_are_told(page, bring):
    data = workbook(
        ["Donnée", 2026, "Code (CPOM 00000000)"], ["x", 0.11, "gir_1"], formats={"B2": "0 %"}
    )
    dialog = bring(data, "a.xlsx")
    assert "un autre dossier" in said(dialog.notes.text())
    assert rows(dialog)[0][-1] == "« % » n'est pas l'unité de cette donnée."
    assert nameless(dialog) == []
    dialog.reject()


def test_the_menu_writes_the_template_and_the_figures(page):
    asked = []
    page.export_requested.connect(lambda *what: asked.append(what))
    for action in page.gestures.files.menu().actions():
        action.trigger()
    assert asked == [
        ("modele-donnees", "xlsx"),
        ("donnees-chiffrees", "xlsx"),
        ("donnees-chiffrees", "csv"),
    ]


def test_a_file_is_chosen_read_and_told_by_the_window(qtbot, tmp_path, monkeypatch):
    shell = make_shell(tmp_path)
    show(shell.window, qtbot)
    shell.window.open_path(copy_demonstration(tmp_path))
    view = shell.window.view
    view.show_page("donnees")
    bad = tmp_path / "a.xls"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.setattr(files, "choose_to_read", lambda *_: bad)
    view.page.gestures.bring.button.click()
    assert "ancien classeur" in view.notices.refusal.text.text()
    good = tmp_path / "a.csv"
    good.write_text("Donnée;2026\neig;4\n", "utf-8")
    take_table(view, view._services, good)
    view.page.gestures.dialog.add.click()
    assert said(view.toast.message.text()) == "1 valeur importée."
    assert value(view.session.workspace, "eig", 2026) == Decimal(4)
    shell.window.close()


def test_a_long_file_is_told_before_it_is_understood(page, bring):
    dialog = bring("Donnée;2026\n" + "x;1\n" * 10_001)
    assert dialog is None
    question = page.gestures.question
    assert said(question.title.text()) == "Lire les 10 002 lignes de « a.csv » ?"
    question.safe.click()
    assert page.gestures.dialog is None
    bring("Donnée;2026\n" + "x;1\n" * 10_001)
    page.gestures.question.action.click()
    assert "10 001 lignes ou colonnes laissées" in said(page.gestures.dialog.text.text())
    page.gestures.dialog.reject()


def test_a_large_file_is_read_apart_and_may_be_given_up(qtbot, tmp_path):
    shell = make_shell(tmp_path)
    show(shell.window, qtbot)
    shell.window.open_path(copy_demonstration(tmp_path))
    view = shell.window.view
    view.show_page("donnees")
    large = tmp_path / "a.csv"
    large.write_text("Donnée;2026\n" + f"{'x' * 200};1\n" * 2_000, "utf-8")
    take_table(view, view._services, large)
    view.findChild(LargeFile).give_up.click()
    qtbot.waitUntil(lambda: view.findChild(LargeFile) is None)
    assert view.page.gestures.dialog is None
    take_table(view, view._services, large)
    qtbot.waitUntil(lambda: view.page.gestures.dialog is not None)
    view.page.gestures.dialog.reject()
    large.write_text('Donnée;2026\n"x;1\n' + "y" * 400_000, "utf-8")
    take_table(view, view._services, large)
    qtbot.waitUntil(lambda: "guillemet" in view.notices.refusal.text.text())
    shell.window.close()


def test_a_dossier_to_read_takes_nothing(tilleuls, read_only, open_page):
    page = open_page(DonneesPage, read_only(tilleuls))
    assert not page.gestures.bring.button.isVisible()
    assert not page.gestures.stick.button.isVisible()
    assert page.gestures.files.isVisible()


@pytest.fixture
def ws_of(page):
    """Return the dossier of the page."""
    return page.session.workspace


@pytest.fixture
def session(page):
    """Return the session of the page."""
    return page.session
