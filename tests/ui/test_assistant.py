"""The assistant, by its keys: every answer is in the dossier, and nothing is asked twice."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import OptionSoins, Piste, RegimeTarifaire, StatutJuridique
from cpom_desktop.services.operations import UpdateDossier
from tests.outils.fenetre import (
    ALT,
    CONTROL,
    back,
    copy_started,
    fill_disk,
    press,
    shortcut,
    when_a_dialog_opens,
    write,
)

PARTS = ("etablissement", "autorites", "perimetre", "dates", "equipe")
TARGET = "dossier.date_signature"


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_started(shell.folder))
    return shell.window.view


def plain(text):
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def snapshot(shell):
    return shell.window.view.session.snapshot


def fill(view, key, text):
    """Type in a field of the part shown, and leave it by Tab."""
    assert view.part.form.focus(key)
    view.part.form.row(key).editor.selectAll()
    write(text)
    press(Qt.Key.Key_Tab)


def pick(view, key, steps):
    """Go down in a list, with the arrows."""
    assert view.part.form.focus(key)
    for _step in range(steps):
        press(Qt.Key.Key_Down)


def reopen(shell):
    path = shell.window.view.session.workspace.path
    shell.window._leave()
    shell.window.open_path(path)
    return shell.window.view


def test_it_begins_at_the_name_and_alt_arrows_go_through_the_five_parts(view):
    assert QApplication.focusWidget() is view.part.form.row("etablissement.nom").editor
    seen = [view.part.slug]
    for _part in range(4):
        shortcut(Qt.Key.Key_Right, ALT)
        seen.append(view.part.slug)
        assert view.part.isVisible()
        assert view.part.isAncestorOf(QApplication.focusWidget())

    assert tuple(seen) == PARTS
    shortcut(Qt.Key.Key_Left, ALT)
    assert view.part.slug == "dates"


def test_the_establishment_is_stored_as_she_leaves_each_field(view):
    fill(view, "etablissement.nom", "EHPAD L'Églantine d'Été")
    pick(view, "etablissement.statut_juridique", 1)
    fill(view, "etablissement.gestionnaire", "Association Cœur & Âge")
    fill(view, "etablissement.finess_et", "99 000 002 8")
    fill(view, "etablissement.code_postal", "99120")
    fill(view, "etablissement.commune", "Villeneuve-des-Prés")

    stored = view.session.snapshot.etablissement
    assert stored.nom == "EHPAD L'Églantine d'Été"
    assert stored.statut_juridique is next(iter(StatutJuridique))
    assert stored.gestionnaire == "Association Cœur & Âge"
    assert stored.finess_et == "990000028"
    assert (stored.code_postal, stored.departement) == ("99120", "99")
    assert stored.ars == "ARS de démonstration"


def test_the_authorities_are_hers_to_correct_and_the_track_is_told(view):
    view.show_part(1)
    fill(view, "etablissement.ars", "ARS des Cimes")
    pick(view, "etablissement.regime_tarifaire", 1)
    pick(view, "dossier.piste", 1)

    assert view.session.snapshot.etablissement.ars == "ARS des Cimes"
    assert view.session.snapshot.etablissement.regime_tarifaire in set(RegimeTarifaire)
    assert view.session.snapshot.dossier.piste is Piste.NOUVEAU_CPOM
    assert view.part._track.isVisible()


def test_the_places_are_stored_and_added_up(view):
    view.show_part(2)
    fill(view, "capacites.hebergement_permanent.autorisees", "80")
    fill(view, "capacites.hebergement_temporaire.autorisees", "4")
    fill(view, "etablissement.autorise_depuis", "4/1/2017")
    pick(view, "etablissement.option_soins", 1)

    stored = view.session.snapshot
    assert sum(c.autorisees or 0 for c in stored.capacites) == 84
    assert stored.etablissement.autorise_depuis == date(2017, 1, 4)
    assert stored.etablissement.option_soins is next(iter(OptionSoins))
    assert plain(view.part.answer(stored)) == "84 places"


def test_the_dates_are_stored_and_the_start_of_the_work_is_told(view):
    view.session.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    view.show_part(3)
    fill(view, "dossier.contrat_actuel", "CPOM 2022–2026")
    fill(view, TARGET, "15 décembre 2027")
    fill(view, "dossier.date_effet", "1/1/28")
    fill(view, "dossier.duree_annees", "5")

    stored = view.session.snapshot.dossier
    assert (stored.date_signature, stored.date_effet) == (date(2027, 12, 15), date(2028, 1, 1))
    assert stored.contrat_actuel == "CPOM 2022–2026"
    assert "2 février 2027" in plain(view.part._margin.text.text())


def test_the_team_is_named_once_and_counted(view):
    view.show_part(4)
    key = view.part.form.keys()[0]
    fill(view, key, "Claire Morel")

    named = [a.nom for a in view.session.snapshot.acteurs if a.nom]
    assert named == ["Claire Morel"]
    assert plain(view.steps[4].accessibleName()).endswith("1 personne nommée")


def test_a_refused_date_stays_with_its_sentence_also_after_reopening(view, shell):
    view.show_part(3)
    fill(view, TARGET, "31/02/2028")

    def told(shown):
        row = shown.part.form.row(TARGET)
        return row.editor.text(), "31 février" in plain(row.error)

    assert told(view) == ("31/02/2028", True)
    assert view.session.snapshot.dossier.date_signature is None
    again = reopen(shell)
    assert again.part.slug == "dates"
    assert told(again) == ("31/02/2028", True)
    assert again.summary.isVisible()


def test_next_goes_to_the_refused_field_before_the_next_part(view):
    view.show_part(3)
    fill(view, TARGET, "demain peut-être")
    view.next.setFocus()
    press(Qt.Key.Key_Return)

    assert view.part.slug == "dates"
    assert QApplication.focusWidget() is view.part.form.row(TARGET).editor
    fill(view, TARGET, "15/12/2027")
    assert not view.summary.isVisible()
    shortcut(Qt.Key.Key_Right, ALT)
    assert view.part.slug == "equipe"


def test_the_link_of_the_summary_goes_to_the_field(view):
    view.show_part(3)
    fill(view, TARGET, "31/02/2028")
    view.summary.links[0].setFocus()
    press(Qt.Key.Key_Return)

    assert QApplication.focusWidget() is view.part.form.row(TARGET).editor


def test_a_doubt_is_told_and_never_stops(view):
    fill(view, "etablissement.finess_et", "990000029")
    fill(view, "etablissement.siret", "12345")

    row = view.part.form.row("etablissement.finess_et")
    assert row.message.isVisible()
    assert not row.error
    shortcut(Qt.Key.Key_Right, ALT)
    assert view.part.slug == "autorites"


def test_leaving_in_the_middle_of_a_word_keeps_it_and_resumes_at_the_same_part(view, shell):
    view.show_part(1)
    view.part.form.focus("etablissement.ars")
    view.part.form.row("etablissement.ars").editor.selectAll()
    write("ARS des C")
    view.quit.setFocus()
    press(Qt.Key.Key_Return)
    assert shell.window.view is None

    shell.window.open_path(shell.folder / "Les Tilleuls.cpom")

    assert shell.window.view.part.slug == "autorites"
    assert snapshot(shell).etablissement.ars == "ARS des C"


def test_closing_the_window_in_the_middle_of_a_word_keeps_it(view, shell):
    view.part.form.focus("etablissement.commune")
    write("Villen")
    shell.window.close()
    shell.window.open_path(shell.folder / "Les Tilleuls.cpom")

    assert snapshot(shell).etablissement.commune == "Villen"


def test_the_end_asks_for_the_track_first(view):
    view.show_part(4)
    view.next.setFocus()
    press(Qt.Key.Key_Return)

    assert view.part.slug == "autorites"
    assert view.notices.refusal.isVisible()
    assert QApplication.focusWidget() is view.part.form.row("dossier.piste").editor
    press(Qt.Key.Key_Down)
    assert not view.notices.refusal.isVisible()


def test_the_end_goes_back_to_a_refused_date_of_another_part(view):
    view.session.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    view.show_part(3)
    fill(view, TARGET, "31/02/2028")
    view.show_part(4)
    view.next.setFocus()
    press(Qt.Key.Key_Return)

    assert view.part.slug == "dates"
    assert not view.session.snapshot.dossier.assistant_termine


def finish(shell, piste):
    view = shell.window.view
    view.session.run(UpdateDossier(piste=piste, date_signature=date(2027, 12, 15)))
    view.show_part(4)
    view.next.setFocus()
    press(Qt.Key.Key_Return)
    return shell.window.view


def test_the_end_prepares_everything_and_shows_the_plan(view, shell):
    shown = finish(shell, Piste.NOUVEAU_CPOM)

    stored = snapshot(shell)
    counts = (len(stored.tasks), len(stored.raci_activites), len(stored.acteurs))
    assert counts == (40, 32, 28)
    assert shown.page.slug == "retroplanning"
    told = plain(shown.toast.message.text())
    assert "40 tâches, 32 activités et 28 acteurs" in told
    assert shown.topbar.save_state.isVisible()
    assert shell.settings.recents()[0].stage == "Étape 1, lancement"


@pytest.mark.parametrize("piste", list(Piste))
def test_each_track_gets_the_plan_and_the_matrix_that_suit_it(view, shell, piste):
    finish(shell, piste)

    stored = snapshot(shell)
    plan = view.session.content.plan_for(piste)
    assert [t.slug for t in stored.tasks] == [model.slug for model in plan.taches]
    expected = view.session.content.raci.for_plan(plan.slug)
    assert [line.slug for line in stored.raci_activites] == [line.slug for line in expected]
    assert stored.dossier.assistant_termine


def test_an_answer_is_undone_and_redone_inside(view):
    fill(view, "etablissement.commune", "Villeneuve")
    shortcut(Qt.Key.Key_Z, CONTROL)
    assert view.session.snapshot.etablissement.commune == ""
    assert view.part.form.row("etablissement.commune").editor.text() == ""

    shortcut(Qt.Key.Key_Y, CONTROL)
    assert view.session.snapshot.etablissement.commune == "Villeneuve"
    assert view.part.form.row("etablissement.commune").editor.text() == "Villeneuve"


def test_undoing_the_end_comes_back_to_the_assistant_and_redoing_leaves_it(view, shell):
    finish(shell, Piste.NOUVEAU_CPOM)
    shortcut(Qt.Key.Key_Z, CONTROL)

    assert shell.window.view.part.slug == "equipe"
    assert snapshot(shell).tasks == ()
    shortcut(Qt.Key.Key_Y, CONTROL)
    assert shell.window.view.page.isVisible()
    assert len(snapshot(shell).tasks) == 40


def test_a_full_disk_is_told_and_what_is_typed_waits_for_room(view):
    disk = fill_disk(view.session)
    fill(view, "etablissement.commune", "Villeneuve")

    assert "Disque plein" in view.notices.unsaved.text.text()
    assert view.part.form.row("etablissement.commune").editor.text() == "Villeneuve"
    disk.room = True
    view.flush()
    assert view.session.snapshot.etablissement.commune == "Villeneuve"
    assert not view.notices.unsaved.isVisible()


def test_leaving_with_something_unsaved_asks_and_staying_loses_nothing(
    view, shell, qtbot, allow_dialogs
):
    disk = fill_disk(view.session)
    fill(view, "etablissement.commune", "Villeneuve")
    asked = []

    def stay(dialog):
        asked.append(dialog.title.text())
        press(Qt.Key.Key_Escape)

    when_a_dialog_opens(stay)
    view.quit.click()
    back(shell.window, qtbot)

    assert asked
    assert shell.window.view is view
    disk.room = True
    view.quit.click()
    assert shell.window.view is None
    shell.window.open_path(shell.folder / "Les Tilleuls.cpom")
    assert snapshot(shell).etablissement.commune == "Villeneuve"


def test_the_list_of_parts_is_used_by_the_arrows_and_tells_what_is_wrong(view):
    view.show_part(3)
    fill(view, TARGET, "31/02/2028")
    assert plain(view.steps[3].accessibleName()).endswith("1 champ à corriger")

    view.steps[0].setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert view.part.slug == "autorites"


def test_the_guide_follows_the_parts_and_f1_closes_it(view):
    assert view.guide.isVisible()
    shortcut(Qt.Key.Key_F1)
    assert not view.guide.isVisible()
    shortcut(Qt.Key.Key_F1)
    assert view.guide.isVisible()
