"""The page Acteurs: a file of contacts previewed line by line, taken in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.services.contacts import Champ
from cpom_desktop.services.operations import AddActeur
from tests.outils.dossiers import copy_tilleuls
from tests.outils.fenetre import make_shell, nameless, show
from ui.pages.acteurs import ActeursPage
from ui.shell import files
from ui.shell.importing import take_contacts

TEXT = """Prénom;Nom;Boîte;Mail;Téléphone
Ana;Lima;CH de Lens;ana@ch.example;01 02 03 04 05
ANA;LIMA;ch de  LENS;;
;;HAD de Lens;;
;Caron;ARS;;06 12
;;;;
;;;seul@ch.example;
"""


@pytest.fixture
def page(started, open_page):
    return open_page(ActeursPage, started)


@pytest.fixture
def bring(page, tmp_path):
    """Return what has the page take the contacts of a text."""

    def take(text, encoding="cp1252", name="a.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        page.take_contacts(read_contacts(path))
        return page.importing

    return take


def plain(text):
    return text.replace("\xa0", " ").replace("’", "'")


def decisions(dialog):
    return [dialog.model.index(n, 0).data() for n in range(dialog.model.rowCount())]


def test_a_list_of_windows_is_taken_in_one_step(page, bring, session, ws):
    before = len(ws.snapshot.acteurs)
    dialog = bring(TEXT)
    dialog.fields[2].set_value(Champ.STRUCTURE.value)
    dialog.fields[2].edited.emit()
    assert decisions(dialog) == ["Ajouter", "Laisser", "Ajouter", "Ajouter", "Refusée"]
    assert plain(dialog.text.text()) == "5 lignes lues : 3 nouvelles, 1 répétée, 1 refusée."
    assert "Téléphone laissé de côté" in plain(str(dialog.model.index(3, 4).data()))
    assert plain(dialog.add.text()) == "Importer 3 acteurs"
    dialog.add.click()
    assert len(ws.snapshot.acteurs) == before + 3
    assert page.card.name.whole_text == "Ana Lima"
    session.undo()
    assert len(ws.snapshot.acteurs) == before


def test_a_line_is_decided_with_space_and_a_column_is_remembered(page, bring, ws):
    dialog = bring(TEXT)
    dialog.fields[2].set_value(Champ.STRUCTURE.value)
    dialog.fields[2].edited.emit()
    assert dialog.view.selected_rows() == [0]
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert decisions(dialog)[0] == "Laisser"
    assert plain(dialog.add.text()) == "Importer 2 acteurs"
    dialog.add.click()
    again = bring(TEXT)
    assert again.columns[2] is Champ.STRUCTURE
    assert again.fields[2].value() == Champ.STRUCTURE.value
    again.reject()


def test_somebody_known_is_completed_and_never_overwritten(page, bring, session, ws):
    ana = AddActeur(famille=Famille.SOCIAL, nom="Ana Lima", structure="CH de Lens")
    known = session.run(ana).result
    dialog = bring("Nom;Structure;Mail\nAna Lima;CH de Lens;ana@ch.example\n")
    assert decisions(dialog) == ["Compléter"]
    assert "Apporte : Courriel" in plain(str(dialog.model.index(0, 4).data()))
    dialog.add.click()
    assert ws.snapshot.acteurs_by_id[known].courriel == "ana@ch.example"
    assert ws.snapshot.acteurs_by_id[known].famille is Famille.SOCIAL


def test_cards_have_no_columns_to_choose(page, bring, ws):
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Petit;Paul\nORG:Pharmacie\nEND:VCARD\n"
    dialog = bring(card * 2, "utf-8", "a.vcf")
    assert dialog.fields == []
    assert decisions(dialog) == ["Ajouter", "Laisser"]
    assert nameless(dialog) == []


def test_nothing_to_take_cannot_be_imported(page, bring):
    dialog = bring("Nom;Structure\n;\nx;y\n".replace("x;y", ";"))
    assert not dialog.add.isEnabled()
    dialog.reject()


def test_a_file_that_does_not_read_is_told_by_the_window(qtbot, tmp_path, monkeypatch):
    shell = make_shell(tmp_path)
    show(shell.window, qtbot)
    shell.window.open_path(copy_tilleuls(tmp_path))
    view = shell.window.view
    view.show_page("acteurs")
    bad = tmp_path / "a.xls"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.setattr(files, "choose_to_read", lambda *_: bad)
    view.page.files_button.import_action.trigger()
    assert "ancien classeur" in view.notices.refusal.text.text()
    good = tmp_path / "a.csv"
    good.write_text("Nom;Structure\nAna;CH\n", "utf-8")
    take_contacts(view, view._services, good)
    assert view.page.importing.model.rowCount() == 1
    view.page.importing.reject()
    shell.window.close()


def test_a_dossier_to_read_takes_no_contacts(started, read_only, open_page, tmp_path):
    page = open_page(ActeursPage, read_only(started))
    assert not page.files_button.import_action.isVisible()
