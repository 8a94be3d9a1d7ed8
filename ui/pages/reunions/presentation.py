"""The meeting on the screen of the room: a slide a point, decisions written as they are taken.

Full screen on the second display when there is one (picture 31). Everything comes from the
dossier, and a decision goes straight to the minutes: nothing is exported, nothing is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, format_time
from cpom_desktop.services.queries.presentation import TABLES, Slide, presentation
from cpom_desktop.services.queries.reunion import minutes_words
from cpom_desktop.services.queries.tournures import of_name
from ui.kit.labels import IconLabel
from ui.pages.reunions.presentation_decision import DecisionBox
from ui.pages.reunions.presentation_parts import (
    Lines,
    Points,
    TimeBar,
    placed,
    style_of,
    unit_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QScreen, QShowEvent

    from cpom_desktop.services.changes import Changes
    from ui.session import Session

SECOND_MS = 1000
FORWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space})
BACKWARD = frozenset({Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace})


def present(reunion_id: int, session: Session, beside: QWidget) -> PresentationWindow:
    """Show a meeting full screen, on the second display when there is one.

    Args:
        reunion_id: the meeting.
        session: the dossier.
        beside: the page asked from; its window stays where it is, and it closes this one with it.
    """
    window = PresentationWindow(session, reunion_id, beside)
    screen = room_screen(beside)
    window.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.showFullScreen()
    window.activateWindow()
    return window


def room_screen(beside: QWidget) -> QScreen:
    """Return the display of the room: another than that of the window, else the same."""
    own = beside.window().screen()
    others = [screen for screen in QGuiApplication.screens() if screen.name() != own.name()]
    return others[0] if others else own


class PresentationWindow(QWidget):
    """A meeting, point after point: arrows turn them, D writes a decision, Échap quits."""

    def __init__(self, session: Session, reunion_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("place", "room")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session, self._reunion_id = session, reunion_id
        self._slides: tuple[Slide, ...] = ()
        self._name = ""
        self._current = 0
        self._spent: dict[int, float] = {}
        self._since: datetime = session.workspace.now
        self._unit = 1.0
        self._build()
        self._connect()
        self.reload()

    # --- parts

    def _build(self) -> None:
        self.head, self.title = placed("", "head"), placed("", "title", wrap=True)
        self.day, self.clock = placed("", "day"), placed("", "clock")
        self.lines, self.note = Lines(), placed("", "note", wrap=True)
        self.decision = DecisionBox(self._session, self._reunion_id)
        self.points, self.time, self.bar = Points(), placed("", "time"), TimeBar()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.addLayout(self._build_head())
        self._body.addWidget(self.lines, 1)
        self._body.addWidget(self.note)
        self._body.addWidget(self.decision)
        self._column.addLayout(self._body, 1)
        self._column.addWidget(self._build_strip())

    def _build_head(self) -> QHBoxLayout:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in ((left, (self.head, self.title)), (right, (self.day, self.clock))):
            column.setSpacing(0)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        for widget in (self.day, self.clock):
            widget.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addLayout(right)
        return row

    def _build_strip(self) -> QWidget:
        strip = QWidget()
        strip.setProperty("place", "strip")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip_row = QHBoxLayout(strip)
        self._strip_row.addWidget(self.points, 1)
        self._strip_row.addWidget(IconLabel("hourglass", "lateral-texte", 20))
        self._strip_row.addWidget(self.time)
        self._strip_row.addWidget(self.bar)
        for key, told in (("← →", ""), ("D", _("décision")), (_("Échap"), _("quitter"))):
            self._strip_row.addWidget(placed(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
            if told:
                self._strip_row.addWidget(placed(told, "key-told"))
        return strip

    def _connect(self) -> None:
        self.points.chosen.connect(self.show_point)
        self.decision.left.connect(self._take_keys)
        self._session.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    # --- what is shown

    def reload(self) -> None:
        """Read the meeting again, and stay on the point that is shown."""
        workspace = self._session.workspace
        shown = self._slides[self._current].point_id if self._slides else 0
        found = presentation(
            workspace.snapshot, workspace.content, workspace.today, self._reunion_id
        )
        if found is None:
            self.close()
            return
        self._slides, self._name = found.slides, found.nom
        ranks = [rank for rank, slide in enumerate(self._slides) if slide.point_id == shown]
        last = max(0, len(self._slides) - 1)
        self._current = ranks[0] if ranks else min(self._current, last)
        name = _("Présentation {du_nom}", du_nom=of_name(self._name))
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self._show()

    @property
    def slide(self) -> Slide | None:
        """The point on the screen; None when the agenda is empty."""
        return self._slides[self._current] if self._slides else None

    def show_point(self, rank: int) -> None:
        """Show a point by its rank, if there is one."""
        if 0 <= rank < len(self._slides) and rank != self._current:
            self.tick()
            self._current = rank
            self._show()
            self._tell_title()

    def _show(self) -> None:
        slide, house = self.slide, self._session.snapshot.etablissement.nom
        told = [house, self._name]
        if slide is not None:
            place = _("point {n} sur {total}", n=slide.numero, total=len(self._slides))
            told += [place, slide.nature.lower(), slide.rapporteur]
        self.head.setText(" · ".join(part for part in told if part))
        empty = _("Aucun point n'est à l'ordre du jour.")
        self.title.setText(slide.titre if slide else empty)
        if any(row.hasFocus() for row in self.lines.rows):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # its line may go
        lines, texts = (slide.lines, slide.texts) if slide else ((), ())
        self.lines.show_slide(lines, texts, self._unit)
        self.note.setText(slide.note if slide else "")
        self.note.setVisible(bool(slide and slide.note))
        self.decision.show_point(slide.point_id if slide else 0)
        self.tick()

    def _tell_title(self) -> None:
        """Have the new title read aloud."""
        self.title.setAccessibleName(self.title.text())
        event = QAccessibleEvent(self.title, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    def tick(self) -> None:
        """Count the time spent on the point, and show the hour."""
        now = self._session.workspace.now
        passed = max(0.0, (now - self._since).total_seconds())
        self._since = now
        self.day.setText(format_date(now.date(), "full"))
        self.clock.setText(format_time(now))
        slide = self.slide
        if slide is None:
            self.time.setText("")
            self.bar.show_share(0.0, self._unit)
        else:
            spent = self._spent[slide.point_id] = self._spent.get(slide.point_id, 0.0) + passed
            self.time.setText(time_words(int(spent // 60), slide.duree_minutes))
            self.bar.show_share(spent / 60 / (slide.duree_minutes or 1), self._unit)
            self.bar.setVisible(slide.duree_minutes is not None)
        self.points.show_points(self._slides, self._current, self._unit)

    def _on_changed(self, changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        if changes.touch(*TABLES):
            self.reload()

    # --- keys and room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the points, point at a line, write a decision, quit."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self._session.undo()
        elif key in FORWARD:
            self.show_point(self._current + 1)
        elif key in BACKWARD:
            self.show_point(self._current - 1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.show_point(0 if key == Qt.Key.Key_Home else len(self._slides) - 1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.lines.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_D:
            self.decision.start()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys: the caret is nowhere until she asks for it."""
        super().showEvent(event)
        self._take_keys()

    def _take_keys(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every text and margin the size that the screen allows."""
        super().resizeEvent(event)
        unit = unit_of(event.size())
        if unit == self._unit and self.styleSheet():
            return
        self._unit = unit
        side, top = round(72 * unit), round(40 * unit)
        self._body.setContentsMargins(side, top, side, round(20 * unit))
        self._body.setSpacing(round(16 * unit))
        self.decision.fit(unit)
        self._strip_row.setContentsMargins(round(48 * unit), 0, round(40 * unit), 0)
        self._strip_row.setSpacing(round(14 * unit))
        self.setStyleSheet(style_of(unit))
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the words that are not written, and give the screen back."""
        self._timer.stop()
        self.decision.keep()
        super().closeEvent(event)
        if (parent := self.parentWidget()) is not None:
            parent.activateWindow()


def time_words(spent: int, given: int | None) -> str:
    """Return « 21 min sur 55 » of a point, « 62 min sur 55 : 7 de trop » when it overruns."""
    if given is None:
        return minutes_words(spent) if spent else _("0 min")
    told = _("{n} min sur {total}", n=spent, total=given)
    over = spent - given
    return told if over <= 0 else _("{temps} : {n} de trop", temps=told, n=over)
