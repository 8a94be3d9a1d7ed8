"""A working copy when it is closed, protected, or when a service left other versions."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.operations import UpdateEtablissement
from cpom_desktop.services.protection import Secret
from cpom_desktop.services.workspace import Workspace
from tests.outils.copie_locale import (
    ADVICE,
    VERSIONS,
    answered,
    banners,
    commune,
    opened_in,
    type_in,
    waited,
    words_of,
    working_line,
)
from tests.outils.dossiers import opened
from tests.outils.fenetre import when_a_dialog_opens
from tests.outils.proteges import PASSWORD, open_with, opened_with, protect

# --- closing


def test_closing_proposes_it_once_and_may_be_declined(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    copy = shell.window.view.session.workspace.path
    said = []
    answered(lambda dialog: dialog.safe.click(), said)
    shell.window._leave()
    assert said == ["Remettre votre copie à sa place avant de fermer ?"]
    assert shell.window.view is None
    assert commune(copied) != "Ici"

    opened_in(shell, copy)
    shell.window._leave()  # the same state: nothing is asked, no dialog opens

    assert shell.window.view is None


def test_closing_puts_it_back_then_closes(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    answered(lambda dialog: dialog.action.click(), [])
    shell.window.close()
    qtbot.waitUntil(lambda: not shell.window.isVisible())

    assert shell.window.view is None
    assert commune(copied) == "Ici"


def test_closing_without_anything_new_asks_nothing(shell, copied):
    shell.window._leave()

    assert shell.window.view is None


def test_closing_while_the_key_is_away_keeps_the_window(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    copied.parent.rename(copied.parent.with_name("retirée"))
    said = []

    def then_told(dialog):
        answered(lambda told: told.close_button.click(), said)
        dialog.action.click()

    answered(then_told, said)
    shell.window._leave()
    waited(shell, qtbot)

    assert said[-1] == "L'original n'est pas là"
    assert shell.window.view is not None
    answered(lambda dialog: dialog.safe.click(), said)
    shell.window._leave()
    assert shell.window.view is None


def test_the_end_of_the_system_session_asks_nothing(shell, copied, monkeypatch):
    type_in(shell, "Ici")
    monkeypatch.setattr(QApplication, "isSavingSession", lambda _app: True)
    shell.window._leave()

    assert shell.window.view is None
    assert commune(copied) != "Ici"


def test_a_copy_whose_file_does_not_answer_closes_without_a_question(shell, copied, monkeypatch):
    type_in(shell, "Ici")

    def unread(_workspace):
        raise ErreurStockage("lecture", "Le dossier ne se lit pas.")

    monkeypatch.setattr(Workspace, "content_mark", unread)

    assert shell.window.local_copy.may_leave(shell.window._leave)


# --- versions left by a service


def test_versions_left_beside_are_told_and_compared(shell, qtbot, synced, allow_dialogs):
    other = synced.with_name("Les Tilleuls-PC-de-Marie.cpom")
    shutil.copy(synced, other)
    with opened(other) as workspace:
        workspace.run(UpdateEtablissement(nom="EHPAD Les Érables"))
    opened_in(shell, synced)
    qtbot.waitUntil(lambda: bool(banners(shell, VERSIONS)))
    (banner,) = banners(shell, VERSIONS)
    assert other.name in banner.text.text()
    assert banners(shell, ADVICE) == []  # one thing at a time
    seen = []

    def look(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        seen.append((dialog.info.path, words_of(dialog.preview.losses.text.text())))
        dialog.reject()

    when_a_dialog_opens(look)
    banner.action.click()

    ((path, losses),) = seen
    assert Path(path) == other
    assert "Les Érables" in losses
    assert other.exists()
    banner.close_button.click()
    assert len(banners(shell, ADVICE)) == 1


def test_those_left_beside_the_original_are_told_in_its_copy(shell, qtbot, copied):
    shutil.copy(copied, copied.with_name("Les Tilleuls-PC-de-Marie.cpom"))
    copy = shell.window.view.session.workspace.path
    shell.window.close_dossier()
    opened_in(shell, copy)

    qtbot.waitUntil(lambda: bool(banners(shell, VERSIONS)))
    assert copied.parent.name in words_of(banners(shell, VERSIONS)[0].text.text())


def test_a_copy_that_is_only_read_has_no_way_back(shell, copied):
    path = shell.window.view.session.workspace.path
    shell.window.close_dossier()
    shell.window.open_path(path, read_only=True)

    assert working_line(shell) is None


# --- a protected dossier


def test_a_protected_dossier_is_copied_and_put_back_under_its_password(
    shell, qtbot, synced, allow_dialogs
):
    protect(synced)
    shell.window.replace_dossier(open_with(synced, Secret(PASSWORD)))
    shell.window.complete()
    shell.window.local_copy.start()
    waited(shell, qtbot)
    copy = shell.window.view.session.workspace.path
    assert copy != synced
    type_in(shell, "Ici")

    answered(lambda dialog: dialog.action.click(), [])
    working_line(shell).put_back.click()
    waited(shell, qtbot)

    assert shell.window.view.session.workspace.path == copy
    shell.window.close_dossier()
    for path in (synced, copy):
        assert not path.read_bytes().startswith(b"SQLite")
        with opened_with(path) as workspace:
            assert workspace.snapshot.etablissement.commune == "Ici"
