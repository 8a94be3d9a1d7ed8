"""The page Check-list, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.controles import Filtre
from cpom_desktop.services.queries.controles_types import Coche
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import CONTROL, back, nameless, press, type_in, when_a_dialog_opens
from ui.kit.fields import TextField
from ui.models.controles import ControlesModel, rows_of
from ui.pages.check_list import CheckListPage

TODAY = date(2027, 3, 12)
BY_HAND, BY_DOSSIER, PARTLY = "objectifs-smart", "perimetre-defini", "outils-valides"


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(CheckListPage, tilleuls)


@pytest.fixture
def answered(allow_dialogs):
    """Return a function: what is typed in the next dialog, which is then kept, or given up."""

    def answer(field, text):
        def fill(dialog):
            editor = getattr(dialog, field)
            if isinstance(editor, TextField):
                editor.setPlainText(text)
            else:
                editor.setText(text)
            dialog.keep.click()
            if dialog.isVisible():
                assert dialog.error.isVisible()
                dialog.reject()

        when_a_dialog_opens(fill)

    return answer


def row(ws, slug):
    return next(c for c in ws.snapshot.controles if c.slug == slug)


def choose(page, ws, slug):
    assert page.focus_field(f"controles.{row(ws, slug).id}")
    return page.found.point(row(ws, slug).id)


def test_the_points_stand_under_their_group_and_the_first_is_chosen(page, ws):
    assert len(page.list.shown()) == 42
    assert page.panel.isHidden()
    assert page.current_field() == f"controles.{row(ws, 'cadre-confirme').id}"
    assert page.top.headline.text() == page.found.headline
    assert page.top.bar.share == page.found.done / page.found.concerned


def test_space_ticks_by_hand_and_unticks(page, ws, session):
    choose(page, ws, BY_HAND)
    press(Qt.Key.Key_Space, " ")

    assert (row(ws, BY_HAND).etat, row(ws, BY_HAND).fait_le) == (EtatControle.FAIT, TODAY)
    assert page.found.point(row(ws, BY_HAND).id).coche is Coche.MAIN
    press(Qt.Key.Key_Space, " ")
    assert (row(ws, BY_HAND).etat, row(ws, BY_HAND).fait_le) == (None, None)
    session.undo()
    assert row(ws, BY_HAND).etat is EtatControle.FAIT
    assert QApplication.focusWidget() is page.list.view


def test_deciding_against_the_dossier_asks_why(page, ws, answered):
    choose(page, ws, BY_DOSSIER)
    answered("motif", "Dix places à ajouter")
    press(Qt.Key.Key_Space, " ")

    assert (row(ws, BY_DOSSIER).etat, row(ws, BY_DOSSIER).motif) == (
        EtatControle.A_FAIRE,
        "Dix places à ajouter",
    )
    page.open_panel()
    assert page.panel.back_action.isVisible()
    page.panel.back_action.trigger()
    assert (row(ws, BY_DOSSIER).etat, row(ws, BY_DOSSIER).motif) == (None, "")


def test_the_button_says_what_it_does(page, ws, answered):
    told = {}
    for slug in (BY_HAND, BY_DOSSIER, PARTLY, "mandat-donne", "lancement-visite"):
        choose(page, ws, slug)
        told[slug] = page.panel.tick_button.text()

    assert told == {
        BY_HAND: "Cocher",
        BY_DOSSIER: "Décocher…",
        PARTLY: "Cocher…",
        "mandat-donne": "Décocher",
        "lancement-visite": "Marquer comme abordé",
    }
    choose(page, ws, BY_HAND)
    answered("motif", "Sans objet")
    page.set_aside()
    assert page.panel.tick_button.text() == "Remettre dans la liste"
    page.panel.tick_button.click()
    assert row(ws, BY_HAND).etat is None


def test_a_decision_without_a_reason_is_not_kept(page, ws, answered):
    choose(page, ws, PARTLY)
    answered("motif", "   ")
    press(Qt.Key.Key_Space, " ")

    assert row(ws, PARTLY).etat is None


def test_out_of_scope_asks_why_and_leaves_the_count(page, ws, answered):
    before = page.found.concerned
    choose(page, ws, BY_HAND)
    answered("motif", "Pas d’objectif cette année")
    press(Qt.Key.Key_S, "s")

    assert row(ws, BY_HAND).etat is EtatControle.SANS_OBJET
    assert page.found.concerned == before - 1
    assert "1 sans objet" in page.top.details.text().replace("\u00a0", " ")


def test_why_leads_to_the_datum(page, ws):
    gone = []
    page.navigate.connect(lambda *place: gone.append(place))
    choose(page, ws, BY_DOSSIER)
    press(Qt.Key.Key_Return, "\r", CONTROL)

    assert gone == [("etablissement", "capacites.hebergement_permanent.autorisees")]
    choose(page, ws, BY_HAND)
    page.go_to_datum()
    assert len(gone) == 1, "nothing to open where the dossier says nothing"


def test_enter_opens_the_detail_and_escape_comes_back(page, ws):
    choose(page, ws, PARTLY)
    press(Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.has_caret()
    assert page.panel.found.text() == page.found.point(row(ws, PARTLY).id).trouve.phrase

    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.view
    press(Qt.Key.Key_Tab, "\t", CONTROL)
    press(Qt.Key.Key_Escape)
    page.close_panel()
    assert page.panel.isHidden()


def test_who_when_and_a_note_are_kept_without_validating(page, ws):
    key = f"controles.{row(ws, BY_HAND).id}"
    type_in(page, f"{key}.echeance", "3 mai 2027")
    type_in(page, f"{key}.note", "Relire avec l’équipe")
    assert (row(ws, BY_HAND).echeance, row(ws, BY_HAND).note) == (
        date(2027, 5, 3),
        "Relire avec l’équipe",
    )
    assert page.focus_field(f"{key}.acteur_id")
    assert page.current_field() == f"{key}.acteur_id"
    press(Qt.Key.Key_Down)
    assert row(ws, BY_HAND).acteur_id is not None


def test_what_should_not_be_written_is_told_and_never_refused(page, ws):
    key = f"controles.{row(ws, BY_HAND).id}.note"
    page.focus_field(key)
    field = next(form.row(key) for form, _box in page.panel._forms.values() if key in form)
    assert "santé" in field.editor.placeholderText()
    type_in(page, key, "Mme Durand, 2 95 10 99 126 111 93")

    assert row(ws, BY_HAND).note == "Mme Durand, 2 95 10 99 126 111 93"
    assert field.message.text().startswith("Ceci ressemble à un numéro de sécurité sociale")
    type_in(page, key, "Mme Durand est malade")
    assert "information de santé" in field.message.text()
    type_in(page, key, "Relire")
    assert field.message.text() == ""


def test_the_chips_filter_and_a_hidden_point_is_revealed(page, ws):
    page.list.chips.chips[Filtre.SEULS].click()
    assert len(page.list.shown()) == page.found.by_dossier
    assert page.list.chips.chips[Filtre.SEULS].text().endswith(f"({page.found.by_dossier})")

    choose(page, ws, BY_HAND)
    assert page.list.chips.filtre is Filtre.TOUT
    assert row(ws, BY_HAND).id in page.list.shown()


def test_a_point_unticks_by_itself_when_its_datum_goes(page, ws):
    assert choose(page, ws, BY_DOSSIER).coche is Coche.DOSSIER
    for capacite in ws.snapshot.capacites:
        ws.run(ops.UpdateCapacite(type=capacite.type, autorisees=None))
    page.reload(None, force=False)

    assert page.found.point(row(ws, BY_DOSSIER).id).coche is Coche.VIDE


def test_a_point_of_hers_is_added_then_deleted_and_undone(page, ws, session, answered, qtbot):
    choose(page, ws, BY_HAND)
    answered("texte", "Prévenir la mairie")
    page.sheet_actions.add_button.click()
    back(page.window(), qtbot)
    made = next(c for c in ws.snapshot.controles if c.texte == "Prévenir la mairie")

    assert made.etape == row(ws, BY_HAND).etape
    assert page.current_field() == f"controles.{made.id}"
    press(Qt.Key.Key_Delete)
    assert made.id not in page.list.shown()
    assert "Prévenir la mairie" in page.toast.message.text()
    session.undo()
    assert made.id in page.list.shown()


def test_the_launch_list_keeps_decisions(page, ws):
    page.show_sheet(ListeControle.LANCEMENT)
    assert len(page.list.shown()) == 22
    assert page.place_detail() == "Réunion de lancement"
    assert page.list.legend.isHidden()

    key = f"controles.{row(ws, 'lancement-visite').id}"
    type_in(page, f"{key}.decision", "Visite le 20 mai")
    page.close_panel()
    press(Qt.Key.Key_Space, " ")
    assert (row(ws, "lancement-visite").decision, row(ws, "lancement-visite").etat) == (
        "Visite le 20 mai",
        EtatControle.FAIT,
    )
    page.show_sheet(ListeControle.CPOM)
    assert len(page.list.shown()) == 42


def test_the_role_sheet_names_the_referent_and_its_texts_are_kept(page, ws, answered, qtbot):
    page.show_sheet("fiche")
    assert page.fiche.who.text() == "Sophie Lemaire"
    temps = next(r for r in ws.snapshot.rubriques if r.slug == "temps")
    type_in(page, f"rubriques.{temps.id}.texte", "Une journée par semaine")
    assert next(r for r in ws.snapshot.rubriques if r.id == temps.id).texte == (
        "Une journée par semaine"
    )
    answered("titre", "Formation")
    page.sheet_actions.add_button.click()
    back(page.window(), qtbot)
    made = next(r for r in ws.snapshot.rubriques if r.titre == "Formation")
    assert page.current_field() == f"rubriques.{made.id}.texte"
    answered("titre", "Se former")
    page.gestes.rename(made.id)
    assert f"rubriques.{made.id}.texte" in page.fiche.form
    page.gestes.delete_heading(made.id)
    assert made.id not in {r.id for r in ws.snapshot.rubriques}


def test_each_sheet_prints_its_own_document(page):
    asked = []
    page.print_requested.connect(asked.append)
    for sheet in (ListeControle.CPOM, ListeControle.LANCEMENT, "fiche"):
        page.show_sheet(sheet)
        page.sheet_actions.print_button.click()

    assert asked == ["check-list", "check-list-lancement", "fiche-role-referent"]
    assert not page.sheet_actions.blank_action.isVisible()
    page.show_sheet(ListeControle.LANCEMENT)
    page.sheet_actions.blank_action.trigger()
    assert asked[-1] == "check-list-lancement-vierge"


def test_what_was_deleted_comes_back_from_the_kit(page, ws):
    choose(page, ws, BY_HAND)
    press(Qt.Key.Key_Delete)
    assert len(page.list.shown()) == 41
    page.sheet_actions.kit_action.trigger()
    assert len(page.list.shown()) == 42


def test_a_right_click_opens_the_menu_of_the_point(page, ws):
    choose(page, ws, BY_DOSSIER)
    page.list.view.menu_asked.emit(page.mapToGlobal(page.rect().center()))
    menu = QApplication.activePopupWidget()

    assert menu is page.panel.more.menu()
    menu.close()


def test_an_older_dossier_takes_the_points_of_the_kit(tmp_path, open_page):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        ids = [c.id for c in workspace.snapshot.controles]
        if ids:
            workspace.run(ops.DeleteControles(ids=ids))
        page = open_page(CheckListPage, workspace)
        assert page.empty.isVisible()
        assert page.current_field() == ""
        page.copy_from_kit()
        assert len(page.list.shown()) == 42
        assert page.list.view.isVisible()


def test_nothing_may_be_changed_in_read_only(tilleuls, read_only, open_page):
    page = open_page(CheckListPage, read_only(tilleuls))
    page.focus_field(f"controles.{row(tilleuls, BY_HAND).id}")
    press(Qt.Key.Key_Space, " ")
    press(Qt.Key.Key_Delete)

    assert page.sheet_actions.add_button.isHidden()
    assert row(tilleuls, BY_HAND).etat is None
    page.open_panel()
    assert page.panel.tick_button.isHidden() or not page.panel.tick_button.isVisible()


def test_keys_of_other_pages_are_not_taken(page):
    assert not page.focus_field("tasks.1")
    assert not page.focus_field("controles.9999")
    assert not page.focus_field("rubriques.9999.texte")


def test_everything_has_a_name_for_a_screen_reader(page, ws):
    for sheet in (ListeControle.CPOM, "fiche"):
        page.show_sheet(sheet)
        assert nameless(page) == []
    page.show_sheet(ListeControle.CPOM)
    page.open_panel()
    assert nameless(page) == []
    index = page.list.model.index_of(row(ws, BY_DOSSIER).id)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Périmètre défini, Coché seul, places autorisées saisies")


def test_a_date_that_is_over_is_said_too(page, ws):
    found = row(ws, BY_HAND)
    for day, late in ((date(2027, 3, 1), True), (TODAY, False)):
        ws.run(ops.UpdateControle(id=found.id, echeance=day))
        page.reload(None, force=True)
        spoken = page.list.model.index_of(found.id).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.endswith("1er mars, en retard") is late


def test_the_model_keeps_the_rules_of_qt(page):
    model = ControlesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows_of(page.found.chosen(Filtre.TOUT), TODAY))
    model.show_rows(rows_of(page.found.chosen(Filtre.SEULS), TODAY))

    assert model.ids()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_holds_at_every_size(page, dress, scale):
    dress(scale=scale)
    for size in ((1118, 620), (960, 480), (1660, 950), (620, 480)):
        page.resize(*size)
        QApplication.processEvents()
        assert page.list.view.isVisible()
        page.open_panel("note")
        QApplication.processEvents()
        assert page.panel.isVisible()
        assert page.panel.width() <= page.width()
        page.close_panel()
        assert page.list.view.horizontalScrollBar().maximum() == 0


def test_the_page_itself_does_not_scroll_beside_its_panel(page):
    page.resize(1118, 620)
    page.open_panel("note")
    QApplication.processEvents()

    assert page._area.verticalScrollBar().maximum() == 0
    assert page.list.legend.isVisible()


def test_a_long_text_is_shortened_and_told_whole(page, ws):
    text = "Relire " + "très " * 35 + "vite"
    ws.run(ops.UpdateControle(id=row(ws, BY_HAND).id, texte=text, note="ligne\n" * 40))
    page.reload(None, force=True)
    choose(page, ws, BY_HAND)

    index = page.list.model.index_of(row(ws, BY_HAND).id)
    assert text in index.data(Qt.ItemDataRole.ToolTipRole)
    page.open_panel()
    assert page.panel.name.text() == text
