"""The meeting on the screen of the room: driven by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel

from cpom_desktop.services.operations import AddPoint, DeletePoints, DeleteReunions, UpdatePoint
from tests.outils.diagnostics import fill
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import CONTROL, plain, press, write
from tests.outils.reunions import add_copil, hold_first_copil
from ui.pages.reunions.presentation import PresentationWindow, present, room_screen, time_words
from ui.pages.reunions.presentation_parts import SIZES, SMALLEST
from ui.session import Session


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as found:
        hold_first_copil(found)
        yield found


@pytest.fixture
def reunion_id(workspace):
    return add_copil(workspace)


@pytest.fixture
def session(workspace, qapp):
    return Session(workspace, qapp)


@pytest.fixture
def room(session, reunion_id, qtbot, dress):
    """Return the presentation of the second COPIL, on a screen of 1920 × 1080."""
    window = PresentationWindow(session, reunion_id)
    window.resize(QSize(1920, 1080))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.hasFocus)
    yield window
    if window in qtbot_windows():
        window.close()


def qtbot_windows():
    from PySide6.QtWidgets import QApplication

    return QApplication.topLevelWidgets()


def decisions(session, reunion_id):
    return [
        (d.numero, d.texte, d.point_id)
        for d in session.snapshot.decisions
        if d.reunion_id == reunion_id
    ]


def test_the_arrows_turn_the_points(room):
    assert plain(room.head.text()) == (
        "EHPAD Les Tilleuls · COPIL n° 2 · point 1 sur 5 · décision"
    )
    press(Qt.Key.Key_Right)
    assert room.title.text() == "Méthode, calendrier et contrat en cours"
    press(Qt.Key.Key_End)
    assert room.slide.numero == 5
    press(Qt.Key.Key_Right)
    assert room.slide.numero == 5
    press(Qt.Key.Key_Left)
    assert room.slide.numero == 4
    press(Qt.Key.Key_Home)
    assert room.slide.numero == 1


def test_the_decisions_of_the_meeting_before_come_back_with_their_state(room):
    first, *_others = room.lines.rows

    assert plain(first.accessibleName()) == (
        "Transmettre une synthèse du diagnostic., Sophie Lemaire, 1er mars 2027, "
        "En retard de 11 jours"
    )
    assert plain(room.note.text()) == "Décisions de la réunion précédente : COPIL n° 1."


def test_strengths_and_weaknesses_are_shown_where_the_point_is_about_them(
    room, session, workspace
):
    fill(workspace)
    room.reload()
    room.show_point(3)

    weak = [row.accessibleName() for row in room.lines.rows]
    assert weak
    assert "critères cotés sur" in room.note.text()
    room.show_point(2)
    assert len(room.lines.rows) > len(weak)


def test_the_plan_is_told_by_its_next_milestones_and_its_margin(room):
    room.show_point(1)

    assert room.lines.rows
    assert "arge" in room.note.text() or "fallu" in room.note.text()


def test_a_point_about_something_else_shows_its_document_and_its_notes(room, session):
    room.show_point(4)
    point = room.slide.point_id
    session.run(UpdatePoint(id=point, titre="Divers", document="Trame", notes="Vu ensemble."))

    shown = [label.text() for label in room.lines.widget().findChildren(QLabel)]
    assert [plain(text) for text in shown] == ["Document : Trame", "Vu ensemble."]
    assert room.slide.numero == 5


def test_d_writes_a_decision_in_the_minutes_under_the_number_shown(room, session, reunion_id):
    press(Qt.Key.Key_End)
    point = room.slide.point_id
    press(Qt.Key.Key_D, "d")
    assert room.decision.field.hasFocus()
    assert plain(room.decision.number.text()) == "Décision n° 1"

    write("Deux axes sont retenus.")
    press(Qt.Key.Key_Return)

    assert decisions(session, reunion_id) == [(1, "Deux axes sont retenus.", point)]
    assert plain(room.decision.number.text()) == "Décision n° 2"
    assert plain(room.decision.hint.text()) == "Décision n° 1 inscrite au compte rendu"
    assert room.decision.field.text() == ""
    assert room.hasFocus()


def test_ctrl_z_takes_the_decision_back(room, session, reunion_id):
    press(Qt.Key.Key_D, "d")
    write("Trop tôt.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Z, modifiers=CONTROL)

    assert decisions(session, reunion_id) == []
    assert plain(room.decision.number.text()) == "Décision n° 1"


def test_a_decision_belongs_to_the_point_it_was_begun_on(room, session, reunion_id):
    point = room.slide.point_id
    press(Qt.Key.Key_D, "d")
    write("Approuvé.")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_D, "d")
    press(Qt.Key.Key_Return)

    assert decisions(session, reunion_id) == [(1, "Approuvé.", point)]


def test_an_empty_decision_is_not_written(room, session, reunion_id):
    press(Qt.Key.Key_D, "d")
    write("  ")
    press(Qt.Key.Key_Return)

    assert decisions(session, reunion_id) == []


def test_escape_leaves_the_line_first_then_quits_and_her_words_come_back(
    room, session, reunion_id, qtbot
):
    press(Qt.Key.Key_D, "d")
    write("À suivre")
    press(Qt.Key.Key_Escape)
    assert room.isVisible()
    with qtbot.waitSignal(room.destroyed):
        press(Qt.Key.Key_Escape)

    again = PresentationWindow(session, reunion_id)
    assert again.decision.field.text() == "À suivre"
    again.decision.field.clear()
    again.close()
    assert again.decision.draft_key not in session.drafts


def test_words_are_kept_while_she_types(room, session, qtbot):
    press(Qt.Key.Key_D, "d")
    write("Trois mots gardés")

    qtbot.waitUntil(lambda: room.decision.draft_key in session.drafts)
    assert session.drafts[room.decision.draft_key].raw == "Trois mots gardés"
    press(Qt.Key.Key_Return)
    assert room.decision.draft_key not in session.drafts


def test_the_time_spent_is_told_beside_the_time_given(room, session):
    workspace = session.workspace
    before = workspace.now
    workspace._clock = lambda: before + timedelta(minutes=7)
    room.tick()

    assert plain(room.time.text()) == "7 min sur 5 : 2 de trop"
    press(Qt.Key.Key_Right)
    assert plain(room.time.text()) == "0 min sur 10"
    press(Qt.Key.Key_Left)
    assert plain(room.time.text()) == "7 min sur 5 : 2 de trop"
    assert plain(room.clock.text()) == "14:39"


def test_time_without_a_duration_is_told_alone():
    assert [plain(time_words(n, None)) for n in (0, 12)] == ["0 min", "12 min"]


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 1024)])
def test_texts_keep_the_sizes_of_the_design_on_every_screen(room, size, qtbot):
    room.resize(QSize(*size))
    unit = min(size[0] / 1920, size[1] / 1080)
    room.show_point(3)
    sizes = [
        QFontInfo(label.font()).pixelSize()
        for label in room.findChildren(QLabel)
        if label.text() and label.isVisible()
    ]

    assert min(SIZES.values()) == SMALLEST == 20
    assert min(sizes) >= round(20 * unit) - 1
    assert room.lines.horizontalScrollBar().maximum() == 0


def test_a_long_agenda_shows_the_points_near_the_one_on_the_screen(room, session, reunion_id):
    for n in range(40):
        session.run(AddPoint(reunion_id=reunion_id, titre=f"Point supplémentaire {n}"))
    room.show_point(30)
    room.grab()
    seen = [rank for rank, pill in enumerate(room.points._pills) if pill.isValid()]

    assert 30 in seen
    assert seen == list(range(seen[0], seen[-1] + 1))
    assert room.points._pills[seen[-1]].right() <= room.points.width()
    press(Qt.Key.Key_Home)
    room.grab()
    assert room.points._pills[0].isValid()


def test_down_points_at_another_line_and_says_it(room):
    press(Qt.Key.Key_Down)

    assert room.lines.current == 1
    assert room.lines.rows[1].hasFocus()
    room.reload()
    assert room.lines.current == 1
    press(Qt.Key.Key_Right)
    assert room.slide.numero == 2


def test_a_meeting_without_points_says_so(room, session, reunion_id):
    ids = [p.id for p in session.snapshot.reunions_points if p.reunion_id == reunion_id]
    session.run(DeletePoints(ids=ids))

    assert plain(room.title.text()) == "Aucun point n’est à l’ordre du jour."
    press(Qt.Key.Key_D, "d")
    assert not room.decision.field.hasFocus()


def test_a_meeting_deleted_closes_its_presentation(room, session, reunion_id, qtbot):
    with qtbot.waitSignal(room.destroyed):
        session.run(DeleteReunions(ids=[reunion_id]))


def test_a_dossier_that_may_only_be_read_takes_no_decision(
    workspace, reunion_id, read_only, qapp, dress, qtbot
):
    window = PresentationWindow(Session(read_only(workspace), qapp), reunion_id)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.hasFocus)
    press(Qt.Key.Key_D, "d")

    assert not window.decision.field.hasFocus()
    assert "lecture seule" in window.decision.hint.text()
    window.close()


def test_it_opens_full_screen_and_goes_with_the_page_it_was_asked_from(
    session, reunion_id, shown, qtbot
):
    from PySide6.QtWidgets import QPushButton

    button = QPushButton("Présenter")
    shown(button)
    window = present(reunion_id, session, button)

    assert window.isFullScreen()
    assert window.screen() == room_screen(button)
    assert window.parentWidget() is button
    with qtbot.waitSignal(window.destroyed):
        window.close()
