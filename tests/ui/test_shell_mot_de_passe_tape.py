"""What is typed or pasted as a password: what keys can type again, and nothing left of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services.protection import Conversion
from tests.outils.fenetre import plain
from tests.outils.proteges import PASSWORD
from ui.shell.protection.dialogs import NewPasswordDialog
from ui.shell.protection.protecting import told


def fill(dialog, text, *, again=None):
    dialog.password.line.setText(text)
    dialog.again.line.setText(text if again is None else again)
    dialog.understood.setChecked(True)
    dialog.act.click()


@pytest.mark.parametrize(
    ("typed", "said"),
    [(f"{PASSWORD} ", "finit par une espace"), (f" {PASSWORD}", "finit par une espace"),
     (PASSWORD * 40, "trop long"), (PASSWORD + "🦔🐿" * 300, "trop long")],
)  # fmt: skip
def test_what_could_not_be_typed_again_is_no_password(dress, qtbot, typed, said):
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)

    fill(dialog, typed)

    assert said in plain(dialog.error.text())
    assert dialog.result() == 0


def test_what_a_paste_brings_unseen_is_no_part_of_it(dress, qtbot):
    """A cell of a table ends with the end of a line, which no key types in this field."""
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)

    fill(dialog, f"{PASSWORD}\r\n", again=PASSWORD)

    assert dialog.result() == 1
    assert dialog.password.secret().password == PASSWORD


def test_accents_in_two_pieces_are_the_same_text_and_no_sign_more(dress, qtbot):
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)

    fill(dialog, "e\u0301e\u0301e\u0301 abCD 12")  # eleven characters, fourteen pieces
    assert "Il manque" in plain(dialog.error.text())
    fill(dialog, unicodedata.normalize("NFD", PASSWORD), again=PASSWORD)

    assert dialog.result() == 1


def test_what_was_shown_cannot_be_brought_back(dress, qtbot):
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)
    dialog.show()
    line = dialog.password.line
    dialog.password.show_box.setChecked(True)
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    line.insert("abcd")
    line.undo()
    assert line.text() == ""  # the witness
    line.redo()

    dialog.forget()
    line.undo()

    assert line.text() == ""


def test_what_stays_elsewhere_as_it_was_is_told():
    elsewhere = Path("/media/cle"), Path("/partage/Les Tilleuls.cpom")
    words = plain(told(Conversion(0, (), None, support=elsewhere[0], original=elsewhere[1])))

    assert f"{elsewhere[0]} n’était pas là" in words
    assert "supprimez les anciennes" in words
    assert f"reste comme il était : {elsewhere[1]}" in words
