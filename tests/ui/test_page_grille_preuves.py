"""Beside a criterion of the page Grille: its figures, what proves it, its weight, by the keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.queries.chiffres import indicateurs_beside
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, plain, press, type_in, when_a_dialog_opens
from ui.pages.grille import GrillePage


@pytest.fixture
def demo(tmp_path):
    with opened(copy_demonstration(tmp_path), backups=tmp_path / "prive" / "copies") as workspace:
        yield workspace


@pytest.fixture
def page(demo, open_page):
    made = open_page(GrillePage, demo)
    made.focus_field("constats.dg-h03.texte")
    return made


def constat(ws, slug="dg-h03"):
    return ws.snapshot.constats_by_critere[slug]


def rows(dialog):
    return [dialog.list.item(place) for place in range(dialog.list.count())]


def tick(dialog, words):
    """Tick the only line that a search leaves, then keep."""
    dialog.search.setText(words)
    dialog.search.edited.emit()
    (found,) = [row for row in rows(dialog) if not row.isHidden()]
    found.setCheckState(Qt.CheckState.Checked)
    dialog.keep.click()


def test_the_first_figure_is_shown_and_the_others_when_asked(page):
    part = page.card.chiffres
    assert [line.chiffre.slug for line in part.lines] == ["absenteisme"]
    assert "2025 : 11,04 %" in plain(part.lines[0].accessibleName())
    assert "2026 : à vérifier" in plain(part.lines[0].accessibleName())
    part.more.setFocus()
    press(Qt.Key.Key_Return)
    assert len(part.lines) == 7
    press(Qt.Key.Key_Return)
    assert len(part.lines) == 1
    page.focus_field("constats.dg-a01.cotation")
    assert part.lines == []
    assert part.title.text() == "Aucun chiffre repris"
    assert part.more.isHidden()


def test_a_figure_opens_the_page_of_figures_at_its_indicator(page, qtbot):
    line = page.card.chiffres.lines[0]
    line.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.navigate) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["donnees", "donnees.absenteisme"]


@pytest.mark.usefixtures("allow_dialogs")
def test_she_chooses_the_figures_of_a_criterion_and_undoes_it(page, ws, session):
    before = indicateurs_beside(ws.snapshot, ws.content, "dg-a01")
    page.focus_field("constats.dg-a01.cotation")
    when_a_dialog_opens(lambda dialog: tick(dialog, "vétusté des constructions"))
    page.card.chiffres.choose.click()
    assert indicateurs_beside(ws.snapshot, ws.content, "dg-a01") == ("vetuste-constructions",)
    assert [line.chiffre.slug for line in page.card.chiffres.lines] == ["vetuste-constructions"]
    session.undo()
    assert indicateurs_beside(ws.snapshot, ws.content, "dg-a01") == before
    assert page.card.chiffres.lines == []


@pytest.mark.usefixtures("allow_dialogs")
def test_a_gathered_document_is_cited_opened_and_taken_back_by_undo(page, ws, session, qtbot):
    page.focus_field("constats.dg-h05.cotation")
    part = page.card.preuves
    assert part.title.text() == "Aucune pièce ni fichier en preuve"
    when_a_dialog_opens(lambda dialog: tick(dialog, "registre RGPD"))
    part.choose.click()
    (link,) = [li for li in ws.snapshot.constats_pieces if li.critere == "dg-h05"]
    assert plain(part.title.text()) == "Preuve au dossier : 1"
    (chip,) = part.chips
    with qtbot.waitSignal(page.navigate) as told:
        chip.click()
    assert told.args == ["pieces", f"pieces.{link.piece_id}"]
    session.undo()
    assert part.chips == []


def test_a_file_is_attached_to_the_criterion_shown(page, ws, tmp_path):
    path = tmp_path / "Suivi des absences.csv"
    path.write_bytes(b"mois;jours")
    page.card.preuves.files.attach([path])
    (file,) = [f for f in ws.snapshot.fichiers if f.critere == "dg-h03"]
    assert file.nom == "Suivi des absences.csv"
    page.focus_field("constats.dg-h04.cotation")
    assert page.card.preuves.files.widget.lines == []
    page.focus_field("constats.dg-h03.cotation")
    assert len(page.card.preuves.files.widget.lines) == 1


def test_weight_who_checks_and_dates_are_folded_until_wanted(page, ws):
    fold = page.card.after
    assert not fold.is_open
    assert "importance forte" in fold.summary.whole_text
    assert page.focus_field("constats.dg-h03.importance")
    assert fold.is_open
    press(Qt.Key.Key_Left)
    assert constat(ws).importance == 2
    page.focus_field("constats.dg-h03.acteur_id")
    press(Qt.Key.Key_Down)
    who = ws.snapshot.acteurs_by_id[constat(ws).acteur_id]
    assert who.famille == "internes"
    type_in(page, "constats.dg-h03.date_preuve", "17/10/2026")
    type_in(page, "constats.dg-h03.echeance", "30/04/2027")
    assert constat(ws).date_preuve == date(2026, 10, 17)
    assert constat(ws).echeance == date(2027, 4, 30)
    words = plain(fold.summary.whole_text)
    assert who.display_name in words
    assert words.endswith("preuve du 17 oct. 2026, à revoir le 30 avr. 2027")


def test_the_field_of_a_fold_that_opens_is_scrolled_to(page):
    assert page.focus_field("constats.dg-h03.echeance")
    QApplication.processEvents()
    row, area = page.card.row("echeance"), page.card.area
    bottom = row.mapTo(area.viewport(), row.rect().bottomLeft()).y()
    assert 0 < bottom <= area.viewport().height()


def test_dates_stand_under_a_rating_that_depends_on_them(page, ws):
    assert page.card.after.isAncestorOf(page.card.dates)
    page.focus_field("constats.dg-f01.cotation")
    assert not page.card.after.isAncestorOf(page.card.dates)
    assert page.card.dates.isVisible()
    assert page.focus_field("constats.dg-f01.echeance")
    assert not page.card.after.is_open
    press(Qt.Key.Key_Backtab)
    assert page.current_field() == "constats.dg-f01.date_preuve"
    page.focus_field("constats.dg-h03.cotation")
    assert page.card.after.isAncestorOf(page.card.dates)


def test_a_proof_of_a_day_to_come_is_questioned_and_kept(page, ws):
    type_in(page, "constats.dg-h03.date_preuve", "01/01/2030")
    assert constat(ws).date_preuve == date(2030, 1, 1)
    assert "à venir" in page.card.row("date_preuve").message.text()


def test_the_whole_card_has_names_and_fits_its_width(page):
    assert nameless(page) == []
    page.card.after.set_open(True)
    QApplication.processEvents()
    assert page.card.area.horizontalScrollBar().maximum() == 0


def test_tab_goes_through_the_card_in_the_order_of_reading(page):
    def after(key, steps):
        page.focus_field(f"constats.{key}")
        found = []
        for _step in range(steps):
            press(Qt.Key.Key_Tab)
            found.append(page.current_field().rpartition(".")[2])
        return found

    assert after("dg-f01.cotation", 3)[1:] == ["date_preuve", "echeance"]
    last = ["faisabilite", "acteur_id", "date_preuve", "echeance"]
    for slug in ("dg-h03", "propre-1", "dg-a03"):
        assert after(f"{slug}.importance", 4) == last
        press(Qt.Key.Key_Tab)
        assert page.current_field() == f"constats.{slug}"
        assert page.card.area.isAncestorOf(QApplication.focusWidget()) is False


def test_a_refused_date_is_seen_again_though_it_is_in_the_fold(page, ws):
    type_in(page, "constats.dg-h03.echeance", "31/02/2027")
    assert page.card.row("echeance").error
    page.go_on()
    assert not page.card.after.is_open
    page.go_back()
    assert page.card.after.is_open
    assert page.card.row("echeance").error
    assert page.card.row("echeance").editor.raw() == "31/02/2027"
    assert constat(ws).echeance is None
