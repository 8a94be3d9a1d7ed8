"""The page Établissement, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from cpom_desktop.domain.dossier import Piste, RegimeTarifaire, StatutJuridique, TypeCapacite
from cpom_desktop.services.operations import UpdateCapacite, UpdateDossier, UpdateEtablissement
from tests.outils.dossiers import opened
from tests.outils.fenetre import nameless, plain, press, type_in, write
from ui.kit.labels import SafeLabel
from ui.pages.etablissement import EtablissementPage
from ui.session import Session
from ui.theme.theme import px


@pytest.fixture
def page(started, open_page):
    return open_page(EtablissementPage, started)


def rows(page):
    keys = page.form.keys()
    return [page.form.row(key) for key in keys]


def text_of(page, key):
    return page.form.row(key).editor.text().replace("\u00a0", " ")


def shown_doubts(page):
    strips = [s for area, _champs in page._doubts for s in area.strips if not s.isHidden()]
    return [s for s in strips if not s.parentWidget().isHidden()]


def test_a_finess_number_is_stored_bare_and_shown_in_groups(page, ws):
    type_in(page, "etablissement.finess_et", "99 000 0028")
    assert ws.snapshot.etablissement.finess_et == "990000028"
    assert text_of(page, "etablissement.finess_et") == "99 000 002 8"


def test_a_right_key_is_ticked_and_raises_no_doubt(page):
    type_in(page, "etablissement.finess_et", "990000028")
    assert page.form.row("etablissement.finess_et").editor.property("etat") == "correct"
    assert shown_doubts(page) == []


def test_a_wrong_key_is_kept_and_doubted(page, ws):
    type_in(page, "etablissement.finess_ej", "990000018")
    assert ws.snapshot.etablissement.finess_ej == "990000018"
    (strip,) = shown_doubts(page)
    assert "elle devrait être 0" in strip.text.text()
    assert strip.lead.text().startswith("FINESS EJ")
    editor = page.form.row("etablissement.finess_ej").editor
    assert editor.property("etat") == "alerte"
    assert editor.accessibleDescription() == strip.text.text()


def test_no_doubt_appears_while_the_number_is_being_typed(page, ws, qtbot):
    page.focus_field("etablissement.finess_et")
    press(Qt.Key.Key_unknown, "9")
    qtbot.waitUntil(lambda: ws.snapshot.etablissement.finess_et == "9", timeout=3000)
    assert shown_doubts(page) == []
    press(Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert len(shown_doubts(page)) == 1


def test_a_doubt_is_assumed_with_a_reason_and_can_be_taken_back(page, ws):
    type_in(page, "etablissement.finess_ej", "990000018")
    (strip,) = shown_doubts(page)
    strip.assume_button.click()
    dialog = page.reason_dialog
    dialog.line.setText("Numéro de l’arrêté")
    dialog.keep.click()
    (assumed,) = ws.snapshot.anomalies_assumees
    assert (assumed.cle, assumed.motif) == (
        "etablissement.finess_ej:990000018",
        "Numéro de l’arrêté",
    )
    (strip,) = shown_doubts(page)
    assert "Numéro de l’arrêté" in strip.text.text()
    assert strip.assume_button.isHidden()
    strip.withdraw_button.click()
    assert ws.snapshot.anomalies_assumees == ()
    assert not shown_doubts(page)[0].assume_button.isHidden()


def test_a_doubt_is_not_assumed_without_a_reason(page, ws):
    type_in(page, "etablissement.finess_ej", "990000018")
    shown_doubts(page)[0].assume_button.click()
    dialog = page.reason_dialog
    dialog.line.setText("   ")
    dialog.keep.click()
    assert dialog.isVisible()
    assert dialog.refusal.text()
    assert ws.snapshot.anomalies_assumees == ()
    dialog.reject()


def test_enter_in_the_reason_keeps_the_value(page, ws, qtbot):
    type_in(page, "etablissement.finess_ej", "990000018")
    shown_doubts(page)[0].assume_button.click()
    dialog = page.reason_dialog
    dialog.line.setText("vu")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.line.hasFocus)
    press(Qt.Key.Key_Return)
    assert [a.motif for a in ws.snapshot.anomalies_assumees] == ["vu"]


def test_correct_puts_the_caret_in_the_doubted_field(page):
    type_in(page, "etablissement.finess_ej", "990000018")
    shown_doubts(page)[0].correct_button.click()
    assert page.current_field() == "etablissement.finess_ej"


def test_a_postal_code_fills_in_what_its_departement_decides(page, ws):
    type_in(page, "etablissement.code_postal", "99120")
    stored = ws.snapshot.etablissement
    assert stored.departement == "99"
    assert stored.ars
    assert stored.regime_tarifaire is RegimeTarifaire.TROIS_SECTIONS
    assert text_of(page, "etablissement.collectivite") == stored.collectivite
    assert page.form.row("etablissement.departement").editor.value() == "99"
    notes = [label.text() for label in page.findChildren(SafeLabel)]
    assert ws.content.proposal_for("99").regime_note in notes
    assert any("Territoire fictif" in note for note in notes)


def test_what_begins_under_the_window_is_built_for_who_asks_for_it(started, qtbot):
    page = EtablissementPage(Session(started))
    qtbot.addWidget(page)
    assert page.focus_field("etablissement.nom")
    assert "dossier.date_effet" not in list(page._form)
    assert page.focus_field("dossier.date_effet")
    assert not page.focus_field("dossier.inconnu")
    assert len(set(page.form)) == len(page.form.keys()) == 46


def test_what_begins_under_the_window_follows_once_the_page_has_been_seen(page, qtbot):
    qtbot.waitUntil(lambda: "dossier.date_effet" in list(page._form))

    def top(key):
        return page.form.row(key).mapTo(page, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: top("etablissement.regime_tarifaire") < top("dossier.date_effet"))


def test_an_edit_is_undone_and_shown_again_even_under_the_caret(page, session, ws):
    type_in(page, "etablissement.commune", "Villeneuve")
    page.focus_field("etablissement.commune")
    session.undo()
    assert ws.snapshot.etablissement.commune == ""
    assert text_of(page, "etablissement.commune") == ""


def test_a_refused_number_of_places_stays_and_is_told_under_the_table(page, session, ws):
    key = "capacites.hebergement_permanent.autorisees"
    type_in(page, key, "quatre")
    assert ws.snapshot.capacites[0].autorisees is None
    assert text_of(page, key) == "quatre"
    assert session.drafts[key].raw == "quatre"
    assert "Permanent (HP), places autorisées" in page._places.refusal.text().replace("\xa0", " ")
    assert not page.form.row(key).message.isVisibleTo(page)
    type_in(page, key, "84")
    assert ws.snapshot.capacites[0].autorisees == 84
    assert key not in session.drafts
    assert page._places.refusal.isHidden()


def test_too_many_places_are_refused_by_the_rule(page, session):
    key = "capacites.hebergement_permanent.autorisees"
    type_in(page, key, "9000")
    assert "2" in session.drafts[key].message


def test_totals_are_computed_without_counting_pasa_twice(page, ws):
    assert page._places._totals["autorisees"].text() == "–"
    type_in(page, "capacites.hebergement_permanent.autorisees", "80")
    type_in(page, "capacites.hebergement_temporaire.autorisees", "4")
    type_in(page, "capacites.pasa.autorisees", "14")
    assert page._places._totals["autorisees"].text() == "84"
    assert page._places._totals["aide_sociale"].text() == "–"


def test_an_emptied_number_of_places_is_unknown_and_not_zero(page, ws):
    ws.run(UpdateCapacite(type=TypeCapacite.PASA, installees=14))
    page.reload(None, force=True)
    type_in(page, "capacites.pasa.installees", "–")
    assert next(c for c in ws.snapshot.capacites if c.type is TypeCapacite.PASA).installees is None


def test_pasa_and_uhr_have_no_aide_sociale(page):
    keys = page.form.keys()
    assert "capacites.pasa.aide_sociale" not in keys
    assert "capacites.uhr.aide_sociale" not in keys
    assert "capacites.accueil_de_jour.aide_sociale" in keys


def test_more_installed_than_authorised_is_doubted_under_the_table(page):
    type_in(page, "capacites.hebergement_permanent.autorisees", "80")
    type_in(page, "capacites.hebergement_permanent.installees", "81")
    (strip,) = shown_doubts(page)
    assert "Permanent (HP), places installées" in strip.lead.text().replace("\xa0", " ")


def test_tab_goes_through_the_places_line_by_line(page):
    page.focus_field("capacites.hebergement_permanent.autorisees")
    seen = []
    for _step in range(5):
        seen.append(page.current_field())
        press(Qt.Key.Key_Tab)
    assert seen == [
        "capacites.hebergement_permanent.autorisees",
        "capacites.hebergement_permanent.installees",
        "capacites.hebergement_permanent.financees",
        "capacites.hebergement_permanent.aide_sociale",
        "capacites.hebergement_temporaire.autorisees",
    ]


def test_dates_are_read_from_the_day_of_the_dossier_and_ends_are_computed(page, ws):
    type_in(page, "etablissement.autorise_depuis", "4/1/2017")
    assert ws.snapshot.etablissement.autorise_depuis == date(2017, 1, 4)
    press(Qt.Key.Key_Tab)
    assert text_of(page, "etablissement.autorise_jusqu_au") == "3 janvier 2032"
    type_in(page, "dossier.date_effet", "1er janvier 2028")
    assert text_of(page, "dossier.date_fin") == "31 décembre 2032"
    type_in(page, "dossier.date_signature", "+2 s")
    assert ws.snapshot.dossier.date_signature == date(2027, 3, 26)


def test_an_emptied_date_is_forgotten(page, ws):
    ws.run(UpdateDossier(prolonge_jusqu_au=date(2027, 12, 31)))
    page.reload(None, force=True)
    page.focus_field("dossier.prolonge_jusqu_au")
    page.form.row("dossier.prolonge_jusqu_au").editor.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert ws.snapshot.dossier.prolonge_jusqu_au is None


def test_an_impossible_date_stays_in_its_field_with_its_reason(page, session, ws):
    type_in(page, "dossier.date_effet", "31/02/2028")
    assert ws.snapshot.dossier.date_effet is None
    assert text_of(page, "dossier.date_effet") == "31/02/2028"
    assert "Février compte 29 jours" in page.form.row("dossier.date_effet").error.replace(
        "\xa0", " "
    )


def test_an_impossible_date_survives_a_kill_while_the_caret_is_still_there(
    page, ws, open_page, tmp_path, qtbot
):
    key = "dossier.date_signature"
    page.focus_field(key)
    QApplication.focusWidget().selectAll()
    write("31/02/2028")
    qtbot.waitUntil(lambda: key in ws.drafts(), timeout=3000)
    assert (page.current_field(), page.form.row(key).error) == (key, "")
    killed = tmp_path / "Après la coupure.cpom"
    killed.write_bytes(ws.path.read_bytes())
    with opened(killed) as workspace:
        again = open_page(EtablissementPage, workspace)
        assert text_of(again, key) == "31/02/2028"
        assert "Février compte 29 jours" in plain(again.form.row(key).error)


def test_a_refused_number_of_places_is_read_in_its_cell_without_an_icon(page):
    key = "capacites.hebergement_permanent.autorisees"
    type_in(page, key, "quatre")
    editor = page.form.row(key).editor
    assert editor.property("etat") == "erreur"
    assert editor.textMargins().right() == 0
    assert editor.fontMetrics().horizontalAdvance("quatre") <= editor.width() - px(20)
    assert "« quatre »" in plain(page._places.refusal.text())
    type_in(page, key, "84")
    assert editor.property("etat") == ""


def test_a_length_out_of_the_rule_is_refused_and_an_unusual_one_doubted(page, session, ws):
    type_in(page, "dossier.duree_annees", "12")
    assert ws.snapshot.dossier.duree_annees == 5
    assert page.form.row("dossier.duree_annees").error
    type_in(page, "dossier.duree_annees", "6")
    assert ws.snapshot.dossier.duree_annees == 6
    assert "5 ans" in shown_doubts(page)[0].text.text().replace("\xa0", " ")
    page.focus_field("dossier.duree_annees")
    page.form.row("dossier.duree_annees").editor.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert ws.snapshot.dossier.duree_annees == 6
    assert page.form.row("dossier.duree_annees").error


def test_choices_and_the_switch_are_stored(page, ws):
    page.focus_field("etablissement.statut_juridique")
    press(Qt.Key.Key_Down)
    assert ws.snapshot.etablissement.statut_juridique is StatutJuridique.PUBLIC
    page.focus_field("dossier.piste")
    press(Qt.Key.Key_Down)
    assert ws.snapshot.dossier.piste is Piste.NOUVEAU_CPOM
    page.focus_field("etablissement.collectivite_signataire")
    press(Qt.Key.Key_Space, " ")
    assert ws.snapshot.etablissement.collectivite_signataire is False


def test_a_departement_can_be_taken_back(page, ws):
    ws.run(UpdateEtablissement(departement="01"))
    page.reload(None, force=True)
    page.focus_field("etablissement.departement")
    press(Qt.Key.Key_Home)
    assert ws.snapshot.etablissement.departement == ""


def test_a_dossier_to_read_shows_locks_and_no_answer_to_doubts(started, read_only, open_page):
    started.run(UpdateEtablissement(finess_ej="990000018"))
    page = open_page(EtablissementPage, read_only(started))
    editors = [row.editor for row in rows(page)]
    assert all(e.isReadOnly() for e in editors if isinstance(e, QLineEdit))
    (strip,) = shown_doubts(page)
    assert strip.assume_button.isHidden()
    assert strip.correct_button.isHidden()


def test_unknown_fields_are_not_of_this_page(page):
    assert not page.focus_field("acteurs.1.nom")
    assert page.focus_field("dossier.date_effet")
    assert page.current_field() == "dossier.date_effet"


def test_a_field_far_below_is_scrolled_to(page):
    page.focus_field("dossier.duree_annees")
    QApplication.processEvents()
    row = page.form.row("dossier.duree_annees")
    assert not row.visibleRegion().isEmpty()


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []


@pytest.mark.parametrize("width", [700, 862, 1118])
def test_nothing_overlaps_at_any_width(page, width):
    page.resize(width, 620)
    QApplication.processEvents()
    QApplication.processEvents()
    shown = rows(page)
    boxes = [row.rect().translated(row.mapTo(page, row.rect().topLeft())) for row in shown]
    clashes = [
        (shown[i].spec.key, shown[j].spec.key)
        for i in range(len(boxes))
        for j in range(i)
        if boxes[i].intersects(boxes[j])
    ]
    assert clashes == []


def test_the_two_columns_stand_one_under_the_other_when_room_lacks(page):
    page.resize(700, 620)
    QApplication.processEvents()
    narrow = page._columns.direction()
    page.resize(1118, 620)
    QApplication.processEvents()
    assert narrow is not page._columns.direction()


def test_large_text_keeps_every_row_as_tall_as_it_asks(started, dress, open_page):
    dress(2.0)
    page = open_page(EtablissementPage, started, (684, 620))
    QApplication.processEvents()
    short = [
        row.spec.key
        for row in rows(page)
        if row.editor.height() < row.editor.fontMetrics().height()
    ]
    assert short == []
