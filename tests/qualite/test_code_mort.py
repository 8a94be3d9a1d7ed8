"""Nothing is kept that neither the program nor a test uses."""

from __future__ import annotations

from pathlib import Path

from vulture import Vulture

from tests.outils.sources import PACKAGES, ROOT, python_files, shown

KINDS = {"function", "class", "method", "property"}


def names_called_by_qt():
    """Return the names of Qt's methods: what Qt calls, no source of ours has to."""
    from PySide6 import QtCore, QtGui, QtWidgets

    modules = (QtCore, QtGui, QtWidgets)
    # Qt's classes are loaded at their first use: `dir` names them all, `vars` does not
    classes = [getattr(module, name) for module in modules for name in dir(module)]
    return {name for each in classes if isinstance(each, type) for name in dir(each)}


def unused(paths):
    """Return what is defined in some files and used in none of them, Qt's own calls apart."""
    finder = Vulture(ignore_decorators=["@REGISTRE.regle"])  # what a registry asks
    finder.scavenge([str(path) for path in paths])
    spared = names_called_by_qt()
    found = [item for item in finder.get_unused_code(min_confidence=60) if item.typ in KINDS]
    return {(Path(item.filename), item.name) for item in found if item.name not in spared}


def test_no_function_or_class_is_left_without_use():
    ours = set(python_files(*PACKAGES))
    found = unused([*ours, *python_files("tests"), ROOT / "dev.py"])

    assert sorted(f"{shown(path)}: {name}" for path, name in found if path in ours) == []


def test_a_function_without_use_is_noticed_and_one_of_qt_is_not(tmp_path):
    source = tmp_path / "widget.py"
    source.write_text("def forgotten(): ...\ndef paintEvent(): ...\ndef used(): ...\nused()\n")

    assert unused([source]) == {(source, "forgotten")}
