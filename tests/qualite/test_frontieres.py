"""Doors that only one room may open: SQLite, plain labels, tooltips, message boxes."""

from __future__ import annotations

import ast

import pytest

from tests.outils.sources import PACKAGES, parsed, python_files, shown

KIT_ONLY = {"QLabel", "QMessageBox", "setToolTip", "setWhatsThis"}
SQLITE_DOOR = "db/connection.py"


def uses_of(tree, names):
    """Return the lines where a widget class is built or subclassed, or a method called."""
    found = []
    for node in ast.walk(tree):
        heads = [node.func] if isinstance(node, ast.Call) else getattr(node, "bases", [])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            heads = [*heads, node.value]  # QMessageBox.warning
        found += [
            h.lineno for h in heads if {getattr(h, "id", ""), getattr(h, "attr", "")} & names
        ]
    return sorted(set(found))


def sqlite_imports(tree):
    """Return the lines that import sqlite3 at run time, outside `if TYPE_CHECKING`."""
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if id(node) not in for_types
        and (
            (isinstance(node, ast.Import) and any(a.name == "sqlite3" for a in node.names))
            or (isinstance(node, ast.ImportFrom) and node.module == "sqlite3")
        )
    ]


def test_labels_tooltips_and_boxes_are_made_in_the_kit_alone():
    outside = {
        shown(path): lines
        for path in python_files("ui")
        if not shown(path).startswith("ui/kit/") and (lines := uses_of(parsed(path), KIT_ONLY))
    }

    assert outside == {}


def test_only_one_module_opens_sqlite():
    importers = {shown(path) for path in python_files(*PACKAGES) if sqlite_imports(parsed(path))}
    openers = {
        shown(path)
        for path in python_files(*PACKAGES)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "connect"
        and getattr(node.value, "id", "") == "sqlite3"
    }

    assert importers == {SQLITE_DOOR}
    assert openers == {SQLITE_DOOR}


@pytest.mark.parametrize(
    "source",
    [
        "QLabel('x')",
        "QtWidgets.QLabel('x')",
        "class Title(QLabel): pass",
        "QMessageBox.warning(None, '', '')",
        "button.setToolTip('x')",
    ],
)
def test_a_widget_made_outside_the_kit_is_noticed(source):
    assert uses_of(ast.parse(source), KIT_ONLY) == [1]


@pytest.mark.parametrize("source", ["import sqlite3", "from sqlite3 import Row"])
def test_an_import_of_sqlite_is_noticed_unless_it_is_for_types(source):
    assert sqlite_imports(ast.parse(source)) == [1]
    assert sqlite_imports(ast.parse(f"if TYPE_CHECKING:\n    {source}")) == []
