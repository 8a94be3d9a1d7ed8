"""The page Grille: a self-evaluation (HAS) imported after a look, shown, changed, deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpom_desktop.services.operations import DeleteCotationsHas
from tests.outils.chiffres import table_of
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, plain
from ui.pages.grille import GrillePage
from ui.pages.grille.grille_menu import GrilleMenu

FILE = table_of(
    ["Code", "Critère", "Thématique", "Cotation", "Niveau"],
    ["1.1.1", "Premier du fichier", "H1", "3", "Standard"],
    ["2.2.1", "Deuxième", "H2", "2", "Impératif"],
    ["2.2.2", "Troisième", "H2", "9", "Standard"],
)


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        workspace.run(DeleteCotationsHas(ids=[c.id for c in workspace.snapshot.cotations_has]))
        yield workspace


@pytest.fixture
def page(ws, open_page):
    return open_page(GrillePage, ws)


@pytest.fixture
def part(page):
    """Return what shows and takes the self-evaluation."""
    return page.findChild(GrilleMenu).has


def said(text):
    return plain(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def rows(model):
    return [
        [said(str(model.index(n, c).data())) for c in range(5)] for n in range(model.rowCount())
    ]


def test_a_file_is_taken_after_a_look_and_shown(page, part, ws):
    told = []
    page.announced.connect(told.append)
    page.table_read.emit(FILE)
    dialog = part.importing
    assert said(dialog.text.text()) == "3 critères lus : 2 nouveaux, 1 refusé."
    assert rows(dialog.model)[0] == ["Refusée", "4", "2.2.2", "–", "–"]
    assert "n'est pas une cotation" in said(dialog.caption.text())
    assert nameless(dialog) == []
    dialog.add.click()
    assert list(map(said, told)) == ["2 critères HAS importés."]
    part.show()
    shown = part.dialog
    assert said(shown.text.text()) == "2 critères, 1 impératif non maîtrisé."
    assert said(shown.below.text.text()) == "Chacun appelle un plan d'action : 2.2.1."
    assert rows(shown.model)[0][:4] == [
        "1.1.1",
        "Premier du fichier",
        "Bientraitance et éthique",
        "3",
    ]
    shown.only.click()
    assert [row[0] for row in rows(shown.model)] == ["2.2.1"]
    assert nameless(shown) == []
    shown.accept()


def test_a_line_that_is_left_is_not_written_and_all_is_undone_at_once(page, part, ws):
    page.table_read.emit(FILE)
    dialog = part.importing
    dialog.model.turn([1])
    dialog.add.click()
    assert [c.code for c in ws.snapshot.cotations_has] == ["2.2.1"]
    page._session.undo()
    assert ws.snapshot.cotations_has == ()
    page._session.redo()
    assert len(ws.snapshot.cotations_has) == 1


def test_columns_are_said_when_the_file_does_not(page, part):
    page.table_read.emit(table_of(["a", "b"], ["1.1.1 – Un critère", "4"]))
    dialog = part.importing
    assert dialog.fold.is_open
    assert said(dialog.blocked.text.text()) == "Dites quelle colonne porte la cotation."
    dialog.fold.fields[1].set_value("cotation")
    dialog.fold.fields[1].edited.emit()
    assert not dialog.blocked.isVisible()
    assert said(dialog.add.text()) == "Importer 1 critère"
    dialog.reject()


def test_criteria_are_changed_and_deleted_in_the_view(page, part, ws):
    page.table_read.emit(FILE)
    part.importing.add.click()
    part.show()
    dialog = part.dialog
    model = dialog.model
    assert model.setData(model.index(1, 3), 4)
    assert model.setData(model.index(1, 2), None)
    row = ws.snapshot.cotations_has[1]
    assert (row.cotation, row.theme) == (4, "")
    assert not dialog.below.isVisible()
    dialog.view.setFocus()
    dialog.view.selectAll()
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert ws.snapshot.cotations_has == ()
    assert said(dialog.text.text()).startswith("Rien n'est importé.")
    dialog.accept()
    page._session.undo()
    assert len(ws.snapshot.cotations_has) == 2


def test_a_dossier_to_read_is_shown_and_takes_nothing(ws, read_only, open_page):
    page = open_page(GrillePage, read_only(ws))
    part = page.findChild(GrilleMenu).has
    page.table_read.emit(FILE)
    assert part.importing is None
    part.show()
    assert not part.dialog.bring.isVisible()
    part.dialog.accept()
