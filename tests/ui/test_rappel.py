"""Every field of several lines reminds what has no place in a dossier; what is written is told.

Goal S20 of reliability §6.2; rows 67 and 68 of §7.
"""

from __future__ import annotations

import ast
from datetime import date

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.i18n import _
from cpom_desktop.services.doutes import REMINDER as WORDS
from cpom_desktop.services.doutes import rows_doubt, sensitive_in
from cpom_desktop.services.operations import AddActeurs, AddEchange, LigneActeur, UpdateTask
from tests.outils.dossiers import copy_demonstration
from tests.outils.sources import parsed, python_files, shown
from ui.kit.fields import TextField
from ui.shell.page_classes import PAGE_CLASSES

REMINDER = _(WORDS)
NIR = "2 95 10 99 126 111 93"
READ_ONLY = {
    "ui/kit/fields.py",  # the editor itself
    "ui/kit/raci_dialogs.py",
    "ui/pages/acteurs/deleting.py",
    "ui/pages/retroplanning/paste.py",
    "ui/kit/read_only_text.py",
}
"""Files that show a text of several lines in which nothing is typed."""


def test_every_field_of_several_lines_of_every_page_reminds_it(shell):
    shell.window.open_path(copy_demonstration(shell.folder, "rappel.cpom"))
    seen = 0
    for slug in PAGE_CLASSES:
        shell.window.view.show_page(slug)
        for editor in shell.window.view.page.findChildren(QPlainTextEdit):
            if not editor.isReadOnly():
                seen += 1
                assert isinstance(editor, TextField), slug
                assert editor.accessibleDescription().endswith(REMINDER)
                assert editor.placeholderText()
                assert REMINDER in editor.toolTip()
        assert not shell.window.view.page.findChildren(QTextEdit)
    assert seen > 10


def test_no_other_editor_of_several_lines_is_made_in_a_page_or_a_dialog():
    """Whatever dialog is written tomorrow: free text is typed in a `TextField`, nowhere else."""
    makers = {
        shown(path)
        for path in python_files("ui")
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Call) and _is_editor(node.func))
        or (isinstance(node, ast.ClassDef) and any(map(_is_editor, node.bases)))
    }
    assert makers == READ_ONLY


def _is_editor(node):
    return getattr(node, "id", getattr(node, "attr", "")) in {"QPlainTextEdit", "QTextEdit"}


def test_an_example_stays_and_a_refusal_is_read_first(qtbot):
    field = TextField("Note")
    qtbot.addWidget(field)
    assert field.placeholderText() == REMINDER
    field.setPlaceholderText("Exemple : relancer")
    field.setAccessibleDescription("Ce texte est trop long.")

    assert field.placeholderText() == "Exemple : relancer"
    assert field.accessibleDescription() == f"Ce texte est trop long. {REMINDER}"


@pytest.mark.parametrize(
    "operation",
    [
        AddEchange(jour=date(2027, 3, 12), objet="Appel", texte=f"Son numéro : {NIR}"),
        AddActeurs(lignes=[LigneActeur(nom="Ana"), LigneActeur(nom="Zoé", relation=NIR)]),
        UpdateTask(id=1, note=f"{NIR}."),
    ],
)
def test_a_number_written_by_a_table_a_dialog_or_an_import_is_told(shell, operation):
    shell.window.open_path(copy_demonstration(shell.folder, "doute.cpom"))
    session = shell.window.view.session
    told = []
    session.doubted.connect(told.append)

    outcome = session.run(operation)

    assert outcome is not None  # it warns, and never blocks
    assert len(told) == 1
    assert told[0].startswith("Ceci ressemble à un numéro de sécurité sociale.")
    assert shell.window.view.notices.refusal.isVisible()
    session.run(AddEchange(jour=date(2027, 3, 12), objet="Appel", personnes=[1]))
    assert len(told) == 1


def test_an_ordinary_operation_says_nothing():
    assert sensitive_in(LigneActeur(nom="Claire Morel", famille=Famille.SOCIAL)) is None


def test_the_lines_of_a_file_that_hold_one_are_named_before_it_is_taken():
    rows = [["Ana", "01 23 45 67 89"], ["Zoé", NIR], ["Luc", "M. Blanc est atteint d’un cancer"]]

    told = rows_doubt(rows).replace("\u00a0", " ")

    assert told.startswith("Ligne 2 : Ceci ressemble")
    assert "Ligne 3 : N’inscrivez pas" in told.replace("'", "’")
    assert rows_doubt([["Ana", "732 829 320 00074"]] * 50) == ""
