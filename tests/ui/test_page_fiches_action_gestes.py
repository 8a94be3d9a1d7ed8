"""From the library to a complete fiche: the gestures beside typing, counted one by one."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.lacunes import lacunes
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import TakeObjectifs
from cpom_desktop.services.queries.fiches_action import all_parts
from tests.outils.fenetre import press, write
from ui.kit.combo import ChoiceField
from ui.pages.fiches_action import FichesActionPage

MOST = 40
"""Gestures beside typing (issue 8)."""
NUMBERS = {"moyens": "1200", "valeur_initiale": "72", "cible": "90"}


class Gestures:
    """What she does on the page, counted; what she types is not."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def click(self, button):
        """Press a button with the mouse."""
        self.count += 1
        button.click()
        QApplication.processEvents()

    def press(self, key):
        """Press a key that writes nothing."""
        self.count += 1
        press(key)
        QApplication.processEvents()

    def fill_cell(self, text):
        """Open the cell that has the caret, type over it, leave it."""
        self.press(Qt.Key.Key_F2)
        QApplication.focusWidget().selectAll()
        write(text)
        self.press(Qt.Key.Key_Return)

    def choose(self, value):
        """Choose in the list that is open where the caret is: to it, and Entrée."""
        self.count += 2
        editor = QApplication.focusWidget()
        while not isinstance(editor, ChoiceField):
            editor = editor.parentWidget()
        editor.set_value(value)
        editor.edited.emit()
        QApplication.processEvents()


@pytest.fixture
def dated(started):
    started.run(ops.UpdateDossier(date_effet=date(2028, 1, 1)))
    return started


def fulfil(gestures, link, ws):
    """Do what a line of the help asks for, from the place where it leads."""
    key = str(link.property("champ"))
    gestures.click(link)
    table, name = key.partition(".")[0], key.rpartition(".")[2]
    if name == "etat_des_lieux":
        write("72 % en 2026.")
        gestures.page.flush()
    elif name == "responsable_id":
        gestures.choose(ws.snapshot.acteurs[0].id)
    elif name == "type":
        gestures.press(Qt.Key.Key_F2)
        gestures.choose("resultat")
    elif name == "financements":
        fund(gestures)
    elif table == "moyens":
        gestures.fill_cell(NUMBERS["moyens"])
    else:
        gestures.fill_cell(NUMBERS[name.partition("_2")[0]])


def fund(gestures):
    """Add a funding from its button: the source is offered, then the amount is typed."""
    gestures.press(Qt.Key.Key_Return)
    gestures.choose("dotation")
    section = gestures.page.editor.parts.financements
    section.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
    section.table.go_to(0, 0)
    gestures.press(Qt.Key.Key_Right)
    gestures.press(Qt.Key.Key_Right)
    gestures.fill_cell("100000")


def lacking(ws, fiche_id):
    return lacunes(next(p for p in all_parts(ws.snapshot) if p.fiche.id == fiche_id))


FILLED = {"etat_des_lieux", "responsable_id", "type", "montant_centimes", "financements",
          "valeur_initiale"}  # fmt: skip


def to_do(page):
    """Return the first line of the help that asks for something to be filled."""
    for link in page.editor.lacks.links:
        name = str(link.property("champ")).rpartition(".")[2]
        if name in FILLED or name.startswith("cible_"):
            return link
    return None


@pytest.mark.parametrize("slug", ["ob-101", "ob-104"])
def test_a_fiche_of_the_library_is_complete_in_forty_gestures_beside_typing(
    dated, open_page, slug
):
    dated.run(TakeObjectifs(modeles=[slug]))
    fiche_id = dated.snapshot.fiches_action[0].id
    page = open_page(FichesActionPage, dated)
    gestures = Gestures(page)
    gestures.count += 1  # the fiche is opened from the list
    page.open_fiche(fiche_id)
    assert lacking(dated, fiche_id)
    while lacking(dated, fiche_id):
        link = to_do(page)
        assert link is not None, lacking(dated, fiche_id)
        left = gestures.count
        fulfil(gestures, link, dated)
        assert gestures.count < MOST, [li.words for li in page.editor.lacks.links]
        assert gestures.count > left
    assert page.editor.draft.isVisible()
    gestures.click(page.editor.draft.buttons[0])
    assert not dated.snapshot.fiches_action[0].a_adapter
    assert gestures.count <= MOST, gestures.count
    assert page.told == []


def test_the_longest_fiche_of_the_library_stays_within_the_bar(dated):
    """Reckon the gestures of each of the 62 fiches from what its draft leaves to fill."""
    dated.run(TakeObjectifs(modeles=[o.slug for o in dated.content.objectifs.objectifs]))
    cell, choice = 3, 4
    for parts in all_parts(dated.snapshot):
        found = {lack.value for lack in lacunes(parts)}
        gestures = 2 + 1  # opened, « C'est adapté », the description of the present
        gestures += choice * (("responsable" in found) + ("indicateur_resultat" in found))
        gestures += cell * len(parts.moyens) + (2 + 2 + 2 + cell)  # each mean, one funding
        gestures += 2 * cell * len(parts.indicateurs)  # where each starts, where it goes
        assert gestures <= MOST, parts.fiche.modele
