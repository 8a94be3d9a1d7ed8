"""A working copy left for something else: the same question as when it is closed, one door."""

from __future__ import annotations

import pytest

from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.copie_locale import answered, commune, type_in, waited, words_of
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import back, choose, when_a_dialog_opens
from ui.kit.worker import workshop

QUESTION = "Remettre votre copie à sa place avant de fermer ?"


@pytest.fixture
def other(shell):
    yield copy_tilleuls(shell.folder, "Autre.cpom")
    workshop().waitForDone()


def path_of(shell):
    return shell.window.view.session.workspace.path


def test_opening_another_dossier_asks_then_puts_it_back(
    shell, qtbot, copied, other, allow_dialogs
):
    type_in(shell, "Ici")
    said = []
    answered(lambda dialog: dialog.action.click(), said)

    assert not shell.window.open_path(other)  # it opens once the copy is back
    waited(shell, qtbot)

    assert said == [QUESTION]
    assert commune(copied) == "Ici"
    assert path_of(shell) == other


def test_declined_the_other_opens_and_the_original_stays(shell, copied, other, allow_dialogs):
    type_in(shell, "Ici")
    said = []
    answered(lambda dialog: dialog.safe.click(), said)

    assert shell.window.open_path(other)

    assert said == [QUESTION]
    assert commune(copied) != "Ici"
    assert path_of(shell) == other


def test_with_nothing_new_nothing_is_asked(shell, copied, other):
    assert shell.window.open_path(other)

    assert path_of(shell) == other


def test_choosing_it_in_the_dialog_of_files_asks_too(shell, qtbot, copied, other, allow_dialogs):
    type_in(shell, "Ici")
    said = []

    def then_asked(dialog):
        answered(lambda question: question.action.click(), said)
        choose(other)(dialog)

    when_a_dialog_opens(then_asked)
    shell.window.choose_dossier()
    waited(shell, qtbot)

    assert said == [QUESTION]
    assert path_of(shell) == other


def test_its_original_opens_once_the_copy_is_in_its_place(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    answered(lambda dialog: dialog.action.click(), [])

    shell.window.open_path(copied)
    waited(shell, qtbot)

    assert path_of(shell) == copied
    assert shell.window.view.session.snapshot.etablissement.commune == "Ici"


def test_creating_one_asks_first_and_giving_up_leaves_her_at_home(
    shell, qtbot, copied, allow_dialogs
):
    type_in(shell, "Ici")
    said = []

    def then_created(dialog):
        answered(lambda made: made.cancel.click(), said)
        dialog.action.click()

    answered(then_created, said)
    shell.window.create_dossier()
    waited(shell, qtbot)

    assert said == [QUESTION, "Créer un dossier"]
    assert commune(copied) == "Ici"
    assert shell.window.view is None
    assert shell.window.centralWidget().currentWidget() is shell.window.home


def test_the_demonstration_asks_too(shell, copied, allow_dialogs):
    type_in(shell, "Ici")
    said = []
    answered(lambda dialog: dialog.safe.click(), said)

    shell.window.open_demonstration()

    assert said == [QUESTION]
    assert path_of(shell) != copied
    workshop().waitForDone()


def test_a_file_that_is_refused_after_it_is_told_on_the_home_page(
    shell, qtbot, copied, allow_dialogs
):
    empty = shell.folder / "vide.cpom"
    empty.write_bytes(b"")
    type_in(shell, "Ici")
    answered(lambda dialog: dialog.action.click(), [])

    shell.window.open_path(empty)
    waited(shell, qtbot)

    assert commune(copied) == "Ici"
    assert shell.window.view is None
    assert "vide" in words_of(shell.window.home.banner.text.text())


def test_a_key_that_is_away_keeps_her_in_the_copy(shell, qtbot, copied, other, allow_dialogs):
    type_in(shell, "Ici")
    copy = path_of(shell)
    copied.parent.rename(copied.parent.with_name("retirée"))
    said = []

    def then_told(dialog):
        answered(lambda told: told.close_button.click(), said)
        dialog.action.click()

    answered(then_told, said)
    shell.window.open_path(other)
    waited(shell, qtbot)

    assert said == [QUESTION, "L'original n'est pas là"]
    assert path_of(shell) == copy


def test_an_original_that_says_the_same_is_asked_about_once(
    shell, qtbot, copied, other, allow_dialogs
):
    type_in(shell, "Ici")
    with opened(copied) as elsewhere:
        elsewhere.run(UpdateEtablissement(commune="Ici"))
    said = []
    answered(lambda dialog: dialog.action.click(), said)

    shell.window.open_path(other)
    waited(shell, qtbot)

    assert said == [QUESTION]
    assert path_of(shell) == other


def test_opening_a_backup_beside_asks_too(shell, qtbot, copied, allow_dialogs):
    shell.window.view.session.copies.back_up()
    workshop().waitForDone()
    type_in(shell, "Ici")
    said = []

    def open_backup(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        answered(lambda question: question.action.click(), said)
        dialog.act.click()

    when_a_dialog_opens(open_backup)
    shell.window.restore()
    waited(shell, qtbot)
    qtbot.waitUntil(lambda: not shell.window.restoration.waiting.busy)

    assert said == [QUESTION]
    assert commune(copied) == "Ici"
    assert shell.window.view.session.read_only
    back(shell.window, qtbot)
