"""Page « Confidentialité »: a person found everywhere, written, erased; contacts; the register."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.confidentialite import MotifEffacement, Rubrique
from cpom_desktop.services.operations import AddActeur, AddEchange, UpdatePoint
from cpom_desktop.services.personne.trouve import Source
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import plain
from ui.models.lines import Heading

LEMAIRE = 17


@pytest.fixture
def page(shell):
    shell.window.open_path(copy_demonstration(shell.folder, "confidentialite.cpom"))
    shell.window.view.show_page("confidentialite")
    return shell.window.view.page


def looked_for(page, qtbot, nom):
    page.personne.name.setText(nom)
    with qtbot.waitSignal(page.personne.model.modelReset, timeout=10_000, raising=False):
        page.personne.ask()
    qtbot.waitUntil(page.personne.search_button.isEnabled, timeout=10_000)
    return page.personne.found


def lines_of(model):
    rows = (model.index(place, 0) for place in range(model.rowCount()))
    return [row.data(Qt.ItemDataRole.UserRole + 1) for row in rows]


def headings(page):
    return [row.label for row in lines_of(page.personne.model) if isinstance(row, Heading)]


def test_the_card_of_a_person_leads_to_all_that_the_dossier_holds(shell, qtbot):
    shell.window.open_path(copy_demonstration(shell.folder, "fiche.cpom"))
    view = shell.window.view
    view.show_page("acteurs", f"acteurs.{LEMAIRE}.nom")

    view.page.card.data_action.trigger()

    assert view.page.slug == "confidentialite"
    tab = view.page.personne
    qtbot.waitUntil(lambda: tab.found is not None, timeout=10_000)
    assert tab.name.text() == "Sophie Lemaire"
    assert headings(view.page) == ["Fiches et liens", "Textes du dossier"]
    assert tab.erase_button.isVisible()


def test_a_line_leads_where_it_is(page, qtbot):
    found = looked_for(page, qtbot, "sophie LEMAIRE")
    place = next(i for i, each in enumerate(found.occurrences) if each.champ == "tasks.2.note")

    page.personne.view.acted.emit(place)

    assert page.window().view.page.slug == "retroplanning"


def test_nobody_is_told_in_words(page, qtbot):
    looked_for(page, qtbot, "Personne Inconnue")

    assert page.personne.summary.text() == "Rien dans ce dossier ne nomme cette personne."
    assert page.personne._stack.currentWidget() is page.personne.absent
    assert page.personne.pdf_button.isVisible()  # the answer to who asked
    assert not page.personne.erase_button.isVisible()
    assert page.window().focusWidget() is page.personne.name


def test_once_erased_the_caret_is_on_the_attestation(page):
    page.personne.show_erased(3)

    assert page.window().focusWidget() is page.personne.attest
    assert "n° 3" in plain(page.personne.done.text.text())


def test_it_is_written_as_pages_and_as_data(page, qtbot):
    found = looked_for(page, qtbot, "Sophie Lemaire")
    asked = []
    page.personne_asked.disconnect()
    page.personne_asked.connect(lambda *what: asked.append(what))

    page.personne.pdf_button.click()
    page.personne.json_button.click()

    assert [kind for _found, kind in asked] == ["pdf", "json"]
    assert asked[0][0] is found


def test_erasing_says_what_it_does_asks_to_be_sure_and_proves_it(page, qtbot):
    window = page.window()
    session = window.view.session
    point = session.snapshot.reunions_points[0].id
    session.run(UpdatePoint(id=point, notes="Sophie Lemaire présente. Mme Lemaire conclut."))
    looked_for(page, qtbot, "Sophie Lemaire")
    page.personne.ask_erase()
    dialog = page.personne.erasing
    assert "pourra plus être annulé" in dialog.text.text()
    assert dialog.safe.isDefault()
    assert not dialog.action.isEnabled()
    dialog.motif.set_value(MotifEffacement.CONSERVATION.value)
    dialog.sure.click()
    assert dialog.action.isEnabled()

    dialog.action.click()

    qtbot.waitUntil(lambda: not window.erasure.waiting.busy, timeout=20_000)
    session, page = window.view.session, window.view.page
    assert page.slug == "confidentialite"
    snapshot = session.snapshot
    (row,) = snapshot.effacements
    assert (row.numero, row.motif) == (1, MotifEffacement.CONSERVATION)
    notes = next(p for p in snapshot.reunions_points if p.id == point).notes
    assert notes.startswith("Personne effacée")
    assert session.undo_titles() == ("", "")
    assert page.personne.done.isVisible()
    assert page.personne.name.text() == ""
    left = looked_for(page, qtbot, "Sophie Lemaire")
    assert not any(each.sure for each in left.occurrences if each.source is Source.TEXTE)


def test_what_she_unticks_stays(page, qtbot):
    looked_for(page, qtbot, "Sophie Lemaire")
    page.personne.ask_erase()
    dialog = page.personne.erasing
    kept = next(
        dialog.list.item(i)
        for i in range(dialog.list.count())
        if dialog.list.item(i).data(Qt.ItemDataRole.UserRole) == "tasks.2.note"
    )
    kept.setCheckState(Qt.CheckState.Unchecked)

    assert dialog.operation().garder == ["tasks.2.note"]
    assert dialog.operation().remplacer == []
    dialog.reject()
    assert page.window().view.session.snapshot.effacements == ()


def test_contacts_with_whom_nothing_happens_are_listed(page):
    session = page.window().view.session
    old = session.run(AddActeur(famille=Famille.SOCIAL, nom="Luc Ancien")).result
    new = session.run(AddActeur(famille=Famille.SOCIAL, nom="Zoé Récente")).result
    for person, year in ((old, 2024), (new, 2027)):
        day = date(year, 3, 1)
        session.run(AddEchange(jour=day, objet="Appel", personnes=[person]))

    page.focus_field("confidentialite.revoir")

    names = [line.first for line in lines_of(page.revoir.model)]
    assert "Luc Ancien" in names
    assert "Zoé Récente" not in names
    assert "31 décembre 2033" in page.revoir.until.text()


def test_the_register_keeps_her_words_and_goes_back_to_ours(page):
    session = page.window().view.session
    page.focus_field("confidentialite.registre")
    key = f"confidentialite.registre.{Rubrique.FINALITE}"
    editor = page.registre.form.row(key).editor
    ours = editor.raw()
    assert ours.startswith("Préparer, négocier")

    editor.set_raw("Piloter notre contrat.")
    editor.edited.emit()
    page.flush()
    assert [row.texte for row in session.snapshot.confidentialite] == ["Piloter notre contrat."]

    editor.set_raw("")
    editor.edited.emit()
    page.flush()
    assert session.snapshot.confidentialite == ()
    page.reload(None, force=True)
    assert editor.raw() == ours


def test_the_yearly_review_leads_here_and_is_said_to_be_done(page, qtbot):
    view = page.window().view
    today = view.session.workspace.today
    view.show_page("echeancier", "echeances.contacts:2027.note")
    line = view.page.panel.line
    assert line.cle == "contacts:2027"
    (link,) = view.page.panel._links

    link.click()

    tab = view.page.revoir
    assert (view.page.slug, view.page.shown) == ("confidentialite", "revoir")
    assert tab.done_button.isVisible()
    assert "31 décembre 2027" in tab.review.text()
    tab.done_button.click()
    said = {row.cle: row.fait_le for row in view.session.snapshot.echeances}
    assert said["contacts:2027"] == today
    assert "31 décembre 2028" in tab.review.text()
    view.undo()
    assert "31 décembre 2027" in tab.review.text()
