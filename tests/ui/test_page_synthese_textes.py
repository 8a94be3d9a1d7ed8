"""The page Synthèse: her texts beside the drafts, the table to negotiate from."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.diagnostic import PositionAutorite
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.synthese import synthese_vue
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain, press, type_in, write
from ui.kit.combo import ChoiceField
from ui.pages.synthese import SynthesePage

TODAY = date(2027, 3, 12)


@pytest.fixture
def page(tmp_path, open_page):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield open_page(SynthesePage, workspace)


def view(ws):
    return synthese_vue(ws.snapshot, ws.content, TODAY)


def constat(ws, critere):
    return ws.snapshot.constats_by_critere[critere]


# --- the texts


def part(page, cle):
    assert page.focus_field(f"syntheses.{cle}.texte")
    return page.textes.parts[cle]


def written(ws, cle):
    return next((row for row in ws.snapshot.syntheses if row.cle == cle), None)


def test_a_draft_is_not_written_until_she_changes_it(page, ws):
    part(page, "introduction")
    page.flush()
    assert written(ws, "introduction") is None


def test_her_words_are_kept_with_the_draft_they_start_from(page, ws, session):
    proposed = view(ws).textes["introduction"].proposition
    type_in(page, "syntheses.introduction.texte", "Mes mots.")
    page.flush()
    assert (written(ws, "introduction").texte, written(ws, "introduction").base) == (
        *("Mes mots.",),
        proposed,
    )
    assert page.textes.parts["introduction"].state.text() == "Vos mots"
    session.undo()
    assert written(ws, "introduction") is None
    assert page.shown == "textes"


def change_answers(ws, session):
    ws.run(
        ops.SetSynthese(
            cle="faiblesses",
            texte="Mes mots.",
            base=view(ws).textes["faiblesses"].proposition,
        )
    )
    ws.run(ops.UpdateConstat(critere="dg-k05", texte="Une restauration a été essayée."))
    session.changed.emit(None, True)


def test_what_changed_since_is_told_and_her_text_stays(page, ws, session):
    change_answers(ws, session)
    shown = part(page, "faiblesses")
    assert shown.strip.isVisible()
    assert "1 formulation différente" in plain(shown.strip.text.text())
    assert shown.row.editor.toPlainText() == "Mes mots."

    shown.fold.button.setFocus()
    press(Qt.Key.Key_Return)
    assert shown.fold.is_open

    shown.keep.setFocus()
    press(Qt.Key.Key_Return)
    assert written(ws, "faiblesses").texte == "Mes mots."
    assert not shown.strip.isVisible()


def test_the_draft_is_taken_back_when_she_asks(page, ws, session):
    change_answers(ws, session)
    shown = part(page, "faiblesses")
    shown.take.setFocus()
    press(Qt.Key.Key_Return)
    assert written(ws, "faiblesses") is None
    assert "Une restauration a été essayée." in shown.row.editor.toPlainText()
    session.undo()
    assert written(ws, "faiblesses").texte == "Mes mots."


def test_the_field_of_a_row_in_the_history_is_found_by_its_id(page, ws):
    row = written(ws, "forces")
    assert page.focus_field(f"syntheses.{row.id}.texte")
    assert page.current_field() == "syntheses.forces.texte"


# --- the positions


def position(page, critere, column):
    assert page.focus_field("synthese.positions")
    table = page.positions.table
    assert table.go_to(critere, column)
    return table


def test_a_remark_is_typed_in_place_and_undone(page, ws, session):
    table = position(page, "dg-k05", "note_departement")
    press(Qt.Key.Key_Return)
    write("Vu")
    press(Qt.Key.Key_Tab)
    assert constat(ws, "dg-k05").note_departement == "Vu"
    assert table.current_row().lu.critere == "dg-k05"
    session.undo()
    assert constat(ws, "dg-k05").note_departement == ""


def test_a_position_is_chosen_in_its_list_and_the_gap_follows(page, ws):
    table = position(page, "dg-k05", "position_departement")
    press(Qt.Key.Key_Return)
    editor = table.findChild(ChoiceField)
    editor.set_value(PositionAutorite.CONTESTEE)
    editor.edited.emit()
    assert constat(ws, "dg-k05").position_departement is PositionAutorite.CONTESTEE
    assert table.current_row().ecart_mot == "Divergence"


@pytest.mark.parametrize(("column", "empty"), [("note_ars", ""), ("position_ars", None)])
def test_suppr_empties_a_position_or_a_remark(page, ws, session, column, empty):
    before = getattr(constat(ws, "dg-k05"), column)
    position(page, "dg-k05", column)
    press(Qt.Key.Key_Delete)
    assert getattr(constat(ws, "dg-k05"), column) == empty
    session.undo()
    assert getattr(constat(ws, "dg-k05"), column) == before != empty


def test_a_remark_of_several_lines_is_written_in_the_grid(page, ws, session, qtbot):
    ws.run(ops.UpdateConstat(critere="dg-k05", note_ars="Une ligne.\nUne autre."))
    session.changed.emit(None, True)
    position(page, "dg-k05", "note_ars")
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["grille", "constats.dg-k05.note_ars"]
    assert constat(ws, "dg-k05").note_ars == "Une ligne.\nUne autre."


def test_a_chip_shows_one_gap_only(page):
    page.show_tab("positions")
    chips = list(page.positions.chips.chips.values())
    assert [chip.text() for chip in chips][:3] == ["Toutes (25)", "Divergences (1)", "Nuances (4)"]
    chips[1].setFocus()
    press(Qt.Key.Key_Space, " ")
    assert page.positions.table.table_model.rowCount() == 1
