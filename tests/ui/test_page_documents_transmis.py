"""« Marquer comme transmis… »: what was exported goes into the journal, with its slip."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.queries.envois import sendings
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import (
    back,
    plain,
    press,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_journal import last, people
from ui.kit.states import Strip

pytestmark = pytest.mark.usefixtures("allow_dialogs")


@pytest.fixture
def shell(printing_shell):
    return printing_shell


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    shell.window.view.show_page("documents", "documents.acteurs")
    return shell.window.view


def send_to(name):
    def fill(dialog):
        write(name)
        press(Qt.Key.Key_Return)
        dialog.keep.click()

    return fill


def test_what_was_written_is_noted_with_its_imprint_and_a_number(view, qtbot, tmp_path):
    page = view.page
    path = tmp_path / "acteurs.pdf"
    page._saver._choose = lambda _name: path
    with qtbot.waitSignal(page.written, timeout=20_000):
        page.ask_save()
    back(view.window(), qtbot)
    when_a_dialog_opens(send_to("caron"))
    page.transmitting.buttons[0].click()

    noted = last(view.session)
    (envoi,) = [e for e in view.session.snapshot.envois if e.echange_id == noted.id]
    assert plain(noted.objet) == "Cartographie des acteurs, version de travail"
    assert envoi.empreinte == hashlib.sha256(path.read_bytes()).hexdigest()
    assert people(view.session, noted.id) == ["Philippe Caron"]
    assert noted.bordereau == 4
    assert "bordereau n° 4" in plain(view.toast.message.text())
    view.toast.second.click()
    assert view.page.panel.name.whole_text == "Échange du 12 mars 2027"


def sent(view):
    """Return the last sending noted."""
    noted = last(view.session)
    return next(s for s in sendings(view.session.snapshot) if s.envoi.echange_id == noted.id)


def test_what_was_written_is_frozen_with_its_bytes_and_the_dossier(view, qtbot, tmp_path):
    page, path = view.page, tmp_path / "acteurs.pdf"
    page._saver._choose = lambda _name: path
    with qtbot.waitSignal(page.written, timeout=20_000):
        page.ask_save()
    written = path.read_bytes()
    path.write_bytes(b"something else")
    back(view.window(), qtbot)
    when_a_dialog_opens(send_to("caron"))
    page.transmitting.buttons[0].click()

    frozen = sent(view)
    assert view.session.workspace.read_file(frozen.fichier) == written
    assert (frozen.envoi.document, frozen.numero) == ("acteurs", 1)
    assert frozen.envoi.contenu == Documents().contenu(view.session.workspace, "acteurs")
    (version,) = view.session.workspace.versions
    assert plain(version.nom) == "Transmis : Cartographie des acteurs, n° 1, 12 mars 2027"


def test_a_document_that_changed_since_it_was_written_keeps_no_version(view, qtbot, tmp_path):
    page = view.page
    page._saver._choose = lambda _name: tmp_path / "acteurs.pdf"
    with qtbot.waitSignal(page.written, timeout=20_000):
        page.ask_save()
    acteur = view.session.snapshot.acteurs[0]
    view.session.run(UpdateActeur(id=acteur.id, fonction="Une autre fonction"))
    back(view.window(), qtbot)
    told = []

    def look(dialog):
        told.extend(strip.text.text() for strip in dialog.findChildren(Strip))
        send_to("caron")(dialog)

    when_a_dialog_opens(look)
    page.transmitting.buttons[0].click()

    assert "Le dossier a changé depuis" in told[0]
    frozen = sent(view)
    assert frozen.envoi.version_id is None
    assert frozen.fichier is not None
    assert frozen.envoi.contenu != Documents().contenu(view.session.workspace, "acteurs")


def test_a_document_on_paper_is_noted_without_imprint_and_its_pages_are_kept(view, qtbot):
    qtbot.waitUntil(lambda: view.page.preview.paper.count > 0, timeout=20_000)
    when_a_dialog_opens(send_to("delmas"))
    view.page.transmitting.buttons[0].click()

    frozen = sent(view)
    assert frozen.envoi.empreinte == ""
    assert view.session.workspace.read_file(frozen.fichier).startswith(b"%PDF-1.7")
    assert "Cartographie des acteurs" in frozen.fichier.nom
    view.session.undo()
    assert sendings(view.session.snapshot) == ()


def test_a_document_of_a_meeting_stands_for_it_in_the_journal(view):
    view.page.show_document("compte-rendu-copil-1")
    when_a_dialog_opens(send_to("delmas"))
    view.page.transmitting.buttons[0].click()

    noted = last(view.session)
    assert noted.reunion_id is not None
    assert "COPIL n° 1" in plain(noted.objet)


def test_nobody_named_is_told_and_nothing_is_written(view):
    count = len(view.session.snapshot.echanges)
    told = []

    def keep(dialog):
        dialog.keep.click()
        told.append(dialog.error.text())
        dialog.reject()

    when_a_dialog_opens(keep)
    view.page.transmitting.buttons[0].click()

    assert told == ["Dites à qui le document est transmis."]
    assert len(view.session.snapshot.echanges) == count


def test_a_document_that_is_internal_says_so_before_it_leaves(view):
    view.page.show_document("registre-echanges")
    told = []

    def look(dialog):
        told.extend(strip.text.text() for strip in dialog.findChildren(Strip))
        dialog.reject()

    when_a_dialog_opens(look)
    view.page.transmitting.buttons[0].click()

    assert "sortir de l’établissement" in told[0]


def test_where_the_text_is_large_the_button_is_an_icon(view, dress):
    words, icon = view.page.transmitting.buttons
    assert words.isVisible()
    assert not icon.isVisible()
    dress(scale=2.0)
    view.page.transmitting.fit()

    assert icon.isVisible()
    assert not words.isVisible()
    assert icon.accessibleName() == "Marquer comme transmis…"


def test_the_questions_fit_the_window_where_the_text_is_large(view, dress):
    dress(scale=2.0)
    sizes = []

    def look(dialog):
        dialog.keep.click()
        sizes.append((dialog.height(), dialog.error.isVisible()))
        dialog.reject()

    when_a_dialog_opens(look)
    view.page.transmitting.buttons[1].click()

    ((height, told),) = sizes
    assert height <= view.window().height()
    assert told
