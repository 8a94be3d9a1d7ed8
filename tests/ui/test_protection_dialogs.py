"""The dialogs of a password, alone: what they say first, what Entrée does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.outils.fenetre import plain, press
from ui.shell.protection.dialogs import NewPasswordDialog, RemovePasswordDialog


def test_the_words_about_loss_come_first(dress, qtbot):
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)

    assert plain(dialog.lost.text()) == (
        "Mot de passe perdu et fiche de secours perdue : le dossier est perdu. Personne ne peut "
        "le rouvrir."
    )
    assert "BitLocker" in dialog.text.text()


def test_a_phrase_is_proposed_shown_and_strong(dress, qtbot):
    dialog = NewPasswordDialog((), None)
    qtbot.addWidget(dialog)

    dialog.propose.click()

    assert len(dialog.password.text.split()) == 8
    assert plain(dialog.phrase.text()) == dialog.password.text  # whole, to be copied by hand
    assert dialog.phrase.isVisibleTo(dialog)
    dialog.forget()
    assert not dialog.phrase.text()
    dialog.propose.click()
    assert dialog.password.line.echoMode() is QLineEdit.EchoMode.Normal
    assert plain(dialog.meter.text()).startswith("Solide")


def test_entree_in_the_field_does_not_take_the_password_away(dress, qtbot):
    dialog = RemovePasswordDialog(lambda _secret: "")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.present.line.hasFocus)

    press(Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.act.hasFocus()
    press(Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted
