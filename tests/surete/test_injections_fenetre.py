"""Whatever she typed, the window shows it sign for sign: no rich text, no link (S06; T9).

The source may not make a widget that reads mark-up; then every page, opened over a dossier whose
every free text is hostile, is walked through, its tables, lists, menus and tooltips included.
"""

from __future__ import annotations

import ast

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
)

from tests.outils.dossier_hostile import hostile_file
from tests.outils.fenetre import make_shell, show
from tests.outils.sources import parsed, python_files, shown
from tests.outils.texte_riche import cells, walk
from ui.kit.fields import LineField, TextField
from ui.kit.labels import SafeLabel, set_tooltip
from ui.shell.page_classes import PAGE_CLASSES
from ui.shell.program_view import PROGRAM_CLASSES

SHOWN = (
    *(
        "<b>gras</b>",
        "<i>",
        '<img src="file:///etc/passwd"/>',
        "<table><tr><td>x</td></tr></table>",
    ),
    *('<a href="http://exemple.invalid">clic</a>', "<résident> & <b>R&D</b>", "<h1>Titre</h1>"),
    *("<!-- x --><u>x</u>", "http://exemple.invalid", "<p>deux</p>", "&lt;b&gt;&amp;"),
)
READS_MARKUP = {
    *("QMessageBox", "QErrorMessage", "QTextBrowser", "QTextEdit", "QTextDocument", "QStaticText"),
    *("QWhatsThis", "QGraphicsTextItem", "QGraphicsSimpleTextItem", "setHtml", "insertHtml"),
    *("appendHtml", "setMarkdown", "toHtml", "RichText", "AutoText", "MarkdownText"),
    *("setOpenExternalLinks", "setOpenLinks", "linkActivated", "anchorClicked", "setWhatsThis"),
    *("setStatusTip", "setTabToolTip", "setTabWhatsThis", "setAcceptRichText", "showMessage"),
    *("setToolTipsVisible", "QSystemTrayIcon", "QSplashScreen", "mightBeRichText"),
}
"""What reads mark-up, or may: none of it is used."""
KIT = {
    "QLabel": {"ui/kit/labels.py"},
    "setTextFormat": {"ui/kit/labels.py"},
    "setToolTip": {"ui/kit/labels.py"},
    "showText": {"ui/kit/labels.py", "ui/kit/influence_map.py"},
    "openUrl": {"ui/kit/outside.py"},
}
"""What may be used, and where."""


def words_used(tree):
    """Yield every name and attribute of a file, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.name, node.lineno) for alias in node.names)


def test_nothing_in_the_window_reads_markup():
    found = {
        f"{shown(path)}:{line} {word}"
        for path in python_files("ui")
        for word, line in words_used(parsed(path))
        if word in READS_MARKUP
    }

    assert found == set()


def test_labels_tooltips_and_addresses_have_one_door_each():
    outside = {
        f"{shown(path)}:{line} {word}"
        for path in python_files("ui")
        for word, line in words_used(parsed(path))
        if word in KIT and shown(path) not in KIT[word] and not _is_type_only(path, word)
    }

    assert outside == set()


def _is_type_only(path, word):
    """Tell whether a file names a class without making one (`isinstance`, an annotation)."""
    calls = (n.func for n in ast.walk(parsed(path)) if isinstance(n, ast.Call))
    bases = (b for n in ast.walk(parsed(path)) for b in getattr(n, "bases", []))
    made = {getattr(n, "id", "") or getattr(n, "attr", "") for n in (*calls, *bases)}
    return word not in made


@pytest.mark.parametrize("word", ["QTextBrowser", "setHtml", "AutoText"])
def test_a_widget_that_reads_markup_would_be_noticed(word):
    source = f"from PySide6.QtWidgets import {word}\nx.{word}('a')\n"

    assert {found for found, _line in words_used(ast.parse(source))} >= {word}


# --- what is shown


def test_the_walk_sees_a_label_a_tooltip_and_a_cell(qtbot):
    label, safe, line = QLabel("<b>x</b>"), SafeLabel("<b>x</b>"), QLineEdit()
    box = QComboBox()
    box.addItem("x")
    box.setItemData(0, "<b>x</b>", Qt.ItemDataRole.ToolTipRole)
    line.setToolTip("<b>x</b>")
    for widget in (label, safe, line, box):
        qtbot.addWidget(widget)
    set_tooltip(safe, "<b>x</b>")

    assert len(walk(label)) == len(walk(line)) == 1
    assert any("cell" in fault for fault in walk(box))
    assert walk(safe) == set()


@pytest.fixture
def hostile_shell(qtbot, tmp_path):
    """Return the window over a dossier whose every free text is hostile."""
    made = make_shell(tmp_path)
    show(made.window, qtbot)
    made.window.open_path(hostile_file(tmp_path, SHOWN))
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()


def shows_hostile_text(root):
    """Tell whether the hostile texts reach what is seen: the walk looks at something."""
    told = [w.text() for w in root.findChildren(QLabel)]
    views = [v for v in root.findChildren(QAbstractItemView) if not isinstance(v, QHeaderView)]
    found = (str(i.data()) for v in views if v.model() for i in cells(v.model(), QModelIndex()))
    return any("<" in text or "http" in text for text in (*told, *found))


def test_every_page_shows_hostile_texts_as_they_are(hostile_shell, qtbot):
    window, faults, seen = hostile_shell.window, {}, []
    assert window.view is not None, "the hostile dossier opens"
    for slug in PAGE_CLASSES:
        window.view.show_page(slug)
        for _turn in range(3):
            QApplication.processEvents()
        if found := walk(window):
            faults[slug] = sorted(found)
        seen += [slug] if shows_hostile_text(window.view.page) else []

    assert faults == {}
    assert len(seen) > len(PAGE_CLASSES) * 2 // 3, seen


def test_the_search_the_home_and_the_program_show_hostile_texts_as_they_are(hostile_shell):
    window = hostile_shell.window
    window.view.search("b")
    window.view.finder.indexing.finish()
    faults = walk(window.view.finder)
    window._leave()
    window.show_home()
    faults |= walk(window)
    for slug in PROGRAM_CLASSES:
        window.show_program(slug)
        faults |= walk(window)

    assert faults == set()


@pytest.mark.parametrize("editor", [LineField, TextField])
def test_what_is_pasted_or_dropped_is_plain_text(qtbot, editor):
    made = editor("Champ")
    qtbot.addWidget(made)
    data = QMimeData()
    data.setHtml('<b>gras</b> <a href="http://exemple.invalid">clic</a>')
    data.setText("gras clic")
    QApplication.clipboard().setMimeData(data)
    made.paste()

    assert made.raw() == "gras clic"
    assert not made.textInteractionFlags() & links() if isinstance(made, TextField) else True


def links():
    return Qt.TextInteractionFlag.LinksAccessibleByMouse
