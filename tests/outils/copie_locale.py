"""The window on a dossier of a synced folder, and on its working copy: what the tests do there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import plain, when_a_dialog_opens
from ui.kit.worker import workshop
from ui.shell.copie_locale.banner import PlaceBanner
from ui.shell.copie_locale.line import WorkingLine

ADVICE = "service en ligne"
VERSIONS = "laissée par un service"


def synced_dossier(folder):
    """Write a dossier in a folder that OneDrive copies; return its path."""
    place = folder / "OneDrive - EHPAD"
    place.mkdir()
    return copy_tilleuls(place)


def go_to_copy(shell, qtbot, path):
    """Open a dossier and go to a working copy of it."""
    opened_in(shell, path)
    banners(shell, ADVICE)[0].action.click()
    waited(shell, qtbot)


def words_of(text):
    """Return a text with the apostrophes of a keyboard."""
    return plain(text).replace("’", "'")


def banners(shell, words):
    """Return the banners of the open view that say something."""
    found = shell.window.view.notices.widget.findChildren(PlaceBanner)
    return [each for each in found if not each.isHidden() and words in words_of(each.text.text())]


def opened_in(shell, path):
    assert shell.window.open_path(path)
    workshop().waitForDone()
    shell.window.complete()
    QApplication.processEvents()


def waited(shell, qtbot):
    """Wait for what is done in the worker, and for what it shows."""
    qtbot.waitUntil(lambda: not shell.window.local_copy.waiting.busy)
    shell.window.complete()
    QApplication.processEvents()


def rescaled(shell, qtbot):
    view = shell.window.view
    shell.settings.set_text_scale(1.5)
    qtbot.waitUntil(lambda: shell.window.view is not view)
    QApplication.processEvents()


def working_line(shell):
    found = shell.window.view.notices.widget.findChildren(WorkingLine)
    return next((line for line in found if not line.isHidden()), None)


def commune(path):
    with opened(path, read_only=True) as workspace:
        return workspace.snapshot.etablissement.commune


def type_in(shell, words):
    shell.window.view.session.run(UpdateEtablissement(commune=words))


def answered(answer, said):
    def act(dialog):
        said.append(words_of(dialog.title.text()))
        answer(dialog)

    when_a_dialog_opens(act)
