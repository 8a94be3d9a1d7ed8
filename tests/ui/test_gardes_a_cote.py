"""The files kept beside a dossier: seen where the copies are listed, opened, deleted, erased."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import UpdateEtablissement
from db.kept_beside import KEPT
from tests.outils.copie_locale import answered, type_in, waited, words_of, working_line
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import nameless, press, when_a_dialog_opens
from ui.kit.worker import workshop
from ui.models.lines import Heading

ASIDE = "{stem} (avant remise en place 2027-03-11 09h00).cpom"
HEADING = "Gardés à côté du dossier"


def put_aside(path, *, commune=""):
    """Write a file beside a dossier, as a put-back leaves it; other than it if told so."""
    aside = path.with_name(ASIDE.format(stem=path.stem))
    shutil.copy(path, aside)
    if commune:
        with opened(aside) as workspace:
            workspace.run(UpdateEtablissement(commune=commune))
    return aside


@pytest.fixture
def dossier(shell):
    yield copy_tilleuls(shell.folder)
    workshop().waitForDone()


@pytest.fixture
def in_dialog(shell, qtbot, allow_dialogs):
    """Return a function: call `act` in the dialog, once a file beside is chosen and read."""

    def call(act):
        done = []

        def answer(dialog):
            qtbot.waitUntil(lambda: bool(dialog._aside))
            dialog.choose(next(iter(dialog._aside)))
            qtbot.waitUntil(lambda: dialog._job is None)
            done.append(act(dialog))
            if dialog.isVisible():
                dialog.reject()

        when_a_dialog_opens(answer)
        shell.window.restore()
        assert done, "no dialog opened"
        qtbot.waitUntil(lambda: not shell.window.restoration.waiting.busy)
        return done[0]

    return call


def rows_of(dialog):
    model = dialog.model
    return [model.index(n, 0).data(Qt.ItemDataRole.UserRole + 1) for n in range(model.rowCount())]


def confirmed(action, said):
    def answer(dialog):
        said.append((words_of(dialog.title.text()), words_of(dialog.text.text())))
        assert dialog.safe.isDefault()
        getattr(dialog, action).click()

    when_a_dialog_opens(answer)


def test_they_are_listed_with_their_date_size_and_place(shell, dossier, in_dialog):
    aside = put_aside(dossier)
    shell.window.open_path(dossier)

    def look(dialog):
        rows = rows_of(dialog)
        headed = [isinstance(row, Heading) and row.label == HEADING for row in rows]
        return (
            [words_of(text) for text in (rows[-1].lead, rows[-1].first, rows[-1].second)],
            headed.index(True) == len(rows) - 2,
            words_of(dialog.text.text()),
            words_of(dialog.file.name.text()),
            nameless(dialog),
        )

    (lead, first, second), last, told, name, unnamed = in_dialog(look)

    assert (lead, first) == ("11 mars", "avant remise en place")
    assert second == "09:00, 2,1 Mo"
    assert last
    assert "1 fichier gardé à côté." in told
    assert name == f"{aside.name}, dans {aside.parent}"
    assert unnamed == []


def test_a_backup_has_no_button_to_delete(shell, dossier, in_dialog):
    put_aside(dossier)
    with opened(dossier) as workspace:
        workspace.back_up()
    shell.window.open_path(dossier)

    def look(dialog):
        shown = dialog.file.delete.isVisible()
        dialog.choose(next(iter(dialog._infos)))
        return shown, dialog.file.isVisible()

    assert in_dialog(look) == (True, False)


@pytest.mark.parametrize("kept", [True, False])
def test_one_is_deleted_by_keyboard_once_told_what_that_loses(shell, dossier, in_dialog, kept):
    aside = put_aside(dossier, commune="" if kept else "Ailleurs")
    shell.window.open_path(dossier)
    said = []

    def delete(dialog):
        confirmed("action", said)
        dialog.list.setFocus()
        press(Qt.Key.Key_Delete)
        return [isinstance(row, Heading) and row.label for row in rows_of(dialog)]

    assert HEADING not in in_dialog(delete)
    assert not aside.exists()
    assert dossier.exists()
    ((title, told),) = said
    assert title == "Supprimer ce fichier gardé à côté ?"
    assert aside.name in told
    assert "jeudi 11 mars 2027 à 09:00" in told
    assert ("aussi dans le dossier" in told) == kept
    assert ("regardez-le d'abord" in told) != kept


def test_declined_nothing_is_deleted(shell, dossier, in_dialog):
    aside = put_aside(dossier)
    shell.window.open_path(dossier)

    def delete(dialog):
        confirmed("safe", [])
        dialog.file.delete.click()

    in_dialog(delete)

    assert aside.exists()


def test_one_that_cannot_be_deleted_is_told_and_stays(shell, dossier, in_dialog):
    aside = put_aside(dossier)
    shell.window.open_path(dossier)
    said = []

    def delete(dialog):
        def then_told(question):
            answered(lambda told: told.close_button.click(), said)
            question.action.click()

        answered(then_told, said)
        dialog.file.delete.click()

    with opened(aside):
        in_dialog(delete)

    assert aside.exists()
    assert said[-1] == "Le fichier n'a pas été supprimé"


def test_what_a_restore_replaced_waits_for_her_word(shell, dossier, in_dialog):
    aside = put_aside(dossier)
    shell.window.open_path(dossier)
    shell.settings.set_restored(dossier, aside)

    def look(dialog):
        dialog._ask_delete()  # the key Suppr
        return dialog.file.delete.isVisible(), words_of(dialog.file.note.text())

    shown, note = in_dialog(look)

    assert not shown
    assert "« C'est le bon »" in note
    assert aside.exists()


def test_a_file_beside_opens_itself_and_none_is_written(shell, dossier, in_dialog):
    aside = put_aside(dossier, commune="Ailleurs")
    shell.window.open_path(dossier)
    before = sorted(dossier.parent.glob("*.cpom"))

    in_dialog(lambda dialog: dialog.act.click())

    assert shell.window.view.session.workspace.path == aside
    assert shell.window.view.session.read_only
    assert sorted(dossier.parent.glob("*.cpom")) == before


def test_those_beside_the_original_are_listed_in_its_copy(shell, copied, in_dialog):
    aside = put_aside(copied)

    found, second = in_dialog(lambda dialog: (list(dialog._aside), rows_of(dialog)[-1].second))

    assert found == [str(aside)]
    assert second.endswith(copied.parent.name)


def test_putting_back_again_and_again_keeps_three_and_says_so(shell, qtbot, copied, allow_dialogs):
    for time in range(KEPT + 1):
        shell.window.view.session.copies.back_up()
        workshop().waitForDone()
        type_in(shell, f"Ici {time}")
        answered(lambda dialog: dialog.action.click(), [])
        working_line(shell).put_back.click()
        waited(shell, qtbot)

    assert len(list(copied.parent.glob("*avant remise en place*"))) == KEPT
    told = words_of(shell.window.view.notices.told.text.text())
    assert "Un plus ancien, dont tout est aussi dans une sauvegarde, a été supprimé." in told


@pytest.mark.parametrize("wanted", [False, True])
def test_erasing_names_them_and_deletes_them_if_she_wants(shell, qtbot, wanted):
    path = copy_demonstration(shell.folder, "effacer.cpom")
    aside = put_aside(path)
    shell.window.open_path(path)
    shell.window.view.show_page("confidentialite")
    page = shell.window.view.page.personne
    page.name.setText("Sophie Lemaire")
    page.ask()
    qtbot.waitUntil(lambda: page.found is not None, timeout=10_000)
    QApplication.processEvents()
    page.ask_erase()
    dialog = page.erasing
    assert not dialog.beside.value()
    assert f"{aside.name} (11 mars 2027)" in words_of(dialog.kept.text())
    if wanted:
        dialog.beside.click()
    dialog.sure.click()
    dialog.action.click()
    qtbot.waitUntil(lambda: not shell.window.erasure.waiting.busy, timeout=20_000)
    assert shell.window.view.session.snapshot.effacements

    assert aside.exists() != wanted


def test_erasing_in_a_working_copy_names_its_original(shell, copied):
    from cpom_desktop.services.personne.effacer import copies_of
    from ui.pages.confidentialite.erasing import elsewhere_words

    copies = copies_of(shell.window.view.session.workspace)

    assert copies.original == copied
    assert str(copied) in words_of(elsewhere_words(copies))
