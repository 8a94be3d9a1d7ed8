"""The page Grille with texts as long as may be, and longer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from cpom_desktop.domain.saisie.textes import TEXT_LIMIT
from cpom_desktop.services.queries.grille_liste import LONGEST
from tests.outils.fenetre import press
from ui.pages.grille import GrillePage

SENTENCE = "Une phrase ordinaire. "


@pytest.fixture
def page(started, open_page):
    made = open_page(GrillePage, started)
    made.focus_field("constats.dg-a01.texte")
    return made


def paste(page, letters):
    """Put a text of so many letters in the finding, as a paste does."""
    text = (SENTENCE * (letters // len(SENTENCE) + 1))[: letters - 1] + "!"
    cursor = QTextCursor(page.card.row("texte").editor.document())
    cursor.insertText(text)
    page.flush()
    return text


def test_a_finding_as_long_as_may_be_is_kept_found_and_listed_in_a_line(page, ws):
    text = paste(page, TEXT_LIMIT)
    assert ws.snapshot.constats_by_critere["dg-a01"].texte == text
    page.show_list(True)
    page.liste.search.set_raw("ordinaire")
    page.liste.refresh()
    assert page.liste.rows.slugs() == ["dg-a01"]
    assert len(page.liste.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole)) < LONGEST + 200


def test_a_longer_one_is_refused_told_and_not_lost(page, ws, session):
    paste(page, TEXT_LIMIT + 1)
    assert "dg-a01" not in ws.snapshot.constats_by_critere
    assert "Texte trop long" in page.card.row("texte").error
    kept = session.drafts["constats.dg-a01.texte"].raw
    assert len(kept) == TEXT_LIMIT + 1
    page.focus_first()
    press(Qt.Key.Key_2, "2")
    page.go_on()
    page.go_back()
    assert "Texte trop long" in page.card.row("texte").error
    assert len(page.card.row("texte").editor.toPlainText()) == TEXT_LIMIT + 1
