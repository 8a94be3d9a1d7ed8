"""« À propos »: true, whole, readable without a connection, and nothing of hers in it."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop import __version__
from tests.outils.fenetre import nameless, plain, press
from ui.kit.labels import SafeLabel
from ui.shell import components
from ui.shell.a_propos import AProposPage
from ui.shell.components import COMPONENTS, LICENCES, Component, component_version, licence_text


@pytest.fixture
def page(view):
    view.sidebar._pages["a-propos"].setFocus()
    press(Qt.Key.Key_Return)
    assert isinstance(view.page, AProposPage)
    return view.page


def words(page):
    return plain("\n".join(label.text() for label in page.findChildren(SafeLabel)))


def test_it_says_what_it_is_its_version_and_its_licence(page):
    assert f"Version {__version__}" in words(page)
    assert "GPL, version 3" in words(page)
    assert nameless(page) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.name)
def test_each_part_is_listed_with_its_licence(page, component):
    told = words(page)

    assert component.name in told
    assert component.licence in told


def test_a_part_installed_tells_its_version_and_another_its_name_alone():
    versions = {c.name: component_version(c) for c in COMPONENTS}

    assert versions["pikepdf"][0].isdigit()
    assert versions["Python"].startswith("3.")
    assert component_version(Component("Inconnu", "n-existe-pas", "", "")) == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [("CPOM Desktop", "GNU GENERAL PUBLIC"), ("Source Sans 3", "OFL"), ("Lucide", "ISC License")],
)
def test_each_licence_shipped_is_read_in_place(page, name, start):
    row = [n for n, _file in LICENCES].index(name)
    page.choice.parts[row].click()

    assert start in page.licence.toPlainText()
    assert page.licence.isReadOnly()


def test_arrows_go_from_licence_to_licence(page):
    assert page.focus_field("licence")
    press(Qt.Key.Key_Right)

    assert page.current_field() == "licence"
    assert "OFL" in page.licence.toPlainText()


def test_a_licence_left_out_is_told():
    assert "ABSENT" in licence_text("ABSENT")


def test_the_diagnostic_is_copied_and_has_nothing_of_hers(view, page):
    page.copy.click()
    copied = QApplication.clipboard().text()

    assert copied.startswith(f"CPOM Desktop {__version__}")
    assert copied == page.diagnostic.toPlainText()
    assert page.copied.text()
    for hers in ("Tilleuls", str(Path.home()), str(view.session.workspace.path)):
        assert hers not in copied
    assert "/" + getpass.getuser() + "/" not in copied


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
