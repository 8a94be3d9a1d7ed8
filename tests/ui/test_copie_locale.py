"""A dossier of a key or a synced folder: told once, worked on as a copy, put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.copie_locale import (
    ADVICE,
    answered,
    banners,
    commune,
    opened_in,
    rescaled,
    type_in,
    waited,
    words_of,
    working_line,
)
from tests.outils.dossiers import copy_tilleuls, opened, state_of
from tests.outils.fenetre import nameless, press, when_a_dialog_opens

# --- the advice


def test_a_synced_folder_is_told_with_what_to_do(shell, qtbot, synced):
    opened_in(shell, synced)

    (banner,) = banners(shell, ADVICE)
    words = [words_of(button.text()) for button in banner.buttons]
    assert words[:2] == ["Travailler sur une copie locale", "Ne plus le dire ici"]
    assert nameless(banner) == []


def test_a_dossier_of_this_computer_is_told_nothing(shell, qtbot):
    opened_in(shell, copy_tilleuls(shell.folder))

    assert banners(shell, "") == []


def test_put_away_it_is_not_said_again_of_this_dossier(shell, qtbot, synced):
    other = copy_tilleuls(synced.parent, "Autre.cpom")
    opened_in(shell, synced)
    banners(shell, ADVICE)[0].close_button.click()
    opened_in(shell, other)
    assert len(banners(shell, ADVICE)) == 1
    opened_in(shell, synced)

    assert banners(shell, ADVICE) == []


def test_no_more_here_is_for_every_dossier_of_the_folder(shell, qtbot, synced):
    other = copy_tilleuls(synced.parent, "Autre.cpom")
    opened_in(shell, synced)
    banners(shell, ADVICE)[0].silence.click()
    assert banners(shell, ADVICE) == []

    for path in (other, synced):
        opened_in(shell, path)
        assert banners(shell, ADVICE) == []


def test_unanswered_it_is_said_at_the_next_opening(shell, qtbot, synced):
    opened_in(shell, synced)
    shell.window.close_dossier()
    opened_in(shell, synced)

    assert len(banners(shell, ADVICE)) == 1


def menu_of(shell):
    return {
        words_of(action.text()): action
        for action in shell.window.view.sidebar.switcher.menu.actions()
    }


def test_put_away_the_copy_is_still_in_the_menu_and_so_is_the_way_back(shell, qtbot, synced):
    opened_in(shell, synced)
    banners(shell, ADVICE)[0].close_button.click()
    menu_of(shell)["Travailler sur une copie locale"].trigger()
    waited(shell, qtbot)

    assert working_line(shell) is not None
    assert "Travailler sur une copie locale" not in menu_of(shell)
    menu_of(shell)["Remettre la copie en place…"].trigger()
    waited(shell, qtbot)
    assert "déjà à jour" in words_of(shell.window.view.notices.told.text.text())


def test_a_dossier_only_read_has_its_own_banner_and_no_advice(shell, qtbot, synced):
    shell.window.open_path(synced, read_only=True)

    assert banners(shell, ADVICE) == []


def test_another_size_of_text_leaves_one_advice(shell, qtbot, synced, dress):
    opened_in(shell, synced)
    rescaled(shell, qtbot)

    assert len(banners(shell, ADVICE)) == 1


# --- the copy


def test_she_goes_on_in_a_copy_on_this_computer(shell, copied):
    path = shell.window.view.session.workspace.path

    assert path.parent == shell.settings.usual_folder
    assert "OneDrive" not in str(path)
    assert (
        words_of(working_line(shell).label.whole_text)
        == f"Copie de travail de {copied.name}, dans {copied.parent}"
    )
    assert "L'original reste tel" in words_of(shell.window.view.notices.told.text.text())
    assert banners(shell, "") == []
    assert nameless(working_line(shell)) == []


def test_the_line_is_there_at_the_next_opening_and_at_another_size(shell, qtbot, copied):
    path = shell.window.view.session.workspace.path
    shell.window.close_dossier()
    opened_in(shell, path)
    assert working_line(shell) is not None
    rescaled(shell, qtbot)

    assert working_line(shell) is not None


def test_the_original_says_that_it_has_a_copy(shell, qtbot, copied):
    copy = shell.window.view.session.workspace.path
    opened_in(shell, copied)

    (banner,) = banners(shell, "Une copie de travail")
    banner.action.click()
    assert shell.window.view.session.workspace.path == copy


def test_a_copy_that_cannot_be_made_leaves_her_where_she_was(shell, qtbot, synced, allow_dialogs):
    shell.settings.usual_folder.parent.mkdir(parents=True, exist_ok=True)
    shell.settings.usual_folder.write_text("un fichier, pas un répertoire")
    opened_in(shell, synced)
    said = []

    def answer(dialog):
        said.append(words_of(dialog.title.text()))
        dialog.close_button.click()

    when_a_dialog_opens(answer)
    banners(shell, ADVICE)[0].action.click()
    waited(shell, qtbot)

    assert said == ["La copie n'a pas été faite"]
    assert shell.window.view.session.workspace.path == synced


# --- the way back


def test_put_back_by_keyboard_replaces_the_original_and_she_goes_on(
    shell, qtbot, copied, allow_dialogs
):
    type_in(shell, "Ici")
    said = []
    answered(lambda dialog: dialog.action.click(), said)
    working_line(shell).put_back.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Space, " ")
    waited(shell, qtbot)

    assert said == ["Remettre votre copie à la place de l'original ?"]
    assert commune(copied) == "Ici"
    assert len(list(copied.parent.glob("*avant remise en place*"))) == 1
    assert working_line(shell) is not None
    assert "remis en place" in words_of(shell.window.view.notices.told.text.text())


def test_nothing_new_is_told_and_nothing_written(shell, qtbot, copied):
    before = state_of(copied.parent)
    working_line(shell).put_back.click()
    waited(shell, qtbot)

    assert "déjà à jour" in words_of(shell.window.view.notices.told.text.text())
    assert state_of(copied.parent) == before


@pytest.mark.parametrize("replaces", [False, True])
def test_an_original_changed_elsewhere_is_her_choice(
    shell, qtbot, copied, allow_dialogs, replaces
):
    type_in(shell, "Ici")
    with opened(copied) as other:
        other.run(UpdateEtablissement(commune="Ailleurs"))
    said = []

    def answer(dialog):
        assert dialog.both.radio.isChecked()
        assert nameless(dialog) == []
        dialog.over.radio.setChecked(replaces)
        dialog.act.click()

    answered(answer, said)
    working_line(shell).put_back.click()
    waited(shell, qtbot)

    assert said == ["L'original a changé depuis votre copie"]
    assert commune(copied) == ("Ici" if replaces else "Ailleurs")
    others = {commune(path) for path in copied.parent.glob("*(*).cpom")}
    assert others == ({"Ailleurs"} if replaces else {"Ici"})


def test_declining_that_choice_writes_nothing(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    with opened(copied) as other:
        other.run(UpdateEtablissement(commune="Ailleurs"))
    before = state_of(copied.parent)
    answered(lambda dialog: dialog.cancel.click(), [])
    working_line(shell).put_back.click()
    waited(shell, qtbot)

    assert state_of(copied.parent) == before
    assert shell.window.view.session.snapshot.etablissement.commune == "Ici"


def test_a_key_taken_away_is_told_and_she_goes_on(shell, qtbot, copied, allow_dialogs):
    type_in(shell, "Ici")
    copied.parent.rename(copied.parent.with_name("retirée"))
    said = []
    answered(lambda dialog: dialog.close_button.click(), said)
    working_line(shell).put_back.click()
    waited(shell, qtbot)

    assert said == ["L'original n'est pas là"]
    type_in(shell, "Encore")
    assert shell.window.view.session.snapshot.etablissement.commune == "Encore"
