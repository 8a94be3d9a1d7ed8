"""The password in the window: asked at the opening, chosen, changed, taken away, locked."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.protection import Secret
from db import keys
from tests.outils.deverrouillage import give, page_of, unlocked
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import nameless, plain, press, when_a_dialog_opens
from tests.outils.proteges import OTHER, PASSWORD, WRONG, opened_with
from ui.kit.worker import workshop
from ui.shell.protection.sheet import SheetDialog

pytestmark = pytest.mark.usefixtures("quick_key")


def waited(shell, qtbot):
    qtbot.waitUntil(lambda: not shell.window.protecting.waiting.busy)


def words_of(view):
    return [plain(action.text()) for action in view.sidebar.switcher.menu.actions()]


# --- the opening


def test_a_protected_dossier_asks_for_its_password_on_a_page(shell, protege):
    assert not shell.window.open_path(protege)

    form = page_of(shell).form
    assert plain(form.title.text()) == "Ce dossier est protégé"
    assert form.password.line.hasFocus()
    assert form.password.line.echoMode() is QLineEdit.EchoMode.Password
    assert nameless(page_of(shell)) == []


def test_the_right_password_opens_it(shell, protege):
    view = unlocked(shell, protege)

    assert view.session.snapshot.etablissement.nom == "EHPAD Les Tilleuls"
    assert shell.window.protecting.page is None


def test_a_wrong_password_has_one_message_and_may_be_typed_again(shell, protege):
    shell.window.open_path(protege)

    give(shell, "Pas celui-là 12 !")

    form = page_of(shell).form
    assert plain(form.error.text()) == WRONG
    assert form.password.line.hasFocus()
    give(shell)
    assert shell.window.view is not None


def test_the_code_of_the_sheet_opens_it_too(shell, protege):
    with opened_with(protege) as workspace:
        code = workspace.key.code
    shell.window.open_path(protege)
    form = page_of(shell).form

    form.other.click()
    assert form.code.hasFocus()
    form.code.setPlainText(code.lower())
    form.open_button.click()

    assert shell.window.view is not None


def test_a_slip_in_the_code_is_told_by_its_line(shell, protege):
    with opened_with(protege) as workspace:
        lines = workspace.key.code.splitlines()
    lines[2] = lines[2][:-1] + ("0" if lines[2][-1] != "0" else "2")
    shell.window.open_path(protege)
    form = page_of(shell).form

    form.other.click()
    form.code.setPlainText("\n".join(lines))
    form.open_button.click()

    assert "ligne 3" in plain(form.error.text())


def test_a_backup_is_offered_after_a_refusal_where_there_is_one(shell, plain_dossier):
    with opened(plain_dossier) as workspace:
        workspace.backups.write(Reason.DEMANDE).verify()
    plain_dossier.write_bytes(random.Random(1).randbytes(4096 * 30))  # damaged, as it may be
    shell.window.open_path(plain_dossier)
    form = page_of(shell).form
    assert not form.backups.isVisibleTo(form)

    give(shell)

    assert form.backups.isVisibleTo(form)


def test_nothing_typed_is_not_said_to_be_wrong(shell, protege):
    shell.window.open_path(protege)
    form = page_of(shell).form

    give(shell, "")
    assert plain(form.error.text()) == "Tapez d’abord le mot de passe."
    form.other.click()
    form.open_button.click()
    assert plain(form.error.text()) == "Recopiez d’abord les huit lignes de la fiche."
    assert form.code.hasFocus()


def test_the_code_has_room_for_its_eight_lines_and_speaks_of_itself(shell, protege):
    shell.window.open_path(protege)
    code = page_of(shell).form.code
    page_of(shell).form.other.click()

    assert code.height() >= 8 * code.fontMetrics().lineSpacing()
    assert "santé" not in code.placeholderText() + code.toolTip() + code.accessibleDescription()
    code.setPlainText("0000-0000")
    press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    assert page_of(shell).form.error.isVisibleTo(page_of(shell))


@pytest.mark.parametrize("by_key", [False, True], ids=["button", "Échap"])
def test_giving_up_leads_home(shell, protege, by_key):
    shell.window.open_path(protege)

    press(Qt.Key.Key_Escape) if by_key else page_of(shell).form.leave_button.click()

    assert shell.window.centralWidget().currentWidget() is shell.window.home
    assert shell.window.protecting.page is None


def test_caps_lock_is_told_at_the_first_letter(shell, protege):
    shell.window.open_path(protege)
    field = page_of(shell).form.password
    assert not field.caps.isVisibleTo(field)

    press(Qt.Key.Key_A, "A")
    assert field.caps.isVisibleTo(field)
    press(Qt.Key.Key_A, "a")
    assert not field.caps.isVisibleTo(field)
    press(Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not field.caps.isVisibleTo(field)


def test_what_is_typed_may_be_shown(shell, protege):
    shell.window.open_path(protege)
    field = page_of(shell).form.password

    field.show_box.setFocus()
    press(Qt.Key.Key_Space, " ")

    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert plain(field.show_box.accessibleName()) == "Mot de passe : afficher"


def test_over_an_open_dossier_it_is_asked_in_a_dialog(shell, protege, tmp_path, allow_dialogs):
    other = copy_tilleuls(tmp_path, "Autre.cpom")
    shell.window.open_path(other)

    when_a_dialog_opens(lambda dialog: dialog.form.leave_button.click())
    assert not shell.window.open_path(protege)
    assert shell.window.view.session.workspace.path == other

    def answer(dialog):
        dialog.form.password.line.setText(PASSWORD)
        dialog.form.open_button.click()

    when_a_dialog_opens(answer)
    assert shell.window.open_path(protege)
    assert shell.window.view.session.workspace.path == protege


def test_a_protected_dossier_bears_a_lock_among_the_recent_ones(shell, protege):
    unlocked(shell, protege)
    shell.window.close_dossier()
    shell.window.show_home()

    (recent,) = shell.settings.recents()
    assert recent.protected == "oui"
    labels = [plain(label.text()) for label in shell.window.home.findChildren(QLabel)]
    assert "Protégé" in labels


# --- chosen, changed, taken away


def fill(dialog, text, *, again=None, present=""):
    dialog.present.line.setText(present)
    dialog.password.line.setText(text)
    dialog.again.line.setText(text if again is None else again)
    dialog.understood.setChecked(True)
    dialog.act.click()


def without_sheet(dialog):
    assert isinstance(dialog, SheetDialog)
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()  # Échap is no choice
    dialog.leave.click()


def test_protecting_from_the_menu(shell, plain_dossier, qtbot, allow_dialogs):
    shell.window.open_path(plain_dossier)
    assert "Protéger par un mot de passe…" in words_of(shell.window.view)
    shell.window.view.session.run(ops.UpdateEtablissement(commune="Ailleurs"))

    when_a_dialog_opens(lambda dialog: fill(dialog, PASSWORD))
    shell.window.protecting.choose()
    when_a_dialog_opens(without_sheet)
    waited(shell, qtbot)

    view = shell.window.view
    assert view.session.workspace.key is not None
    assert view.session.snapshot.etablissement.commune == "Ailleurs"
    assert keys.is_protected(plain_dossier)
    assert words_of(view)[3:8] == [
        "",
        "Verrouiller maintenant\tCtrl+Maj+L",
        "Changer le mot de passe…",
        "Retirer le mot de passe…",
        "Imprimer la fiche de secours…",
    ]
    view.session.run(ops.UpdateEtablissement(commune="Encore ailleurs"))


def test_a_weak_password_is_refused_with_what_it_lacks(shell, plain_dossier, allow_dialogs):
    said = []

    def answer(dialog):
        fill(dialog, "Azerty123456!")
        said.append(plain(dialog.error.text()))
        fill(dialog, PASSWORD, again=OTHER)
        said.append(plain(dialog.error.text()))
        dialog.understood.setChecked(False)
        dialog.again.line.setText(PASSWORD)
        dialog.act.click()
        said.append(plain(dialog.error.text()))
        said.append(nameless(dialog))
        dialog.reject()

    shell.window.open_path(plain_dossier)
    when_a_dialog_opens(answer)
    shell.window.protecting.choose()

    assert said[0].startswith("Pas encore assez solide. Il manque")
    assert "suites" in said[0]
    assert "diffèrent" in said[1]
    assert "Cochez" in said[2]
    assert said[3] == []
    assert not keys.is_protected(plain_dossier)


def test_the_password_is_changed_by_the_code_of_the_sheet(shell, protege, qtbot, allow_dialogs):
    view = unlocked(shell, protege)
    code = view.session.workspace.key.code.lower()

    when_a_dialog_opens(lambda dialog: fill(dialog, OTHER, present=code))
    shell.window.protecting.choose()
    when_a_dialog_opens(without_sheet)
    waited(shell, qtbot)

    assert shell.window.view.session.workspace.key.is_of(Secret(OTHER))


def test_changing_asks_for_the_present_one(shell, protege, qtbot, allow_dialogs):
    unlocked(shell, protege)
    said = []

    def answer(dialog):
        fill(dialog, OTHER, present="Pas celui-là 12 !")
        said.append(plain(dialog.error.text()))
        fill(dialog, OTHER, present=PASSWORD)

    when_a_dialog_opens(answer)
    shell.window.protecting.choose()
    when_a_dialog_opens(without_sheet)
    waited(shell, qtbot)

    assert said == [
        "Mot de passe actuel incorrect. Vérifiez la touche Verr. Maj. et la langue du clavier."
    ]
    shell.window.close_dossier()
    workshop().waitForDone()
    with opened_with(protege, OTHER) as workspace:
        assert workspace.key is not None


def test_taking_it_away(shell, protege, qtbot, allow_dialogs):
    unlocked(shell, protege)

    def answer(dialog):
        dialog.present.line.setText(PASSWORD)
        dialog.act.click()

    when_a_dialog_opens(answer)
    shell.window.protecting.remove()
    waited(shell, qtbot)

    assert shell.window.view.session.workspace.key is None
    assert not keys.is_protected(protege)


def test_a_refused_change_gives_the_dossier_back(shell, protege, qtbot, allow_dialogs, patched):
    unlocked(shell, protege)
    patched(protege)
    said = []

    def close(dialog):
        said.append(plain(dialog.text.text()))
        dialog.close_button.click()

    when_a_dialog_opens(lambda dialog: fill(dialog, OTHER, present=PASSWORD))
    shell.window.protecting.choose()
    when_a_dialog_opens(close)
    waited(shell, qtbot)

    assert "Votre dossier est comme avant" in said[0]
    assert shell.window.view.session.workspace.key is not None


@pytest.fixture
def patched(monkeypatch):
    """Return a function: have no file be converted."""
    from db import conversion

    def refuse(_path, _name, _key):
        raise OSError(28, "No space left on device")

    return lambda _dossier: monkeypatch.setattr(conversion, "_write_afresh", refuse)


def test_the_sheet_is_written_and_bears_the_code_never_the_password(
    shell, protege, tmp_path, monkeypatch, qtbot
):
    from ui.kit.pdf_pages import PdfPages
    from ui.shell import files

    view = unlocked(shell, protege)
    target = tmp_path / "Fiche.pdf"
    monkeypatch.setattr(files, "choose_file", lambda *_asked: target)
    dialog = SheetDialog(view.session.workspace, shell.window._services, needed=True)
    qtbot.addWidget(dialog)

    dialog.keep.click()

    assert plain(dialog.leave.text()) == "J’imprimerai ce PDF"
    pages = PdfPages(target.read_bytes())
    text = pages.text(0)
    assert pages.count == 1
    assert all(line in text for line in view.session.workspace.key.code.splitlines())
    assert "enveloppe" in text
    assert "un rond est le chiffre zéro" in text
    assert target.stat().st_mode & 0o077 == 0
    assert PASSWORD not in text
    pages.close()
