"""Criteria of hers on the page Grille: added, answered, changed, deleted, given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import AddCritere, UpdateConstat
from tests.outils.fenetre import ALT, press, type_in, when_a_dialog_opens
from ui.pages.grille import GrillePage


@pytest.fixture
def page(started, open_page):
    return open_page(GrillePage, started)


@pytest.fixture
def own(page, session):
    """Return the slug of a criterion of hers in the theme B, shown."""
    made = session.run(AddCritere(theme="b", titre="nuits calmes", preuve="Relevé")).result
    page.focus_field(f"constats.propre-{made}.cotation")
    return f"propre-{made}"


def title(page):
    return page.card.name.whole_text.replace("\xa0", " ")


@pytest.mark.usefixtures("allow_dialogs")
def test_a_criterion_is_added_to_the_theme_shown_and_answered_at_once(page, ws, session):
    def fill(dialog):
        dialog.keep.click()
        assert "nom du critère" in dialog.error.text()
        dialog.titre.set_raw("accueil des familles le soir")
        dialog.question.set_raw("Les familles sont-elles reçues après 18 h ?")
        dialog.keep.click()

    page.focus_field("constats.dg-c01.cotation")
    when_a_dialog_opens(fill)
    page.themes_card.plus.click()
    (made,) = ws.snapshot.criteres_propres
    assert (made.theme, made.titre) == ("c", "accueil des familles le soir")
    assert title(page).startswith("Critère 17 sur 17 : accueil")
    assert page.card.question.text() == "Les familles sont-elles reçues après 18 h ?"
    assert "votre critère" in page.card.founding.whole_text
    page.card.focus_field("cotation")
    page.card.scale_field.choose(Cotation.MAITRISE)
    assert ws.snapshot.constats_by_critere[made.slug].cotation is Cotation.MAITRISE
    assert "sur 116" in page.themes_card.subtitle_label.text()


def test_it_is_answered_like_the_others(page, ws, own):
    assert page.card.own.isVisible()
    press(Qt.Key.Key_2, "2")
    type_in(page, f"constats.{own}.texte", "Deux chutes la nuit en 2025.")
    found = ws.snapshot.constats_by_critere[own]
    assert (found.cotation, found.texte) == (Cotation.PARTIEL, "Deux chutes la nuit en 2025.")
    page.go_on()
    assert page.card.critere.slug == "dg-c01"
    assert not page.card.own.isVisible()


@pytest.mark.usefixtures("allow_dialogs")
def test_its_words_and_its_theme_are_changed_and_it_stays_shown(page, ws, own):
    def change(dialog):
        assert dialog.titre.raw() == "nuits calmes"
        dialog.titre.set_raw("nuits paisibles")
        dialog.theme.set_value("d")
        dialog.keep.click()

    when_a_dialog_opens(change)
    page.card.own.edit_asked.emit()
    assert page.card.critere.slug == own
    assert page.place.theme.slug == "d"
    assert title(page).endswith("nuits paisibles")


def test_it_is_deleted_with_its_answer_and_undo_gives_both_back(page, ws, session, own):
    session.run(UpdateConstat(critere=own, cotation=Cotation.ABSENT))
    page.card.own.delete_asked.emit()
    assert ws.snapshot.criteres_propres == ()
    assert own not in ws.snapshot.constats_by_critere
    assert page.card.critere.slug != own
    assert "est supprimé" in page.toast.findChild(type(page.kept.text)).text()
    session.undo()
    assert ws.snapshot.constats_by_critere[own].cotation is Cotation.ABSENT
    assert page.focus_field(f"constats.{own}.cotation")


def test_a_criterion_of_the_grid_has_no_menu_and_none_is_deleted(page, ws):
    page.focus_field("constats.dg-a01.cotation")
    assert not page.card.own.isVisible()
    page.own.delete()
    assert ws.snapshot.constats == ()


def test_a_long_name_keeps_the_page_in_its_width(page, session):
    long = ("un critère dont le nom ne finit pas " * 8)[:199]
    made = session.run(AddCritere(theme="a", titre=long.strip())).result
    page.focus_field(f"constats.propre-{made}.cotation")
    QApplication.processEvents()
    assert page.card.area.horizontalScrollBar().maximum() == 0
    page.show_list(True)
    QApplication.processEvents()
    assert page.liste.view.horizontalScrollBar().maximum() == 0


def test_what_is_still_to_rate_is_one_press_away(page, ws, session):
    page.focus_field("constats.dg-b08.cotation")
    session.run(UpdateConstat(critere="dg-c01", cotation=Cotation.PARTIEL))
    page.card.left_button.click()
    assert page.card.critere.slug == "dg-c02"
    page.focus_field("constats.dg-l05.texte")
    press(Qt.Key.Key_End, modifiers=ALT)
    assert page.current_field() == "constats.dg-a01.cotation"


@pytest.mark.usefixtures("allow_dialogs")
def test_a_finding_whose_criterion_is_gone_is_kept_and_told(started, open_page, monkeypatch):
    started.run(UpdateConstat(critere="dg-l05", texte="Conventions à revoir"))
    grille = started.content.grille
    fewer = tuple(c for c in grille.criteres if c.slug != "dg-l05")
    started.content.__dict__["grille"] = type(grille)(
        **{f: getattr(grille, f) for f in grille.__struct_fields__} | {"criteres": fewer}
    )
    page = open_page(GrillePage, started)
    assert page.kept.isVisible()
    assert "DG-L05" in page.kept.text.text()
    assert "Conventions à revoir" in page.kept.toolTip()
    assert started.snapshot.constats_by_critere["dg-l05"].texte == "Conventions à revoir"
    assert not page.focus_field("constats.dg-l05.texte")
    read = []
    when_a_dialog_opens(lambda dialog: (read.append(dialog.field.raw()), dialog.accept()))
    page.kept.read_button.click()
    assert read == ["DG-L05\u00a0: Conventions à revoir"]
