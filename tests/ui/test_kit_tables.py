"""The table: keys, no trap, copy and paste, widths, empty state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.outils.fenetre import CONTROL, SHIFT, press, write
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill, pill_size
from ui.kit.states import EmptyState
from ui.kit.tables import StyledTableView
from ui.theme.theme import load_theme

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("dress"),
]

ROWS = [("Collecte", "62", "80"), ("Grille", "41", "34")]


class NotingModel(QStandardItemModel):
    """A model that notes what is written."""

    def __init__(self, *args):
        super().__init__(*args)
        self.written = []

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole):  # noqa: N802 - Qt's name
        self.written.append(value)
        return super().setData(index, value, role)


class Grid:
    """A table between two fields."""

    def __init__(self, qtbot, **options):
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.before, self.after = QLineEdit(), QLineEdit()
        self.view = StyledTableView("Indicateurs", **options)
        self.model = NotingModel(0, 3, self.window)
        self.model.setHorizontalHeaderLabels(["Tâche", "2026", "Cible"])
        for row in ROWS:
            self.model.appendRow([QStandardItem(text) for text in row])
        self.view.setModel(self.model)
        layout = QVBoxLayout(self.window)
        for widget in (self.before, self.view, self.after):
            layout.addWidget(widget)
        self.window.resize(600, 400)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def go(self, row, column):
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(row, column))

    def place(self):
        index = self.view.currentIndex()
        return index.row(), index.column()

    def text(self, row, column):
        return self.model.index(row, column).data()


@pytest.fixture
def grid(qtbot):
    return Grid(qtbot)


def test_a_table_cannot_be_made_without_a_name(qtbot):
    with pytest.raises(ValueError, match="name"):
        StyledTableView("")


def test_tab_goes_from_cell_to_cell_and_leaves_after_the_last(grid):
    grid.go(1, 1)
    press(Qt.Key.Key_Tab, "\t")
    assert grid.place() == (1, 2)
    press(Qt.Key.Key_Tab, "\t")
    assert grid.after.hasFocus()


def test_shift_tab_leaves_before_the_first_cell(grid):
    grid.go(0, 0)
    press(Qt.Key.Key_Backtab, modifiers=SHIFT)
    assert grid.before.hasFocus()


def test_a_list_of_rows_is_one_stop_of_tab(qtbot):
    grid = Grid(qtbot, by_cell=False)
    grid.go(0, 0)
    press(Qt.Key.Key_Tab, "\t")
    assert grid.after.hasFocus()


def edit(grid, text):
    press(Qt.Key.Key_Return, "\r")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    write(text)
    return editor


def test_enter_edits_and_enter_keeps(grid):
    grid.go(0, 1)
    edit(grid, "70 €")
    press(Qt.Key.Key_Return, "\r")
    QApplication.processEvents()
    assert (grid.text(0, 1), grid.place()) == ("70 €", (0, 1))


def test_escape_restores_the_cell(grid):
    grid.go(0, 1)
    edit(grid, "99")
    press(Qt.Key.Key_Escape, "\x1b")
    assert (grid.text(0, 1), grid.place()) == ("62", (0, 1))


def test_tab_keeps_the_cell_and_edits_the_next(grid):
    grid.go(0, 1)
    edit(grid, "70")
    press(Qt.Key.Key_Tab, "\t")
    assert (grid.text(0, 1), grid.place()) == ("70", (0, 2))


def test_in_a_grid_of_figures_enter_goes_down(qtbot):
    grid = Grid(qtbot, enter_goes_down=True)
    grid.go(0, 1)
    edit(grid, "70")
    press(Qt.Key.Key_Return, "\r")
    QApplication.processEvents()
    assert (grid.text(0, 1), grid.place()) == ("70", (1, 1))


def test_a_cell_that_was_only_opened_is_not_written(grid):
    grid.go(0, 1)
    press(Qt.Key.Key_Return, "\r")
    press(Qt.Key.Key_Return, "\r")
    QApplication.processEvents()
    assert grid.model.written == []


def test_undo_keys_in_a_cell_keep_it_first(grid, qtbot):
    grid.go(0, 1)
    editor = edit(grid, "70")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert grid.text(0, 1) == "70"


def test_the_editor_of_a_cell_is_named_after_its_column(grid):
    grid.go(0, 1)
    assert edit(grid, "1").accessibleName() == "2026"
    press(Qt.Key.Key_Escape, "\x1b")


def test_enter_opens_a_row_that_is_not_edited(grid, qtbot):
    grid.model.item(0, 0).setEditable(False)
    grid.go(0, 0)
    with qtbot.waitSignal(grid.view.opened, timeout=1000) as opened:
        press(Qt.Key.Key_Return, "\r")
    assert opened.args[0].row() == 0


def test_the_selection_is_copied_for_excel(grid, qtbot):
    grid.model.item(0, 0).setText("Collecte\tdes données")
    grid.go(0, 0)
    grid.view.selectAll()
    with qtbot.waitSignal(grid.view.copied, timeout=1000):
        press(Qt.Key.Key_C, "\x03", CONTROL)
    expected = "Collecte des données\t62\t80\nGrille\t41\t34"
    assert QGuiApplication.clipboard().text() == expected


def test_what_excel_copied_is_given_from_the_caret(grid, qtbot):
    QGuiApplication.clipboard().setText("1\t2\r\n3\t\r\n")
    grid.go(0, 1)
    with qtbot.waitSignal(grid.view.pasted, timeout=1000) as pasted:
        press(Qt.Key.Key_V, "\x16", CONTROL)
    index, rows = pasted.args
    assert ((index.row(), index.column()), rows) == ((0, 1), [["1", "2"], ["3", ""]])


def test_suppr_asks_to_delete_the_selected_rows(grid, qtbot):
    grid.go(0, 0)
    grid.view.selectAll()
    with qtbot.waitSignal(grid.view.delete_requested, timeout=1000) as asked:
        press(Qt.Key.Key_Delete)
    assert asked.args == [[0, 1]]
    assert grid.model.rowCount() == 2


def test_widths_come_back_and_are_given_when_they_change(grid, qtbot, dress):
    saved = []
    grid.view.remember_widths({0: 210}, saved.append)
    assert grid.view.columnWidth(0) == 210
    grid.view.setColumnWidth(0, 250)
    qtbot.waitUntil(lambda: saved != [])
    assert saved[-1][0] == 250
    dress(2.0)
    grid.view.remember_widths({0: 100}, saved.append)
    assert grid.view.columnWidth(0) == 200
    qtbot.waitUntil(lambda: saved[-1][0] == 100)


def test_rows_grow_with_the_text(grid, dress):
    assert grid.view.rowHeight(0) == 34
    dress(2.0)
    assert grid.view.rowHeight(0) == 68


def test_an_empty_table_shows_its_empty_state(grid):
    state = EmptyState("calendar-days", "Aucune tâche", "Le plan se calcule ici.", "Ajouter")
    grid.view.set_placeholder(state)
    assert state.isHidden()
    grid.model.removeRows(0, 2)
    assert state.isVisible()
    assert state.geometry() == grid.view.viewport().geometry()
    grid.model.appendRow([QStandardItem("Collecte")])
    assert state.isHidden()


def inks(grid, row, column):
    rect = grid.view.visualRect(grid.model.index(row, column))
    image = grid.view.viewport().grab(rect).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return [image.pixelColor(x, y).name().upper() for x, y in points]


def test_a_pill_is_painted_in_its_cell_with_its_own_colours(grid):
    grid.model.item(1, 2).setData(Pill("en-retard"), PILL_ROLE)
    grid.model.item(1, 2).setText("")
    theme = load_theme("clair")
    assert theme.hex("erreur-fond") in inks(grid, 1, 2)
    assert grid.view.sizeHintForColumn(2) >= pill_size(Pill("en-retard")).width()


def test_the_row_of_the_caret_is_tinted_and_its_cell_ringed(grid):
    grid.go(0, 1)
    QApplication.processEvents()
    theme = load_theme("clair")
    assert theme.hex("selection") in inks(grid, 0, 0)
    assert theme.hex("focus") in inks(grid, 0, 1)
    assert theme.hex("focus") not in inks(grid, 0, 0)
    assert theme.hex("selection") not in inks(grid, 1, 0)
