"""A protected dossier restored, worked on as a local copy, put back: never plain, never asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import press, when_a_dialog_opens
from tests.outils.proteges import CANARY, PASSWORD, opened_with, protect

pytestmark = pytest.mark.usefixtures("quick_key")


@pytest.fixture
def view(shell, tmp_path):
    """Return the view of a protected dossier that has a backup without the canary."""
    place = tmp_path / "cle"
    place.mkdir()
    path = copy_tilleuls(place)
    with opened(path) as workspace:
        workspace.backups.write(Reason.DEMANDE).verify()
        workspace.run(ops.AddActeur(famille="social", nom=CANARY))
    protect(path)
    shell.window.open_path(path)
    form = shell.window.protecting.page.form
    form.password.line.setText(PASSWORD)
    form.open_button.click()
    return shell.window.view


def names(view):
    return {acteur.nom for acteur in view.session.snapshot.acteurs}


def plain_in(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if CANARY.encode() in path.read_bytes()]


def test_a_backup_put_back_and_taken_back_asks_for_nothing(
    view, shell, qtbot, tmp_path, allow_dialogs
):
    waiting = shell.window.restoration.waiting

    def replace(dialog):
        qtbot.waitUntil(dialog.act.isEnabled)
        dialog.replace.setFocus()
        press(Qt.Key.Key_Space, " ")

    assert CANARY in names(view)
    when_a_dialog_opens(replace)
    shell.window.restore()
    qtbot.waitUntil(lambda: not waiting.busy)
    assert CANARY not in names(shell.window.view)
    assert shell.window.view.session.workspace.key is not None

    shell.window.view.notices.restore_undone.emit()
    qtbot.waitUntil(lambda: not waiting.busy)
    assert CANARY in names(shell.window.view)
    assert plain_in(tmp_path) == []


def test_a_local_copy_and_its_way_back_stay_protected(view, shell, qtbot, tmp_path, monkeypatch):
    original = view.session.workspace.path
    tool = shell.window.local_copy
    tool.start()
    qtbot.waitUntil(lambda: not tool.waiting.busy)
    copy = shell.window.view.session.workspace
    assert copy.path != original
    assert copy.key is not None
    shell.window.view.session.run(ops.UpdateEtablissement(commune="Au retour"))

    monkeypatch.setattr("ui.shell.copie_locale.local_copy.ask", lambda *_asked: True)
    tool.put_back()
    qtbot.waitUntil(lambda: not tool.waiting.busy)
    qtbot.waitUntil(lambda: shell.window.view is not None and not tool.waiting.busy)

    with opened_with(original, read_only=True) as workspace:
        assert workspace.snapshot.etablissement.commune == "Au retour"
    assert plain_in(tmp_path) == []
