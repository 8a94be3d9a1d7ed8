"""The base of every table: edits become operations, sorting is French, paste is one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester

from cpom_desktop.domain.saisie.nombres import parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.changes import Changes, Outcome
from ui.models.base import Column, TableModel, from_tsv, paste_at, plain_tooltip, to_tsv
from ui.models.sorting import SortFilterModel, fold

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class FakeSession(QObject):
    """A session whose operations are (id, field, value) over plain rows."""

    refused = Signal(str)

    def __init__(self, rows):
        super().__init__()
        self.rows = rows
        self.read_only = False
        self.ran = []
        self.undone = 0

    def run(self, operation, *, merge=""):
        for row_id, field, value in operation:
            if value == "interdit":
                raise RegleInvalide("interdit", "Ce mot est refusé.")
            self.rows[row_id] = {**self.rows[row_id], field: value}
        self.ran.append((operation, merge))
        return Outcome(Changes({"t": frozenset({1})}), "modifier")

    def undo(self):
        self.undone += 1

    def sentence(self, error):
        return error.sentence or error.code


def columns():
    return [
        Column(
            key="nom",
            header="Nom",
            value=lambda row: row["nom"],
            write=lambda row, value: [(row["id"], "nom", value)],
        ),
        Column(
            key="places",
            header="Places",
            value=lambda row: row["places"],
            parse=parse_integer,
            write=lambda row, value: [(row["id"], "places", value)],
            align_right=True,
        ),
        Column(key="jour", header="Jour", value=lambda row: row["jour"]),
    ]


@pytest.fixture
def session(qapp):
    return FakeSession(
        {
            1: {"id": 1, "nom": "Été", "places": 84, "jour": None},
            2: {"id": 2, "nom": "Œuvre", "places": 1200, "jour": date(2027, 3, 12)},
            3: {"id": 3, "nom": "abri", "places": None, "jour": date(2027, 1, 1)},
        }
    )


@pytest.fixture
def refusals(session):
    told = []
    session.refused.connect(told.append)
    return told


@pytest.fixture
def model(session):
    made = TableModel(session, columns(), lambda row: row["id"])
    made.set_rows(session.rows.values())
    return made


def names(shown):
    return [shown.index(place, 0).data() for place in range(shown.rowCount())]


def test_a_model_and_its_proxy_keep_the_rules_of_qt(model):
    proxy = SortFilterModel(model)
    testers = [QAbstractItemModelTester(m, FATAL) for m in (model, proxy)]
    proxy.sort(0)
    model.set_rows([*model.rows[1:], {"id": 4, "nom": "x", "places": 1, "jour": None}])
    proxy.set_filter("x")
    model.set_columns(columns()[:2])
    model.set_rows([])
    assert proxy.rowCount() == 0
    assert all(tester.model() for tester in testers)


def test_a_typed_cell_runs_its_operation_and_waits_for_the_refresh(model, session):
    index = model.index(0, 1)
    assert model.setData(index, "1 250")
    assert session.ran == [([(1, "places", 1250)], "")]
    assert index.data() == "84"
    model.set_rows(session.rows.values())
    assert index.data() == "1250"


def test_a_value_that_does_not_change_runs_nothing(model, session):
    assert model.setData(model.index(0, 1), "84")
    assert session.ran == []


def test_a_text_that_is_not_a_value_is_refused_in_words(model, session, refusals):
    assert not model.setData(model.index(0, 1), "douze")
    assert len(refusals) == 1
    assert session.ran == []


def test_a_column_without_operation_may_only_be_read(model):
    assert not model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 2), "x")


def test_nothing_is_edited_when_the_dossier_may_only_be_read(model, session, refusals):
    session.read_only = True
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not paste_at(model.index(0, 0), [["x"]])
    assert "lecture seule" in refusals[0]
    assert session.ran == []


def test_a_pasted_block_is_one_step_of_undo(model, session):
    assert paste_at(model.index(0, 0), from_tsv("Hiver\t12\r\nPrintemps\t1 200\r\n"))
    tokens = {merge for _operation, merge in session.ran}
    assert len(tokens) == 1
    assert tokens != {""}
    changed = [edit for operation, _merge in session.ran for edit in operation]
    assert changed == [(1, "nom", "Hiver"), (1, "places", 12), (2, "nom", "Printemps")]


def test_a_table_with_one_operation_for_all_uses_it(session):
    def write_many(edits):
        return [(e.row["id"], e.column.key, e.value) for e in edits]

    model = TableModel(session, columns(), lambda row: row["id"], write_many=write_many)
    model.set_rows(session.rows.values())
    paste_at(model.index(0, 0), [["a"], ["b"]])
    assert session.ran == [([(1, "nom", "a"), (2, "nom", "b")], "")]


def test_a_bad_number_in_a_pasted_block_writes_nothing(model, session, refusals):
    assert not paste_at(model.index(0, 0), [["Hiver", "12"], ["Printemps", "1e3"]])
    assert session.ran == []
    assert len(refusals) == 1


def test_a_rule_that_refuses_the_second_cell_takes_the_first_back(model, session, refusals):
    assert not paste_at(model.index(0, 0), [["Hiver"], ["interdit"]])
    assert session.undone == 1
    assert refusals == ["Ce mot est refusé."]


def test_a_block_wider_than_the_table_is_refused(model, session, refusals):
    assert not paste_at(model.index(2, 1), [["1"], ["2"]])
    assert "dépasse du tableau" in refusals[0]
    assert session.ran == []


def test_a_paste_follows_the_order_shown(model, session):
    proxy = SortFilterModel(model)
    proxy.sort(0)
    assert names(proxy) == ["abri", "Été", "Œuvre"]
    paste_at(proxy.index(0, 1), [["1"], ["2"]])
    written = [edit for operation, _merge in session.ran for edit in operation]
    assert written == [(3, "places", 1), (1, "places", 2)]


def test_a_copy_gives_figures_that_a_spreadsheet_reads(model):
    cells = [model.index(row, column) for row in (1, 2) for column in (0, 1)]
    assert to_tsv(cells) == "Œuvre\t1200\nabri\t"


def test_empty_cells_come_last_in_both_directions(model):
    proxy = SortFilterModel(model)
    proxy.sort(1)
    assert names(proxy) == ["Été", "Œuvre", "abri"]
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(proxy) == ["Œuvre", "Été", "abri"]


def test_a_filter_ignores_accents_and_capitals(model):
    proxy = SortFilterModel(model)
    proxy.set_filter("OEUV")
    assert names(proxy) == ["Œuvre"]
    proxy.set_filter("", lambda row: row["places"] is None)
    assert proxy.rows_at([0]) == [model.rows[2]]
    assert fold("Été à l'ÂGE") == "ete a l'age"


def test_the_rows_that_stay_keep_their_place_in_a_view(model, qtbot):
    from PySide6.QtWidgets import QTableView

    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setCurrentIndex(model.index(2, 0))
    kept = [dict(row) for row in model.rows]
    model.set_rows([kept[0], kept[2]])
    assert view.currentIndex().data() == "abri"
    model.set_rows([{"id": 9, "nom": "neuf", "places": 1, "jour": None}, kept[0], kept[2]])
    assert (view.currentIndex().row(), view.currentIndex().data()) == (2, "abri")


def test_a_tooltip_shows_what_it_is_given_as_it_is(model):
    assert plain_tooltip("<b>gras</b>\nfin") == "<qt>&lt;b&gt;gras&lt;/b&gt;<br>fin</qt>"
    assert plain_tooltip("") == ""
