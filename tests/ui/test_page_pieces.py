"""The page Pièces à réunir, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.pieces import Filtre
from tests.outils.depots import drop
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, press, type_in
from ui.models.pieces import PiecesModel, rows_of
from ui.pages.pieces import PiecesPage
from ui.pages.pieces import page as page_module
from ui.pages.pieces.dialogs import AddPieceDialog, AskDialog, ReminderDialog

TODAY = date(2027, 3, 12)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(PiecesPage, tilleuls)


def of(ws, slug):
    return next(p for p in ws.snapshot.pieces if p.slug == slug)


def choose(page, ws, slug):
    """Put the caret of the list on a document."""
    assert page.focus_field(f"pieces.{of(ws, slug).id}")
    assert page.list.view.hasFocus()
    return of(ws, slug)


def test_the_list_is_the_picture(page):
    chips = [chip.text() for chip in page.list.chips.chips.values()]

    assert chips == ["Toutes (34)", "Manquantes (4)", "Demandées (6)", "Trop anciennes (3)"]
    assert (page.list.count.text(), page.list.rest.text()) == (
        "19 pièces sur 32",
        "réunies, 2 sans objet",
    )
    assert page.list.bar.share == pytest.approx(19 / 32)
    assert page.panel.name.text() == "Projet régional de santé (PRS)"


@pytest.mark.parametrize(
    ("key", "letter", "etat"),
    [
        (Qt.Key.Key_O, "o", EtatPiece.DISPONIBLE),
        (Qt.Key.Key_D, "d", EtatPiece.DEMANDEE),
        (Qt.Key.Key_S, "s", EtatPiece.SANS_OBJET),
    ],
)
def test_a_letter_answers_for_the_document_under_the_caret(page, ws, key, letter, etat):
    choose(page, ws, "accidents-absences")

    press(key, letter)

    assert of(ws, "accidents-absences").etat is etat
    assert page.panel.answer.value() is etat
    assert page.list.view.hasFocus()


def test_several_are_answered_at_once_and_undone_together(page, ws, session):
    choose(page, ws, "bilan-social")
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    chosen = page.list.view.selected()
    assert len(chosen) == 2
    assert page.panel.name.text() == "2 pièces"
    assert page.panel.answer.value() is None

    press(Qt.Key.Key_N, "n")
    assert {p.etat for p in ws.snapshot.pieces if p.id in chosen} == {EtatPiece.MANQUANTE}
    assert page.list.view.selected() == chosen

    session.undo()
    assert of(ws, "bilan-social").etat is EtatPiece.DEMANDEE


def test_entree_and_ctrl_tab_go_to_the_panel_and_echap_comes_back(page, ws):
    choose(page, ws, "bilan-social")
    press(Qt.Key.Key_Return)
    assert page.panel.has_caret()
    press(Qt.Key.Key_Escape)
    assert page.list.view.hasFocus()

    press(Qt.Key.Key_Tab, modifiers=CONTROL)
    assert page.panel.has_caret()
    press(Qt.Key.Key_Tab, modifiers=CONTROL)
    assert page.list.view.hasFocus()


def test_the_panel_asks_what_its_state_needs(page, ws):
    boxes = page.panel._boxes
    choose(page, ws, "bilan-social")
    assert not boxes["demande"].isHidden()
    assert boxes["version"].isHidden()
    assert not page.panel.names.isHidden()

    choose(page, ws, "prs")
    assert boxes["demande"].isHidden()
    assert not boxes["version"].isHidden()
    assert page.panel.names.isHidden()

    choose(page, ws, "population-offre")
    assert not boxes["motif"].isHidden()
    assert boxes["detenteur"].isHidden()


def test_a_field_is_written_and_undone(page, ws, session):
    piece = of(ws, "bilan-social")
    type_in(page, f"pieces.{piece.id}.attendue_le", "24/03/2027")

    assert of(ws, "bilan-social").attendue_le == date(2027, 3, 24)
    session.undo()
    assert of(ws, "bilan-social").attendue_le == date(2027, 3, 17)


def test_a_date_before_the_request_is_doubted_and_kept(page, ws):
    piece = of(ws, "bilan-social")
    type_in(page, f"pieces.{piece.id}.attendue_le", "1/03/2027")

    assert of(ws, "bilan-social").attendue_le == date(2027, 3, 1)
    row = page.panel.form.row(f"pieces.{piece.id}.attendue_le")
    assert "Est-ce voulu" in row.message.text()


def test_a_field_of_the_folded_part_opens_it(page, ws):
    piece = of(ws, "prs")

    assert page.focus_field(f"pieces.{piece.id}.themes")

    assert page.panel.more_fields.isChecked()
    assert page.current_field() == f"pieces.{piece.id}.themes"
    type_in(page, f"pieces.{piece.id}.themes", "l, a, g")
    assert of(ws, "prs").themes == "A,G,L"


def test_a_chip_keeps_what_it_names_and_the_caret_follows(page, ws):
    page.list.chips.chips[Filtre.TROP_ANCIENNES].setFocus()
    press(Qt.Key.Key_Space, " ")
    assert len(page.list.shown()) == 3
    assert page.panel.lines[0].piece.id in page.list.shown()

    page.list.view.setFocus()
    first = page.list.view.current()
    press(Qt.Key.Key_N, "n")
    assert first not in page.list.shown()
    assert page.panel.lines[0].piece.id in page.list.shown()


def test_an_empty_filter_says_so(page, ws, session):
    ids = [p.id for p in ws.snapshot.pieces if p.etat is EtatPiece.MANQUANTE]
    session.run(ops.SetPieces(ids=ids, etat=EtatPiece.DISPONIBLE))
    page.list.chips.choose(Filtre.MANQUANTES)

    assert page.list.shown() == []
    assert "Aucune pièce ne manque" in page.list.nothing.text()
    assert not page.panel.isEnabled()
    page.list.chips.choose(Filtre.TOUTES)
    assert page.panel.isEnabled()


def test_a_theme_of_the_grid_filters_and_is_let_go(page):
    assert page.focus_field("pieces.theme:H")
    kept = page.list.shown()

    assert 0 < len(kept) < 34
    assert page.list.chips.theme_chip.isVisible()
    page.list.chips.theme_chip.click()
    assert len(page.list.shown()) == 34


def test_a_search_result_hidden_by_a_filter_is_shown(page, ws):
    page.list.chips.choose(Filtre.MANQUANTES)

    choose(page, ws, "prs")

    assert len(page.list.shown()) == 34


def test_a_list_of_titles_is_pasted_as_one_step(page, ws, session):
    choose(page, ws, "bilan-social")
    QGuiApplication.clipboard().setText("Bilan de formation\tRH\nRegistre du personnel\n\n")

    press(Qt.Key.Key_V, modifiers=CONTROL)

    added = [p for p in ws.snapshot.pieces if not p.slug]
    assert [p.titre for p in added] == ["Bilan de formation", "Registre du personnel"]
    assert {p.type for p in added} == {of(ws, "bilan-social").type}
    assert page.list.view.selected() == [p.id for p in added]
    session.undo()
    assert not [p for p in ws.snapshot.pieces if not p.slug]


def test_the_rows_chosen_are_copied_for_a_spreadsheet(page, ws):
    choose(page, ws, "bilan-social")
    press(Qt.Key.Key_C, modifiers=CONTROL)

    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[1:3] == ["Demandée", "–"]
    assert cells[4:] == ["J. Faure", "H"]


def test_a_document_is_deleted_and_its_neighbour_chosen(page, ws, session):
    piece = choose(page, ws, "bilan-social")
    press(Qt.Key.Key_Delete)

    assert piece not in ws.snapshot.pieces
    assert page.panel.lines[0].piece.id != piece.id
    assert page.list.view.hasFocus()
    session.undo()
    assert of(ws, "bilan-social") == piece


def test_deleting_what_has_files_is_asked_first(page, ws, monkeypatch):
    asked, answers = [], iter([False, True])

    def answer(*words, **_options):
        asked.append(words)
        return next(answers)

    monkeypatch.setattr(page_module, "ask", answer)
    choose(page, ws, "rapport-evaluation-has")
    press(Qt.Key.Key_Delete)
    assert of(ws, "rapport-evaluation-has")
    press(Qt.Key.Key_Delete)

    assert "fichier joint" in asked[0][2]
    assert ws.snapshot.fichiers == ()


def test_files_are_listed_and_attached(page, ws, tmp_path):
    choose(page, ws, "rapport-evaluation-has")
    assert len(page.panel.attachments.widget.lines) == 1
    (tmp_path / "DUERP.pdf").write_bytes(b"%PDF")
    choose(page, ws, "plans-risques")

    page.panel.attachments.attach([tmp_path / "DUERP.pdf"])

    assert ws.snapshot.fichiers[-1].piece_id == of(ws, "plans-risques").id
    assert len(page.panel.attachments.widget.lines) == 1


def test_a_file_dropped_anywhere_on_the_panel_is_attached(page, ws, tmp_path):
    (tmp_path / "DUERP.pdf").write_bytes(b"%PDF")
    piece = choose(page, ws, "plans-risques")
    address = QUrl.fromLocalFile(str(tmp_path / "DUERP.pdf")).toString()

    assert drop(page.panel, address)
    assert ws.snapshot.fichiers[-1].piece_id == piece.id

    page._choose(page.list.shown()[:2])
    before = ws.snapshot.fichiers
    assert not drop(page.panel, address)
    assert ws.snapshot.fichiers == before


# --- dialogs


def test_a_document_is_added_in_the_family_of_the_one_chosen(page, ws, session):
    dialog = AddPieceDialog(session, of(ws, "bilan-social").type, page)
    dialog.keep.click()
    assert "titre" in dialog.error.text()

    dialog.titre.setText("Registre du personnel")
    dialog.keep.click()

    added = ws.snapshot.pieces[-1]
    assert (added.titre, added.type) == ("Registre du personnel", of(ws, "bilan-social").type)
    assert dialog.result_id == added.id


def test_one_person_is_asked_for_several(page, ws, session):
    ids = [of(ws, slug).id for slug in ("accidents-absences", "listes-attente")]
    dialog = AskDialog(session, [page.found.line(i) for i in ids], page)
    dialog.attendue.setText("2/03/2027")
    dialog.keep.click()
    assert "avant" in dialog.error.text()

    dialog.attendue.setText("31/03/2027")
    dialog.keep.click()

    asked = [p for p in ws.snapshot.pieces if p.id in ids]
    assert {(p.demandee_le, p.attendue_le) for p in asked} == {(TODAY, date(2027, 3, 31))}
    assert ws.undo_titles()[0] == "demander 2 pièces"


def test_a_reminder_is_copied_and_noted_in_the_journal(page, ws, session):
    line = page.found.line(of(ws, "bilan-social").id)
    dialog = ReminderDialog(session, [line], page)
    assert "Julien Faure" in dialog.message.raw()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.message.raw()
    before = len(ws.snapshot.echanges)

    dialog = ReminderDialog(session, [line], page)
    dialog.note_button.click()

    written = ws.snapshot.echanges
    assert len(written) == before + 1
    told = max(written, key=lambda e: e.id)
    assert told.objet.startswith("Relance")
    assert told.attend_reponse


def test_the_list_of_the_kit_fills_an_empty_page(page, ws, session):
    session.run(ops.DeletePieces(ids=[p.id for p in ws.snapshot.pieces]))
    assert page.pile.currentIndex() == 1

    page.empty.button.click()

    assert len(ws.snapshot.pieces) == 34
    assert page.pile.currentIndex() == 0


# --- the house's


def test_a_dossier_that_is_only_read_shows_and_changes_nothing(
    tilleuls, open_page, read_only, qtbot
):
    page = open_page(PiecesPage, read_only(tilleuls))
    page.list.view.setFocus()
    before = page.found.lignes
    for key, letter in ((Qt.Key.Key_N, "n"), (Qt.Key.Key_Delete, "")):
        press(key, letter)
    QGuiApplication.clipboard().setText("Une pièce de plus")
    press(Qt.Key.Key_V, modifiers=CONTROL)

    assert page.found.lignes == before
    assert page.add_button.isHidden()
    assert not page.panel.more.isVisible()


def test_every_control_has_a_name(page):
    page.panel.more_fields.setChecked(True)

    assert nameless(page) == []


def test_the_model_keeps_its_word(page, qtbot):
    model = PiecesModel()
    QAbstractItemModelTester(model)
    model.show_rows(rows_of(page.found.lignes))
    model.show_rows(rows_of(page.found.lignes[:4]))
    model.show_rows([])


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_title_and_a_narrow_window_need_no_scroll_across(tilleuls, open_page, dress, scale):
    tilleuls.run(ops.UpdatePiece(id=tilleuls.snapshot.pieces[0].id, titre="Rapport " * 24))
    dress(scale)
    page = open_page(PiecesPage, tilleuls, (1118, 650))

    assert page._area.horizontalScrollBar().maximum() == 0
    assert page.panel._area.horizontalScrollBar().maximum() == 0
    assert page.panel.width() <= page.width()
