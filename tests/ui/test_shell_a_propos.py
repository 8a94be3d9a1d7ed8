"""« À propos »: true, whole, readable without a connection, and nothing of hers in it."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop import __version__
from cpom_desktop.inventory.licences import licence_text
from cpom_desktop.inventory.parts import Part
from tests.outils.fenetre import nameless, plain, press
from ui.kit.labels import SafeLabel
from ui.shell import components, composants
from ui.shell.a_propos import AProposPage
from ui.shell.components import parts
from ui.shell.composants import spoken, write_list


@pytest.fixture
def page(view):
    view.sidebar._pages["a-propos"].setFocus()
    press(Qt.Key.Key_Return)
    assert isinstance(view.page, AProposPage)
    return view.page


@pytest.fixture
def card(page):
    return page.components


def words(page):
    return plain("\n".join(label.text() for label in page.findChildren(SafeLabel)))


def shown(card):
    model = card.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_says_what_it_is_its_version_and_its_licence(page):
    assert f"Version {__version__}" in words(page)
    assert "GPL, version 3" in words(page)
    assert nameless(page) == []


def test_each_component_is_listed_with_its_version_and_its_licence(card):
    model = card.table.model()
    rows = [
        tuple(model.index(row, column).data() for column in range(3))
        for row in range(model.rowCount())
    ]

    assert len(rows) == len(parts()) > 45
    for part in parts():
        assert (part.name, part.version or "–", spoken(part.licence)) in rows
        assert part.licence, part.name


def test_a_licence_is_told_in_french():
    assert spoken("LGPL-3.0-only OR GPL-3.0-only") == "LGPL-3.0-only ou GPL-3.0-only"
    assert spoken("Apache-2.0 AND BSD-3-Clause") == "Apache-2.0 et BSD-3-Clause"
    assert spoken("blessing") == "domaine public"


def test_the_words_sought_are_found_in_any_column(card):
    card.focus_search()
    card.search.setText("pdf mpl")
    assert shown(card) == ["pikepdf"]

    card.search.setText("chiffrement")
    assert set(shown(card)) == {"SQLCipher", "OpenSSL (SQLCipher)"}
    assert plain(card.count.text()).startswith("2 composants")

    card.search.setText("introuvable")
    assert shown(card) == []
    assert card.table._placeholder.isVisibleTo(card.table)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("CPOM Desktop", "GNU GENERAL PUBLIC LICENSE"),
        ("Qt", "GNU GENERAL PUBLIC LICENSE"),
        ("Source Sans 3", "OFL"),
        ("Lucide", "ISC License"),
        ("pikepdf", "Mozilla Public License"),
        ("SQLite", "May you do good and not evil."),
        ("Python", "PYTHON SOFTWARE FOUNDATION LICENSE"),
    ],
)
def test_each_licence_is_read_whole_in_place_from_the_keyboard(card, name, start):
    card.focus_search()
    card.search.setText(name)
    card.table.setFocus()
    card.table.setCurrentIndex(card.table.model().index(shown(card).index(name), 0))

    assert start in card.licence.toPlainText()
    assert plain(card.name.text()).startswith(f"Licence de {name} : ")
    assert card.licence.isReadOnly()


def test_arrows_go_from_licence_to_licence(page, card):
    assert page.focus_field("composants")
    assert page.current_field() == "composants"
    first = card.licence.toPlainText()
    card.table.setFocus()
    press(Qt.Key.Key_Down)

    assert card.licence.toPlainText() != first
    assert not page.focus_field("licence")


def test_every_component_has_the_text_of_its_licence():
    for part in parts():
        text = licence_text(part)
        assert len(text) > 300, part.name
        assert "n'a pas été installé" not in plain(text), part.name


def test_a_text_left_out_is_told():
    absent = Part("Absent", "1", "MIT", "", texts=("absent/LICENSE",))
    silent = Part("Muet", "1", "MIT", "")

    assert "absent/LICENSE" in licence_text(absent)
    assert "MIT" in licence_text(silent)


def test_the_list_is_copied_for_a_spreadsheet(card):
    card.copy.click()
    lines = QApplication.clipboard().text().split("\n")

    assert lines[0].split("\t") == ["Composant", "Version", "Licence", "À quoi il sert"]
    assert len(lines) == len(parts()) + 1
    assert all(line.count("\t") == 3 for line in lines)
    assert card.told.text()


def test_the_list_is_saved_whole(card, monkeypatch, tmp_path):
    path = tmp_path / "export" / "liste.json"
    path.parent.mkdir()
    monkeypatch.setattr(composants, "choose_list", lambda *_words: path)
    card.save.click()

    saved = json.loads(path.read_text("utf-8"))
    assert len(saved["components"]) == len(parts()) - 1
    assert "liste.json" in card.told.text()
    assert [each.name for each in path.parent.iterdir()] == ["liste.json"]


def test_a_list_that_cannot_be_written_leaves_what_was_there(tmp_path):
    path = tmp_path / "export" / "ancienne.json"
    path.mkdir(parents=True)

    told = plain(write_list(path))

    assert told.replace("’", "'").startswith("La liste n'a pas pu être écrite ici ; rien n'a")
    assert [each.name for each in path.parent.iterdir()] == ["ancienne.json"]


def test_the_diagnostic_is_copied_and_has_nothing_of_hers(view, page):
    page.copy.click()
    copied = QApplication.clipboard().text()

    assert copied.startswith(f"CPOM Desktop {__version__}")
    assert copied == page.diagnostic.toPlainText()
    assert page.copied.text()
    for hers in ("Tilleuls", str(Path.home()), str(view.session.workspace.path)):
        assert hers not in copied
    assert "/" + getpass.getuser() + "/" not in copied


def test_the_diagnostic_tells_the_versions_that_help_to_repair(page):
    told = page.diagnostic.toPlainText()

    assert all(f"{name} " in told for name in components.TOLD)


def test_the_diagnostic_follows_the_look(shell, page):
    shell.settings.set_theme("sombre")
    assert "sombre" in page.diagnostic.toPlainText()
    shell.settings.set_theme("clair")
    assert "clair" in page.diagnostic.toPlainText()


def test_the_frozen_program_says_so(page, monkeypatch):
    monkeypatch.setattr(components.sys, "frozen", True, raising=False)
    page.diagnostic.restyle()

    assert "autonome" in page.diagnostic.toPlainText()


def test_it_says_where_the_settings_are(shell, page):
    assert page.place.toPlainText() == str(shell.settings.file)


def test_page_down_reads_on_and_page_up_comes_back(page):
    bar = page.scroller.verticalScrollBar()
    page.copy.setFocus()
    bar.setValue(0)
    press(Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep() > 0
    press(Qt.Key.Key_PageUp)
    assert bar.value() == 0
