"""What only shows in another theme: rings on a fill, inverted grounds, Qt's own drawings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from tests.outils.couleurs import contrast
from tests.outils.fenetre import press
from ui.kit import file_dialogs
from ui.kit.calendar_popup import CalendarPopup
from ui.kit.toast import Toast
from ui.shell import files
from ui.shell.action_card import ActionCard
from ui.theme.theme import load_theme

THEMES = pytest.mark.parametrize("theme", ["clair", "sombre"])


def colours(image):
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in points}


def row(image, x, depth):
    """Return the colours met on the way in from the left edge."""
    return [image.pixelColor(x + step, image.height() // 2).name() for step in range(depth)]


@THEMES
def test_the_ring_of_the_filled_card_stands_apart_from_its_fill(shown, dress, theme):
    dress(theme=theme)
    card = ActionCard("folder", "Créer", "Un texte", "Ctrl+N", primary=True)
    shown(card)
    card.setFocus()
    roles = load_theme(theme).roles
    met = row(card.grab().toImage(), 0, 10)

    ring, apart, fill = (met.index(roles[r].lower()) for r in ("focus", "fond", "primaire"))
    assert ring < apart < fill


@THEMES
def test_the_ring_on_a_short_message_is_seen(shown, dress, theme):
    dress(theme=theme)
    host = QWidget()
    shown(host)
    toast = Toast(host)
    toast.show_message("Fiche supprimée.", "Annuler la suppression", lambda: None)
    toast.action.setFocus(Qt.FocusReason.TabFocusReason)
    roles = load_theme(theme).roles
    picture = toast.action.grab().toImage()

    assert roles["surface"].lower() in row(picture, 0, 4)
    assert contrast(roles["surface"], roles["texte"]) >= 3


@THEMES
def test_the_cross_of_a_short_message_does_not_vanish_under_the_mouse(shown, dress, theme):
    dress(theme=theme)
    host = QWidget()
    shown(host)
    toast = Toast(host)
    toast.show_message("Fait.")
    QTest.mouseMove(toast.close_button, QPoint(16, 16))
    toast.close_button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    roles = load_theme(theme).roles
    seen = colours(toast.close_button.grab().toImage())

    assert roles["surface"].lower() in seen
    assert roles["primaire-doux"].lower() not in seen
    toast.close_message()


@THEMES
def test_the_arrows_of_the_file_dialog_take_the_ink_of_the_theme(shown, dress, tmp_path, theme):
    dress(theme=theme)
    dialog = file_dialogs.file_dialog(
        shown(QWidget()), "Ouvrir", tmp_path, files.DOSSIER, "Ouvrir"
    )
    ink = load_theme(theme).hex("texte-2").lower()
    for name, _drawing in file_dialogs.ARROWS:
        button = dialog.findChild(QToolButton, name)
        assert ink in colours(button.icon().pixmap(18, 18).toImage())
    dialog.deleteLater()


@THEMES
def test_every_day_of_the_calendar_is_readable(shown, dress, theme):
    dress(theme=theme)
    host = QWidget()
    shown(host)
    popup = CalendarPopup(host)
    popup.open_on(None, QPoint(0, 0))
    roles = load_theme(theme).roles

    assert roles["texte-3"].lower() in colours(popup.grab().toImage())
    assert contrast(roles["texte-3"], roles["surface"]) >= 4.5
    press(Qt.Key.Key_Escape)
    popup.close()
