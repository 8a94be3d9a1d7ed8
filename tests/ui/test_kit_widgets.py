"""Buttons, labels, pills, states, dialogs, choices: by keyboard, with a name, never rich text."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

import ui
from tests.outils.fenetre import press
from ui.kit.buttons import DangerButton, IconButton, PrimaryButton, SecondaryButton
from ui.kit.cards import Card
from ui.kit.dialogs import InformDialog, QuestionDialog, ask, inform
from ui.kit.fields import TextField
from ui.kit.flow import Chip, FlowLayout
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel, set_tooltip
from ui.kit.pills import Pill, StatusPill, pill_look
from ui.kit.save_state import SaveStateLabel
from ui.kit.states import Banner, EmptyState, ErrorSummary, WarningStrip
from ui.kit.toast import Toast
from ui.theme.theme import load_theme

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("dress"),
]

SPOOF = "<img src='file:///etc/hosts'><b>gras</b>"


def focus_ring_pixels(widget):
    image = widget.grab().toImage()
    ink = load_theme("clair").hex("focus").lower()
    return sum(image.pixelColor(x, 1).name() == ink for x in range(image.width()))


def test_a_text_is_shown_as_it_is_even_when_it_looks_like_markup(qtbot):
    for label in (SafeLabel(SPOOF), ElidedLabel(SPOOF), StatusPill("fait", SPOOF)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
    set_tooltip(label, SPOOF)
    assert "&lt;img" in label.toolTip()
    assert "<img" not in label.toolTip()
    set_tooltip(label, "")
    assert label.toolTip() == ""


def test_only_the_kit_makes_labels_tooltips_and_never_a_message_box():
    root = Path(ui.__file__).parent
    guilty = []
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            owner = getattr(getattr(node.func, "value", None), "id", "")
            forbidden = name in {"QLabel", "QMessageBox", "setToolTip"} or owner == "QMessageBox"
            if forbidden and path.name != "labels.py":
                guilty.append(f"{path.name}:{node.lineno}")
    assert guilty == []


def test_a_shortened_text_is_whole_for_a_screen_reader_and_in_its_tooltip(shown):
    label = ElidedLabel("Agence régionale de santé de démonstration")
    shown(label)
    label.setFixedWidth(80)
    QApplication.processEvents()
    assert label.text().endswith("…")
    assert label.accessibleName() == label.whole_text
    assert label.whole_text in label.toolTip()


def test_the_ring_is_for_the_keyboard_only(shown, qtbot):
    button = SecondaryButton("Imprimer")
    shown(button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert focus_ring_pixels(button) == 0
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert focus_ring_pixels(button) > 20


def test_focus_does_not_change_the_size_of_a_button(shown):
    button = PrimaryButton("Ajouter une tâche", icon_name="plus")
    shown(button)
    before = button.size()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.size() == before
    assert before.height() >= 32


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Space, " ")])
def test_enter_and_space_press_a_button(shown, qtbot, key, text):
    button = DangerButton("Supprimer la fiche")
    shown(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        press(key, text)


def test_an_icon_button_cannot_be_made_without_a_name(qtbot):
    with pytest.raises(ValueError, match="name"):
        IconButton("x", "")
    button = IconButton("undo-2", "Annuler la saisie", shortcut="Ctrl+Z")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Annuler la saisie"
    assert "Annuler la saisie (Ctrl+Z)" in button.toolTip()


def test_an_ampersand_in_a_button_is_a_letter(qtbot):
    button = SecondaryButton("Achats & travaux")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()


def test_every_status_has_an_icon_and_a_word(qtbot):
    for kind in ("fait", "en-cours", "a-faire", "a-verifier", "en-retard", "bloquant", "conseil"):
        pill = StatusPill(kind)
        qtbot.addWidget(pill)
        assert pill.text() == pill_look(kind).word
        assert pill_look(kind).icon
        assert pill.sizeHint().height() >= 22
    pill.set_pill(Pill("neutre", "Excusée"))
    assert pill.text() == "Excusée"


def test_a_pill_grows_with_the_text(qtbot, dress):
    pill = StatusPill("a-verifier")
    qtbot.addWidget(pill)
    small = pill.sizeHint()
    dress(2.0)
    assert pill.sizeHint().width() > 1.7 * small.width()


def test_a_card_without_title_has_no_header(qtbot):
    card = Card()
    qtbot.addWidget(card)
    assert card.title_label.parentWidget().isHidden()
    card.set_title("Identité", "3 champs")
    assert not card.title_label.parentWidget().isHidden()
    assert card.accessibleName() == "Identité"


def test_chips_run_over_several_lines_and_skip_hidden_ones(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host)
    chips = [Chip(f"Famille {n}", count=n) for n in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    one = chips[0].sizeHint()
    assert flow.heightForWidth(10_000) == one.height()
    assert flow.heightForWidth(one.width() + 5) > 5 * one.height()
    chips[0].hide()
    flow.setGeometry(QRect(0, 0, 10_000, 100))
    assert chips[1].geometry().left() == 0
    assert flow.takeAt(99) is None


def test_a_chosen_chip_has_a_tick_and_its_count(qtbot):
    chip = Chip("En retard", count=7)
    qtbot.addWidget(chip)
    assert chip.icon().isNull()
    chip.setChecked(True)
    assert not chip.icon().isNull()
    chip.set_count(3)
    assert (chip.text(), chip.accessibleDescription()) == ("En retard (3)", "filtre actif")


def test_an_empty_state_offers_one_button(qtbot):
    state = EmptyState("calendar-days", "Aucune réunion", "Le COPIL se prépare ici.", "Planifier")
    qtbot.addWidget(state)
    with qtbot.waitSignal(state.triggered, timeout=1000):
        state.button.click()
    bare = EmptyState("calendar-days", "Aucune réunion", "Rien à faire.")
    qtbot.addWidget(bare)
    assert bare.button is None


def test_a_warning_strip_tells_what_should_be_and_offers_two_ways(qtbot):
    strip = WarningStrip("la clé devrait être 0", actions=["Corriger", "J’assume…"])
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.first, timeout=1000):
        strip.buttons[0].click()
    with qtbot.waitSignal(strip.second, timeout=1000):
        strip.buttons[1].click()


def test_a_banner_can_be_put_away(qtbot):
    banner = Banner("conseil", "Lecture seule", action="Réessayer", close_name="Masquer")
    qtbot.addWidget(banner)
    banner.show()
    with qtbot.waitSignal(banner.triggered, timeout=1000):
        banner.buttons[0].click()
    banner.set_text("Disque plein", tone="erreur")
    assert (banner.property("role"), banner.text.text()) == ("erreur", "Disque plein")
    banner.buttons[1].click()
    assert banner.isHidden()


def test_the_error_summary_counts_and_leads_to_each_field(qtbot):
    summary = ErrorSummary()
    qtbot.addWidget(summary)
    assert summary.isHidden()
    errors = [("cp", "Code postal", "Saisissez 5 chiffres."), ("nom", "Nom", "Trop long.")]
    summary.show_errors(errors)
    assert summary.title.text() == "2 champs à corriger\u00a0:"
    with qtbot.waitSignal(summary.asked, timeout=1000) as asked:
        summary.links[1].click()
    assert asked.args == ["nom"]
    assert summary.links[1].accessibleDescription() == "Trop long."
    summary.show_errors([])
    assert summary.isHidden()


def test_a_toast_goes_away_by_itself(shown, qtbot):
    host, other = QWidget(), SecondaryButton("Ailleurs")
    shown(host, other)
    other.setFocus()
    toast = Toast(host, duration_ms=20)
    with qtbot.waitSignal(toast.closed, timeout=2000):
        toast.show_message("Fiche supprimée.")
    assert toast.isHidden()


def test_a_toast_waits_under_the_mouse_and_under_the_caret(shown, qtbot):
    host, other = QWidget(), SecondaryButton("Ailleurs")
    window = shown(host, other)
    toast = Toast(host)
    toast.show_message("Fiche supprimée.", "Annuler la suppression", lambda: None)
    assert toast.remaining_ms() > 7000
    spot = QPoint(5, 5).toPointF()
    QApplication.sendEvent(toast, QEnterEvent(spot, spot, spot))
    assert toast.remaining_ms() == -1
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.remaining_ms() > 0
    toast.action.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: toast.remaining_ms() == -1)
    other.setFocus()
    qtbot.waitUntil(lambda: toast.remaining_ms() > 0)
    assert toast.geometry().bottom() <= window.height()
    toast.close_message()


def test_the_action_of_a_toast_runs_once_and_closes_it(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    done = []
    toast = Toast(host)
    toast.show_message("Supprimée.", "Annuler", lambda: done.append(1))
    toast.action.click()
    toast.action.click()
    assert (done, toast.isHidden()) == ([1], True)


def question(**more):
    words = {"action_label": "Supprimer la fiche", "safe_label": "Conserver"}
    return QuestionDialog("Supprimer la fiche ?", SPOOF, destructive=True, **words, **more)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_are_the_safe_answer(qtbot, key):
    dialog = question()
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.safe.hasFocus)
    with qtbot.waitSignal(dialog.finished, timeout=1000) as finished:
        press(key, "\r")
    assert finished.args == [QDialog.DialogCode.Rejected.value]


def test_the_action_must_be_pressed_to_act(qtbot):
    dialog = question()
    qtbot.addWidget(dialog)
    assert (dialog.safe.isDefault(), dialog.action.isDefault()) == (True, False)
    assert isinstance(dialog.action, DangerButton)
    with qtbot.waitSignal(dialog.accepted, timeout=1000):
        dialog.action.click()
    assert 480 <= dialog.width() <= 560


def test_ask_answers_what_was_pressed(qtbot, monkeypatch):
    def answer(dialog):
        dialog.action.click()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", answer)
    assert ask(None, "Supprimer ?", "Perdu.", "Supprimer", "Conserver", destructive=True)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.safe.click() or dialog.result())
    assert not ask(None, "Supprimer ?", "Perdu.", "Supprimer", "Conserver")


def test_inform_waits_for_the_only_button(qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: seen.append(dialog.windowTitle()))
    inform(None, "Disque plein", "Libérez de la place.", trouble=True)
    assert seen == ["Disque plein"]


def test_an_announcement_has_one_button(qtbot):
    dialog = InformDialog("Disque plein", "Libérez de la place.", trouble=True)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted, timeout=1000):
        dialog.close_button.click()


def test_no_label_of_a_dialog_is_rich(qtbot):
    dialog = question()
    qtbot.addWidget(dialog)
    formats = {label.textFormat() for label in dialog.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_the_save_state_says_when_and_why_not(qtbot):
    state = SaveStateLabel()
    qtbot.addWidget(state)
    assert state.isHidden()
    state.show_saved(datetime(2027, 3, 12, 14, 32, tzinfo=UTC))
    assert state.text.text() == "Enregistré à 14:32"
    state.show_saved(datetime(2027, 3, 12, 14, 32, tzinfo=UTC), date(2027, 3, 14))
    assert state.text.text() == "Enregistré le 12 mars à 14:32"
    state.show_saving()
    assert state.text.text() == "Enregistrement…"
    state.show_failed("disque plein")
    assert state.accessibleName() == "Non enregistré\u00a0: disque plein"
    state.show_read_only()
    assert state.accessibleName() == "Lecture seule"


def test_an_icon_beside_words_is_plain(qtbot):
    label = IconLabel("lock")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_text_field_takes_the_height_of_its_lines_and_holds_to_it(qtbot):
    field = TextField("État des lieux", lines=3, most=12)
    qtbot.addWidget(field)
    field.resize(640, 80)
    field.show()
    field.set_raw(
        "\n".join(f"- ligne {rank} qui tient sur deux lignes au plus" for rank in range(6))
    )

    for width in (640, 180, 377):
        field.resize(width, field.height())
        QApplication.processEvents()
        assert field.minimumHeight() == field.maximumHeight() == field.height()
        lines = min(field.document().size().height(), 12)
        assert field.height() >= lines * field.fontMetrics().lineSpacing()
