"""« Ce qui a été transmis »: each sending, what became of the document, and what changed since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.envois import sendings
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import plain, press, when_a_dialog_opens
from ui.pages.documents.changes import ChangesDialog
from ui.pages.documents.register import RegisterDialog

pytestmark = pytest.mark.usefixtures("allow_dialogs")
DAY = date(2027, 3, 12)


@pytest.fixture
def shell(printing_shell):
    return printing_shell


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    shell.window.view.show_page("documents", "documents.annuaire")
    return shell.window.view


def send(view, document="annuaire", titre="Annuaire", **changes):
    """Note a sending as the dialog does; return it."""
    session = view.session
    values = {
        "jour": DAY,
        "titre": titre,
        "noms": ["Anne Delmas"],
        "document": document,
        "contenu": Documents().contenu(session.workspace, document),
        "fichier": ops.FichierLu(nom=f"{document}.pdf", contenu=b"%PDF-1.7"),
    }
    noted = session.run(ops.TransmitDocument(**(values | changes))).result
    return next(s for s in sendings(session.snapshot) if s.envoi.echange_id == noted)


def rename_someone(view):
    acteur = next(a for a in view.session.snapshot.acteurs if a.nom)
    view.session.run(ops.UpdateActeur(id=acteur.id, telephone="0611223344"))


def pills(dialog):
    return [plain(line.pill.word) for line in dialog.model.lines()]


def open_register(view, see):
    """Open the register, do something there, and close what is still open."""

    def act(dialog):
        assert isinstance(dialog, RegisterDialog)
        try:
            see(dialog)
        finally:
            dialog.close()

    when_a_dialog_opens(act)
    view.page.list.sent_button.click()


def waited(dialog, qtbot):
    qtbot.waitUntil(lambda: "…" not in pills(dialog), timeout=20_000)


def test_an_empty_register_says_what_it_is_for(view):
    def see(dialog):
        assert dialog.states.currentWidget() is dialog.nothing
        assert not dialog.print_button.isVisibleTo(dialog)

    open_register(view, see)


def test_each_sending_says_whether_the_document_changed_since(view, qtbot):
    send(view, "raci", "Matrice RACI")
    send(view)
    rename_someone(view)
    send(view)

    def see(dialog):
        waited(dialog, qtbot)
        assert [h.label for h in dialog.model.headings()] == ["Annuaire", "Matrice RACI"]
        assert [plain(line.first) for line in dialog.model.lines()] == [
            "N° 2, 12 mars 2027",
            "N° 1, 12 mars 2027",
            "N° 1, 12 mars 2027",
        ]
        assert pills(dialog) == ["Inchangé", "Modifié", "Inchangé"]
        assert "Le document dit la même chose" in plain(dialog.detail.text())

    open_register(view, see)


def test_what_only_time_changed_is_no_change(view, qtbot):
    send(view, contenu="ab" * 32)

    def see(dialog):
        waited(dialog, qtbot)
        assert pills(dialog) == ["Inchangé"]

    open_register(view, see)


def test_what_changed_is_told_in_words_for_what_the_document_reads(view, qtbot):
    send(view)
    rename_someone(view)
    etape = view.session.snapshot.etapes[0]
    view.session.run(ops.UpdateEtape(id=etape.id, libelle="Une autre étape"))
    told = []

    def look(dialog):
        assert isinstance(dialog, ChangesDialog)
        told.extend(plain(d.sentence) for d in dialog.card.differences())
        dialog.save_button.click()

    def see(dialog):
        waited(dialog, qtbot)
        when_a_dialog_opens(look)
        press(Qt.Key.Key_Return)

    asked = []
    view.page.comparison_asked.disconnect()
    view.page.comparison_asked.connect(asked.append)
    open_register(view, see)

    assert any("06 11 22 33 44" in sentence for sentence in told)
    assert not any("Une autre étape" in sentence for sentence in told)
    assert len(asked[0].differences) == len(told)


def test_a_version_deleted_is_told_and_the_document_stays(view, qtbot):
    sent = send(view)
    view.session.workspace.delete_version(sent.envoi.version_id)

    def see(dialog):
        waited(dialog, qtbot)
        dialog.changes_button.click()
        assert "a été supprimée" in plain(dialog.detail.text())
        assert dialog.open_button.isEnabled()

    open_register(view, see)


def test_a_document_that_is_gone_is_compared_whole(view, qtbot):
    fiche = view.session.snapshot.fiches_action[-1]
    send(view, f"fiche-action-{fiche.numero}", "Fiche action")
    view.session.run(ops.DeleteFichesAction(ids=[fiche.id]))

    def see(dialog):
        waited(dialog, qtbot)
        assert pills(dialog) == ["Disparu"]

    open_register(view, see)


def test_the_document_that_was_sent_is_opened_as_it_was(view, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "ui.kit.outside.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()) or True,
    )
    send(view)
    view.session.set_resume("fichiers_ouverts", "oui")

    def see(dialog):
        waited(dialog, qtbot)
        dialog.open_button.click()

    open_register(view, see)

    (path,) = opened
    assert Path(path).read_bytes() == b"%PDF-1.7"


def test_a_sending_without_a_file_opens_none_and_says_why(view, qtbot):
    send(view, fichier=None)

    def see(dialog):
        waited(dialog, qtbot)
        assert not dialog.open_button.isEnabled()
        assert "Aucun fichier" in plain(dialog.open_button.toolTip())

    open_register(view, see)


def test_the_exchange_and_the_printed_register_are_one_gesture_away(view, qtbot):
    sent = send(view)
    open_register(view, lambda dialog: dialog.print_button.click())
    assert view.page.document == "registre-envois"

    open_register(view, lambda dialog: dialog.exchange_button.click())
    assert view.page.slug == "journal"
    assert view.page.panel.echange.id == sent.envoi.echange_id


def test_the_document_shown_tells_its_last_sending_in_a_line(view, qtbot):
    line = view.page.transmitting.line
    assert not line.isVisibleTo(view.page)
    sent = send(view)
    qtbot.waitUntil(lambda: "inchangé depuis" in line.words, timeout=20_000)
    assert plain(line.words) == (
        "Transmis le 12 mars 2027 (n° 1), à Anne Delmas ; inchangé depuis"
    )
    rename_someone(view)
    qtbot.waitUntil(lambda: "modifié depuis" in line.words, timeout=20_000)
    chosen = []

    def look(dialog):
        chosen.append(dialog.sending)
        dialog.close()

    when_a_dialog_opens(look)
    line.click()

    assert [each.envoi.id for each in chosen] == [sent.envoi.id]


def test_the_register_opens_on_a_sending_named_elsewhere(view, qtbot):
    first = send(view)
    send(view)
    view.show_page("journal")
    found = []

    def look(dialog):
        found.append(dialog.sending.envoi.id)
        dialog.close()

    when_a_dialog_opens(look)
    view.show_page("documents", f"envois.{first.envoi.id}")
    qtbot.waitUntil(lambda: bool(found))

    assert found == [first.envoi.id]


def test_the_journal_leads_to_what_was_sent(view, qtbot):
    sent = send(view)
    view.show_page("journal", f"echanges.{sent.envoi.echange_id}")
    panel = view.page.panel
    assert panel.sent_action.isVisible()
    found = []

    def look(dialog):
        found.append(dialog.sending.envoi.id)
        dialog.close()

    when_a_dialog_opens(look)
    panel.sent_action.trigger()
    qtbot.waitUntil(lambda: bool(found))

    assert found == [sent.envoi.id]
    other = next(e for e in view.session.snapshot.echanges if e.id != sent.envoi.echange_id)
    panel.show_echange(other.id)
    assert not panel.sent_action.isVisible()


def test_deleting_a_version_says_which_sendings_need_it(view):
    first = send(view)
    for _more in range(3):
        send(view)
    view.show_page("historique")
    versions = view.page.versions
    versions.reload()
    versions._ask_delete(first.envoi.version_id)
    told = plain(versions.question.text.text())
    versions.question.reject()

    assert "4 envois en ont besoin" in told
    assert "Annuaire, n° 4, transmis le 12 mars 2027" in told
    assert "et 2 autres" in told
    assert [info.id for info in view.session.workspace.versions] == [first.envoi.version_id]


def test_a_dossier_that_is_only_read_shows_what_was_sent(view, qtbot, monkeypatch):
    send(view)
    monkeypatch.setattr(type(view.session), "read_only", property(lambda _self: True))

    def see(dialog):
        waited(dialog, qtbot)
        assert pills(dialog) == ["Inchangé"]
        assert dialog.changes_button.isEnabled()

    open_register(view, see)
