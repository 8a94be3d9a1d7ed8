"""The page Indicateurs, by its keys, checked through the dossier."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.objectifs import cibles_of
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press, shortcut, type_in, write
from ui.pages.indicateurs import IndicateursPage

ABSENCES = "Taux d’absentéisme"


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(IndicateursPage, tilleuls)


def named(ws, words):
    return next(i for i in ws.snapshot.indicateurs if words in i.libelle)


def key(ws, words, name):
    return f"indicateurs.{named(ws, words).id}.{name}"


def cibles(ws, words):
    found = cibles_of(ws.snapshot.cibles_indicateurs, named(ws, words).id)
    return {year: str(value) for year, value in found.items()}


def new(page, ws):
    """Add an indicator by its button; return it."""
    page.add_pair_new.button.click()
    write("Essai")
    press(Qt.Key.Key_Tab)
    return named(ws, "Essai")


def test_indicators_are_listed_with_number_and_state(page):
    model = page.model
    QAbstractItemModelTester(model)
    first = model.index(0)

    assert page.count.whole_text == "9 indicateurs"
    assert plain(first.data(Qt.ItemDataRole.AccessibleTextRole)) == (
        "2.1.1, Chutes pour 1 000 journées, Complet"
    )
    told = [plain(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(9)]
    assert any("1 point manque" in words for words in told)
    assert page.panel.title_label.text() == "Indicateur 2.1.1"
    assert nameless(page) == []


def test_every_field_is_kept_and_undone(page, ws, session):
    place = key(ws, "Part de chutes", "definition")
    former = named(ws, "Part de chutes").definition
    type_in(page, place, "Chutes suivies d’une fracture.")
    assert named(ws, "Part de chutes").definition == "Chutes suivies d’une fracture."
    assert page.current_field().startswith("indicateurs.")

    session.undo()
    assert named(ws, "Part de chutes").definition == former


def test_keys_go_from_the_list_to_the_form_and_back(page, ws):
    page.focus_first()
    press(Qt.Key.Key_Down)
    assert page.chosen == page.model.ids()[1]
    press(Qt.Key.Key_Return)
    assert page.current_field().endswith(".libelle")
    press(Qt.Key.Key_Escape)
    assert page.view.hasFocus()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert page.panel.has_caret()


def test_a_new_indicator_is_typed_at_once_and_told_without_fiche(page, ws):
    one = new(page, ws)

    assert one.libelle == "Essai"
    told = page.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Sans fiche" in told
    words = [link.words for link in page.side.links]
    assert words[:2] == ["Une fiche action qu’il suit", "La définition"]
    page.side.links[1].click()
    assert page.current_field() == f"indicateurs.{one.id}.definition"
    page.side.links[-1].click()
    assert page.current_field().startswith(f"indicateurs.{one.id}.cible_")


def test_a_fiche_is_attached_and_detached(page, ws, session):
    one = new(page, ws)
    assert page.focus_field(f"indicateurs.{one.id}.fiches")
    press(Qt.Key.Key_Space)
    actions = page.panel.fiches.menu.actions()
    assert actions[1].text().startswith("FA-02")
    actions[1].trigger()
    page.panel.fiches.menu.close()
    links = [li for li in ws.snapshot.fiches_indicateurs if li.indicateur_id == one.id]
    assert len(links) == 1
    assert page.panel.title_label.text().startswith("Indicateur 3")

    page.panel.fiches.crosses[0].click()
    assert not [li for li in ws.snapshot.fiches_indicateurs if li.indicateur_id == one.id]
    session.undo()
    assert [li for li in ws.snapshot.fiches_indicateurs if li.indicateur_id == one.id]


def test_an_indicator_of_the_figures_fills_what_is_empty_only(page, ws, session):
    one = new(page, ws)
    ws.run(ops.UpdateIndicateur(id=one.id, unite="points"))
    session.changed.emit(None, True)
    editor = page.panel.form.row(f"indicateurs.{one.id}.donnee").editor
    editor.set_value("absenteisme")
    editor.edited.emit()

    found = named(ws, "Essai")
    assert (found.donnee, found.unite, found.decimales) == ("absenteisme", "points", 2)
    assert found.polarite is Polarite.BAISSE
    assert found.mode_calcul
    assert not page.panel.calculation.isHidden()
    assert any("11,04" in plain(line) for line in page.panel.calculation.told())
    session.undo()
    assert named(ws, "Essai").mode_calcul == ""
    assert page.panel.calculation.isHidden()


def test_the_start_is_taken_from_the_figures_and_never_over_one(page, ws, session):
    one = new(page, ws)
    ws.run(ops.UpdateIndicateur(id=one.id, donnee="absenteisme"))
    session.changed.emit(None, True)
    assert not page.panel.take_button.isHidden()
    page.panel.take_button.click()

    found = named(ws, "Essai")
    assert found.valeur_initiale is not None
    assert found.annee_initiale is not None
    assert page.panel.take_button.isHidden()
    page.panel.take()
    assert named(ws, "Essai").valeur_initiale == found.valeur_initiale


def test_targets_are_typed_year_after_year(page, ws):
    one = new(page, ws)
    assert page.focus_field(f"indicateurs.{one.id}.cible_2028")
    write("12,5")
    press(Qt.Key.Key_Return)
    assert page.current_field() == f"indicateurs.{one.id}.cible_2029"
    write("11")
    press(Qt.Key.Key_Tab)
    assert page.current_field() == f"indicateurs.{one.id}.cible_2030"

    assert cibles(ws, "Essai") == {2028: "12.5", 2029: "11"}


def test_a_row_of_a_spreadsheet_is_pasted_in_one_step(page, ws, session):
    one = new(page, ws)
    page.focus_field(f"indicateurs.{one.id}.cible_2029")
    QApplication.clipboard().setText("8\t7,5\t7\t6,5\t6\r\n")
    press(Qt.Key.Key_V, modifiers=CONTROL)
    assert cibles(ws, "Essai") == {2029: "8", 2030: "7.5", 2031: "7", 2032: "6.5"}
    session.undo()
    assert cibles(ws, "Essai") == {}


def test_a_pasted_word_is_refused_and_nothing_is_written(page, ws, session):
    told = []
    session.refused.connect(told.append)
    one = new(page, ws)
    page.focus_field(f"indicateurs.{one.id}.cible_2029")
    QApplication.clipboard().setText("8\tsept")
    press(Qt.Key.Key_V, modifiers=CONTROL)
    assert cibles(ws, "Essai") == {}
    assert told


def test_a_wrong_target_is_kept_as_typed_with_its_refusal(page, ws):
    one = new(page, ws)
    type_in(page, f"indicateurs.{one.id}.cible_2030", "douze")
    assert cibles(ws, "Essai") == {}
    assert "Cible 2030" in page.panel.cibles.refusal.text()


def test_targets_are_spread_after_before_and_after(page, ws, session):
    one = new(page, ws)
    start = {"valeur_initiale": Decimal(10), "annee_initiale": 2027, "decimales": 1}
    ws.run(ops.UpdateIndicateur(id=one.id, **start))
    ws.run(ops.SetCible(indicateur_id=one.id, annee=2032, valeur=Decimal(5)))
    session.changed.emit(None, True)

    page.panel.cibles.spread.click()
    assert page.spread.lines[0] == ("2028", "–", "9,0")
    page.spread.action.click()

    assert cibles(ws, "Essai") == {
        2028: "9.0", 2029: "8.0", 2030: "7.0", 2031: "6.0", 2032: "5",
    }  # fmt: skip
    session.undo()
    assert cibles(ws, "Essai") == {2032: "5"}


def test_spreading_without_a_start_says_what_lacks(page, ws, session):
    told = []
    session.refused.connect(told.append)
    one = new(page, ws)
    page.panel.cibles.spread.click()
    assert plain(told[0]) == "Donnez d’abord la valeur de départ."
    assert page.current_field() == f"indicateurs.{one.id}.valeur_initiale"


def test_values_are_typed_or_locked_when_they_come_from_the_figures(page, ws):
    one = new(page, ws)
    type_in(page, f"indicateurs.{one.id}.realise_2029", "7,2")
    assert [str(r.valeur) for r in ws.snapshot.realisations if r.indicateur_id == one.id] == [
        "7.2"
    ]

    linked = next(i for i in ws.snapshot.indicateurs if i.donnee)
    assert page.focus_field(f"indicateurs.{linked.id}")
    form = page.panel.cibles.form
    locked = [form.row(k).spec for k in form if ".realise_" in k]
    assert locked
    assert all(spec.write is None for spec in locked)


def test_the_attainment_is_told_with_her_numbers(page, ws, session):
    one = new(page, ws)
    start = {"valeur_initiale": Decimal("11.8"), "annee_initiale": 2027, "decimales": 1}
    ws.run(ops.UpdateIndicateur(id=one.id, **start))
    ws.run(ops.SetCible(indicateur_id=one.id, annee=2032, valeur=Decimal("9.5")))
    ws.run(ops.SetRealisation(indicateur_id=one.id, annee=2029, valeur=Decimal("10.6")))
    session.changed.emit(None, True)

    told = [plain(label.text()) for label in page.side.rate]
    assert told == [
        "Taux d’atteinte fin 2029 : 52,2 %",
        "(valeur − départ) ÷ (cible − départ)",
        "(10,6 − 11,8) ÷ (9,5 − 11,8) = −1,2 ÷ −2,3 = 52,2 %",
    ]
    assert page.side.status.text() == "En bonne voie"
    assert "10,6" in plain(page.side.curve.accessibleDescription())


def test_what_looks_wrong_is_told_under_the_targets(page, ws, session):
    one = new(page, ws)
    start = {"valeur_initiale": Decimal(10), "annee_initiale": 2027, "polarite": Polarite.BAISSE}
    ws.run(ops.UpdateIndicateur(id=one.id, **start))
    ws.run(ops.SetCible(indicateur_id=one.id, annee=2032, valeur=Decimal(12)))
    session.changed.emit(None, True)
    assert plain(page.panel.doubts()[0]).startswith(
        "La cible (12) est supérieure au départ (10), alors que la baisse est le sens favorable."
    )


def test_deleting_says_what_uses_it_and_is_undone(page, ws, session):
    one = named(ws, "Chutes pour")
    assert page.focus_field(f"indicateurs.{one.id}")
    press(Qt.Key.Key_Delete)
    assert "1 fiche action s’en sert. Avec lui : 5 cibles." in plain(page.question.text.text())
    page.question.action.click()
    assert one.id not in {i.id for i in ws.snapshot.indicateurs}
    assert page.chosen in page.model.ids()
    session.undo()
    assert one.id in page.model.ids()


def test_an_empty_dossier_says_what_indicators_are_for(page, ws, session):
    ws.run(ops.DeleteIndicateurs(ids=[i.id for i in ws.snapshot.indicateurs]))
    session.changed.emit(None, True)
    assert page.pile.currentIndex() == 1
    page.focus_first()
    page.empty.button.click()
    assert page.pile.currentIndex() == 0
    assert len(ws.snapshot.indicateurs) == 1


def test_the_sheet_of_the_indicator_chosen_is_printed(page, ws):
    asked = []
    page.print_requested.connect(asked.append)
    one = named(ws, "Passages aux urgences")
    page.focus_field(f"indicateurs.{one.id}")
    page.print_pair.button.click()
    assert asked == [f"fiche-indicateur-{one.id}"] == [page.document_shown()]
