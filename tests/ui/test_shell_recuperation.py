"""« Sauver ce qui peut l'être… »: from a damaged dossier to a new file, told and opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened, patched
from tests.outils.fenetre import choose, make_shell, plain, press, show, when_a_dialog_opens
from tests.outils.proteges import PASSWORD, protect
from ui.kit.worker import workshop
from ui.shell.refusal_banner import WayOut

SAVE = "Sauver ce qui peut l’être…"


@pytest.fixture
def damaged(shell):
    """Return the path of a demonstration of which one page in three is noise."""
    path = copy_demonstration(shell.folder, "abîmé.cpom")
    for page in range(40, path.stat().st_size // 4096, 3):
        patched(path, page * 4096, b"\xa5" * 4096)
    return path


def way(banner, words=SAVE):
    return next(button for button in banner.buttons if button.text() == words)


def save_to(target, then, qtbot):
    """Answer the question of the place, then act on what was saved."""

    def read(dialog):
        qtbot.waitUntil(lambda: not dialog.title.text().startswith("Récupération"))
        then(dialog)

    def answer(dialog):
        choose(target)(dialog)
        when_a_dialog_opens(read)

    when_a_dialog_opens(answer)


def test_what_still_reads_is_saved_told_and_opened_by_the_keyboard(
    shell, damaged, qtbot, allow_dialogs
):
    before, target, told = damaged.read_bytes(), shell.folder / "Neuf.cpom", []
    assert not shell.window.open_path(damaged)

    def read(dialog):
        told.append((dialog.text.text(), dialog.lost.text()))
        press(Qt.Key.Key_Return)

    save_to(target, read, qtbot)
    button = way(shell.window.home.banner)
    button.setFocus()
    press(Qt.Key.Key_Return)

    assert "% du contenu retrouvé" in plain(told[0][0])
    assert "Ce qui est perdu" in told[0][1]
    assert "Neuf.cpom.txt" in told[0][1]
    assert shell.window.view.session.workspace.path == target
    assert shell.window.view.session.snapshot.fiches_action
    assert damaged.read_bytes() == before
    assert "Récupération de" in (shell.folder / "Neuf.cpom.txt").read_text("utf-8")


def test_over_an_open_dossier_the_same_ways_are_offered(shell, damaged, qtbot, allow_dialogs):
    good = copy_tilleuls(shell.folder)
    shell.window.open_path(good)
    view = shell.window.view
    assert not shell.window.open_path(damaged)

    save_to(shell.folder / "Neuf.cpom", QDialog.reject, qtbot)
    way(view.notices.refusal).click()

    assert shell.window.view is view
    with opened(shell.folder / "Neuf.cpom") as saved:
        assert saved.snapshot.fiches_action


def test_a_name_that_is_taken_is_asked_again(shell, damaged, qtbot, allow_dialogs):
    taken = shell.folder / "À elle.cpom"
    taken.write_bytes(b"hers")
    shell.window.open_path(damaged)
    said = []

    def ask_again(dialog):
        said.append(dialog.text.text())
        when_a_dialog_opens(QDialog.reject)
        dialog.close_button.click()

    save_to(taken, ask_again, qtbot)
    way(shell.window.home.banner).click()

    assert "porte déjà ce nom" in plain(said[0])
    assert taken.read_bytes() == b"hers"


def test_what_is_cancelled_leaves_nothing(shell, damaged, allow_dialogs):
    target = shell.folder / "Neuf.cpom"
    shell.window.open_path(damaged)

    def answer(dialog):
        choose(target)(dialog)
        when_a_dialog_opens(QDialog.reject)

    workshop().setMaxThreadCount(0)  # the work begins after she has given up
    when_a_dialog_opens(answer)
    way(shell.window.home.banner).click()
    workshop().setMaxThreadCount(1)
    workshop().waitForDone()

    assert not list(shell.folder.glob("Neuf*"))


def test_a_file_with_nothing_of_a_dossier_says_so(shell, qtbot, allow_dialogs):
    path, said = shell.folder / "court.cpom", []
    path.write_bytes(b"SQLite format 3\x00")
    shell.window.open_path(path)

    def read(dialog):
        said.append((dialog.text.text(), dialog.open_button.isVisible()))
        dialog.reject()

    save_to(shell.folder / "Neuf.cpom", read, qtbot)
    way(shell.window.home.banner).click()

    assert "Rien d’un dossier ne peut être lu" in plain(said[0][0])
    assert not said[0][1]
    assert not (shell.folder / "Neuf.cpom").exists()


def test_a_damaged_dossier_over_another_offers_its_last_copy(shell, qtbot, allow_dialogs):
    damaged, good = (
        copy_tilleuls(shell.folder, "a.cpom"),
        copy_demonstration(shell.folder, "b.cpom"),
    )
    with opened(damaged) as workspace:
        workspace.back_up()
        kept = workspace.snapshot
    patched(damaged, 8192, b"\xff" * 40_000)
    shell.window.open_path(good)
    shell.window.open_path(damaged)

    def take(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        dialog.act.click()

    when_a_dialog_opens(take)
    way(shell.window.view.notices.refusal, "Ouvrir la dernière copie de sécurité…").click()

    qtbot.waitUntil(lambda: shell.window.view and shell.window.view.session.read_only)
    assert shell.window.view.session.snapshot == kept


def test_a_refusal_over_a_page_keeps_its_words_and_buttons_at_twice_the_size(qtbot, tmp_path):
    shell = make_shell(tmp_path, scale=2.0)
    show(shell.window, qtbot, (1366, 720))
    shell.window.open_path(copy_demonstration(tmp_path))
    ways = [WayOut("Ouvrir la dernière copie de sécurité…", press), WayOut(SAVE, press)]
    shell.window.view.notices.refuse("Le dossier est endommagé. " * 7, ways)
    banner = shell.window.view.notices.refusal
    QApplication.processEvents()

    assert banner.height() >= banner.heightForWidth(banner.width())
    shell.window.close_dossier()
    shell.window.close()
    shell.window.deleteLater()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_protected_one_asks_for_its_password_and_stays_protected(
    shell, qtbot, allow_dialogs, wanted
):
    path = copy_demonstration(shell.folder, "abîmé.cpom")
    protect(path)
    for page in range(40, path.stat().st_size // 4096, 3):
        patched(path, page * 4096, b"\xa5" * 4096)
    target = shell.folder / "Neuf.cpom"

    def type_it():
        form = shell.window.protecting.page.form
        form.password.line.setText(PASSWORD)
        form.open_button.click()
        return form

    shell.window.open_path(path)
    type_it()
    assert "endommagé" in plain(shell.window.home.banner.text.text())
    way(shell.window.home.banner).click()
    title = shell.window.protecting.page.form.title.text()
    if wanted:
        save_to(target, lambda dialog: dialog.open_button.click(), qtbot)
    else:
        when_a_dialog_opens(QDialog.reject)
    type_it()

    assert plain(title) == "Le mot de passe du dossier à sauver"
    if not wanted:
        assert shell.window.centralWidget().currentWidget() is shell.window.home
        return
    workspace = shell.window.view.session.workspace
    assert workspace.path == target
    assert workspace.key is not None
    assert workspace.snapshot.fiches_action
    assert not target.read_bytes().startswith(b"SQLite")
    workshop().waitForDone()
