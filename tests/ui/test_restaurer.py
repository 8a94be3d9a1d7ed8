"""A backup looked at, opened beside, put in the place of the dossier, and back."""

from __future__ import annotations

import shutil
import struct

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.bootstrap import restorer
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from tests.outils.dossiers import copy_tilleuls, frozen_clock, opened, patched
from tests.outils.fenetre import back, choose, nameless, plain, press, when_a_dialog_opens
from ui.kit.worker import workshop
from ui.shell.restaurer.dialog import RestoreDialog
from ui.shell.restaurer.target import Target

FIRST, THEN = "EHPAD Les Tilleuls", "EHPAD Les Érables"


def name_in(path):
    with opened(path, read_only=True) as workspace:
        return workspace.snapshot.etablissement.nom


@pytest.fixture
def kept(tmp_path):
    """Write a dossier that has a backup of its former name; return its path."""
    path = copy_tilleuls(tmp_path)
    with opened(path) as workspace:
        workspace.back_up(Reason.DEMANDE)
        workspace.run(ops.UpdateEtablissement(nom=THEN))
        workspace.run(ops.AddActeur(famille=next(iter(Famille)), nom="Anne Petit"))
    return path


@pytest.fixture
def view(shell, kept):
    """Return the view of that dossier, open in the window."""
    shell.window.open_path(kept)
    yield shell.window.view
    workshop().waitForDone()


def waited(shell, qtbot):
    """Wait for what is done in the worker, and for what it shows."""
    qtbot.waitUntil(lambda: not shell.window.restoration.waiting.busy)


@pytest.fixture
def ask(qtbot, allow_dialogs):
    """Return a function: open the dialog from the menu, call `act` once the copy is read."""

    def ask_then(shell, act, start=None):
        said = []

        def answer(dialog):
            qtbot.waitUntil(dialog.act.isEnabled)
            said.append(act(dialog))

        when_a_dialog_opens(answer)
        (start or shell.window.restore)()
        assert said, "no dialog opened"
        waited(shell, qtbot)
        return said[0]

    return ask_then


def replace(dialog):
    assert plain(dialog.replace.text()).startswith("Remplacer le ")
    dialog.replace.setFocus()
    press(Qt.Key.Key_Space, " ")


def test_three_clicks_restore_and_one_takes_it_back(view, shell, qtbot, allow_dialogs):
    """D16: the menu, « Restaurer une copie… », « Remplacer le dossier »; each press is a click."""
    clicks = []

    def click(widget, where):
        clicks.append(plain(widget.accessibleName() or widget.text()))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def take(menu):
        action = next(a for a in menu.actions() if plain(a.text()) == "Restaurer une copie…")
        clicks.append(plain(action.text()))
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    def confirm(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        click(dialog.replace, dialog.replace.rect().center())

    when_a_dialog_opens(confirm)
    switcher = view.sidebar.switcher
    click(switcher, switcher.rect().center())
    take(switcher.menu)
    waited(shell, qtbot)

    assert len(clicks) == 3
    assert shell.window.view.session.snapshot.etablissement.nom == FIRST
    undo = shell.window.view.notices.restored.buttons[0]
    click(undo, undo.rect().center())
    waited(shell, qtbot)
    assert shell.window.view.session.snapshot.etablissement.nom == THEN


def test_the_menu_of_the_dossier_leads_there(view):
    words = [plain(action.text()) for action in view.sidebar.switcher.menu.actions()]

    assert "Restaurer une copie…" in words


def test_the_dialog_tells_what_the_copy_holds_and_what_replacing_loses(view, shell, ask):
    def look(dialog):
        labels = dialog.preview.table.findChildren(type(dialog.preview.state))
        told = (
            plain(dialog.text.text()),
            plain(dialog.preview.state.text()),
            [plain(label.text()) for label in labels if label.text()],
            plain(dialog.preview.losses.text.text()),
            (plain(dialog.beside_note.text()), plain(dialog.replace_note.text())),
            dialog.act.isDefault(),
            nameless(dialog),
        )
        dialog.reject()
        return told

    text, state, cells, losses, notes, default, unnamed = ask(shell, look)

    assert "1 copie sur cet ordinateur" in text
    assert state.startswith("Copie saine, vendredi 12 mars 2027 à 14:32")
    assert cells[:3] == ["Ce que contient la copie", "À 14:32", "Maintenant"]
    rank = cells.index("Acteurs")
    assert int(cells[rank + 2]) == int(cells[rank + 1]) + 1
    assert losses.splitlines() == [
        "Ce que vous perdriez en remplaçant :",
        f"– Établissement, nom de l’établissement : « {FIRST} » devient « {THEN} ».",
        "– Acteur ajouté : Anne Petit.",
    ]
    becomes = "Remplacer le dossier : il redevient celui du vendredi 12 mars 2027 à 14:32."
    assert notes == (
        "Ouvrir la copie : en lecture seule, à côté. Rien n’est remplacé.",
        f"{becomes} L’état de maintenant est d’abord gardé à côté : cela s’annule.",
    )
    assert default
    assert unnamed == []
    assert view.session.snapshot.etablissement.nom == THEN


def test_enter_opens_the_copy_beside_and_replaces_nothing(view, shell, kept, ask):
    ask(shell, lambda dialog: dialog.act.click())

    now = shell.window.view.session
    assert now.read_only
    assert now.workspace.path.parent == kept.parent
    assert now.workspace.path != kept
    assert now.snapshot.etablissement.nom == FIRST
    assert name_in(kept) == THEN


def test_replacing_puts_the_copy_in_the_place_and_says_so(view, shell, kept, ask):
    ask(shell, replace)

    now = shell.window.view
    assert now.session.workspace.path == kept
    assert now.session.snapshot.etablissement.nom == FIRST
    assert now.notices.restored.isVisible()
    assert now.session.workspace.backups.held
    aside = shell.settings.restored(kept)
    assert name_in(aside) == THEN
    assert "avant-restauration" in now.session.workspace.backups.list()[0].path.name


def test_a_restore_is_undone_in_one_press(view, shell, kept, ask, qtbot):
    ask(shell, replace)
    back(shell.window, qtbot)
    button = shell.window.view.notices.restored.buttons[0]
    assert plain(button.text()) == "Annuler la restauration"

    button.setFocus()
    press(Qt.Key.Key_Return)
    waited(shell, qtbot)

    now = shell.window.view
    assert now.session.snapshot.etablissement.nom == THEN
    assert not now.session.workspace.backups.held
    assert shell.settings.restored(kept) is None
    assert "Restauration annulée" in plain(now.notices.told.text.text())


def test_the_right_one_lets_backups_be_thinned_again(view, shell, kept, ask):
    ask(shell, replace)
    banner = shell.window.view.notices.restored

    banner.buttons[1].click()

    assert not banner.isVisible()
    assert not shell.window.view.session.workspace.backups.held
    assert shell.settings.restored(kept) is None


def test_the_way_back_is_still_offered_at_the_next_opening(view, shell, kept, ask):
    ask(shell, replace)

    shell.window.close_dossier()
    shell.window.open_path(kept)

    assert shell.window.view.notices.restored.isVisible()


def test_what_cannot_be_replaced_is_left_and_told(view, shell, kept, ask, monkeypatch):
    refused = []
    monkeypatch.setattr(
        "ui.shell.restaurer.restoration.inform", lambda *args, **_: refused.append(plain(args[2]))
    )

    def spoil_then_replace(dialog):
        patched(dialog.info.path, 8192, b"\xff" * 40_000)
        replace(dialog)

    ask(shell, spoil_then_replace)

    assert len(refused) == 1
    assert shell.window.view.session.snapshot.etablissement.nom == THEN
    assert shell.settings.restored(kept) is None


def test_a_damaged_copy_cannot_be_chosen(view, shell, qtbot, allow_dialogs):
    info = view.session.workspace.backups.list()[0]
    patched(info.path, 8192, b"\xff" * 40_000)
    told = []

    def look(dialog):
        qtbot.waitUntil(lambda: "Choisissez une autre copie" in dialog.preview.state.text())
        told.append(dialog.act.isEnabled())
        dialog.reject()

    when_a_dialog_opens(look)
    shell.window.restore()

    assert told == [False]


def test_a_damaged_dossier_offers_its_copies_from_the_home_page(shell, kept, ask):
    patched(kept, 8192, b"\xff" * 40_000)
    assert not shell.window.open_path(kept)
    button = shell.window.home.banner.buttons[0]
    assert plain(button.text()) == "Ouvrir la dernière copie de sécurité…"

    def press_button():
        button.setFocus()
        press(Qt.Key.Key_Return)

    ask(shell, replace, press_button)

    assert shell.window.view.session.snapshot.etablissement.nom == FIRST
    assert shell.window.view.session.workspace.path == kept
    workshop().waitForDone()


def test_a_refusal_without_copies_offers_none(shell, tmp_path):
    path = tmp_path / "vide.cpom"
    path.write_bytes(b"")
    shell.window.open_path(path)

    words = [plain(button.text()) for button in shell.window.home.banner.buttons]
    assert words[0] == "Choisir un autre fichier…"
    assert not any("copie" in word for word in words)


def dialog_for(shell, path, **options):
    with opened(path, read_only=True) as workspace:
        now = {"snapshot": workspace.snapshot, "content": workspace.content}
    target = Target(path=path, name="Les Tilleuls", **now, **options)
    made = RestoreDialog(
        restorer(clock=frozen_clock), target, frozen_clock().replace(tzinfo=None), shell.window
    )
    made.show()
    return made


def test_a_dossier_that_is_only_read_may_not_be_replaced(shell, kept, qtbot):
    dialog = dialog_for(shell, kept, read_only=True)
    qtbot.waitUntil(dialog.act.isEnabled)

    assert not dialog.replace.isEnabled()
    assert "il ne peut pas être remplacé" in plain(dialog.replace_note.text())
    dialog.reject()
    dialog.deleteLater()


def test_without_any_copy_she_may_look_for_one_elsewhere(shell, tmp_path, qtbot, allow_dialogs):
    path = copy_tilleuls(tmp_path)
    key = tmp_path / "clé"
    key.mkdir()
    elsewhere = copy_tilleuls(key, "Sauvé.cpom")
    dialog = dialog_for(shell, path)
    assert dialog.empty.isVisible()
    assert not dialog.act.isEnabled()

    when_a_dialog_opens(choose(elsewhere))
    dialog.search.click()
    qtbot.waitUntil(dialog.act.isEnabled)

    assert dialog.info.path == elsewhere
    assert (
        plain(dialog.preview.losses.text.text()) == "Cette copie est identique au dossier actuel."
    )
    dialog.reject()
    dialog.deleteLater()


@pytest.mark.parametrize("theme", ["clair", "sombre"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_dialog_holds_in_the_smallest_screen(shell, kept, qtbot, dress, theme, scale):
    dress(scale, theme)
    dialog = dialog_for(shell, kept)
    qtbot.waitUntil(dialog.act.isEnabled)
    QApplication.processEvents()

    assert dialog.width() <= shell.window.width()
    assert dialog.height() <= shell.window.height()
    dialog.reject()
    dialog.deleteLater()


def test_many_losses_are_counted_by_page_and_told_one_by_one_when_asked(view, shell, ask):
    for n in range(13):
        view.session.run(ops.AddActeur(famille="social", nom=f"Personne {n}"))

    def look(dialog):
        counted = plain(dialog.preview.losses.text.text())
        dialog.preview.more.setFocus()
        press(Qt.Key.Key_Space, " ")
        told = plain(dialog.preview.losses.text.text())
        dialog.preview.more.click()
        again = plain(dialog.preview.losses.text.text())
        dialog.reject()
        return counted, told, again

    counted, told, again = ask(shell, look)

    assert "– Acteurs : 14 ajouts" in counted
    assert "– Acteur ajouté : Personne 12." in told
    assert again == counted


def test_a_copy_of_another_file_is_never_offered_silently(view, shell, qtbot, allow_dialogs):
    mine = view.session.workspace.path
    other = shell.folder / "Copie.cpom"
    shutil.copy(mine, other)
    with opened(other) as workspace:
        workspace.run(ops.UpdateEtablissement(commune="Ailleurs"))
        workspace.back_up()
    told = []

    def look(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        lines = [(line.first, plain(line.second)) for line in dialog.model.lines()]
        told.append((lines, dialog.info.origin, dialog.preview.foreign.isVisible()))
        theirs = next(key for key, info in dialog._infos.items() if info.origin)
        dialog.choose(theirs)
        told.append(plain(dialog.preview.foreign.text.text()))
        dialog.reject()

    when_a_dialog_opens(look)
    shell.window.restore()

    lines, origin, warned = told[0]
    assert (origin, warned) == (None, False)
    assert ("automatique", f"faite pour « Copie.cpom », dans {shell.folder.name}") in lines
    assert told[1].startswith("Cette copie a été faite pour « Copie.cpom »")


def test_a_dossier_of_a_newer_version_offers_its_last_copy_and_stays_as_it_is(shell, kept, ask):
    patched(kept, 60, struct.pack(">I", 99))
    before = kept.read_bytes()
    assert not shell.window.open_path(kept)
    banner = shell.window.home.banner
    (offered,) = (each for each in banner.buttons if "copie de sécurité" in each.text())

    ask(shell, lambda dialog: dialog.act.click(), offered.click)

    assert "version plus récente" in plain(banner.text.text())
    assert shell.window.view.session.read_only
    assert shell.window.view.session.snapshot.etablissement.nom == FIRST
    assert kept.read_bytes() == before
