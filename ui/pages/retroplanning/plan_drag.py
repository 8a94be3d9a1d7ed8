"""Moving the plan by hand: what a drag says and does, and the same by keys on the row chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from cpom_desktop.charts.gantt_drag import dragged
from cpom_desktop.domain.calendrier import MotifFermeture
from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, capitalise, format_date
from cpom_desktop.services import gestes_plan
from cpom_desktop.services.queries.plan_calendrier import WORDS, plan_calendar
from cpom_desktop.services.queries.plan_explications import duration_words
from ui.kit.gantt_drag import Told

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.charts.gantt_drag import Gesture, Hold
    from cpom_desktop.charts.gantt_scale import GanttBar
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.operations import Operation
    from ui.pages.retroplanning.plan import PlanCard
    from ui.session import Session

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
_NUDGES: dict[Qt.KeyboardModifier, tuple[Hold, int]] = {
    ALT: ("deplacer", 1),
    ALT | SHIFT: ("deplacer", 7),
    CONTROL | ALT: ("fin", 1),
}
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_FOR_ANY_TASK = frozenset(
    {MotifFermeture.WEEK_END, MotifFermeture.FERIE, MotifFermeture.FERMETURE}
)
"""What is told of any end; the rest matters to meetings only."""


class PlanDrag(QObject):
    """Words gestures while they last, runs one operation when they end; refusals are told calmly.

    Signals:
        opened: the task that she asks to see.
    """

    opened = Signal(int)

    def __init__(self, session: Session, card: PlanCard) -> None:
        super().__init__(card)
        self._session, self._card = session, card
        self._visit = 0
        if session.read_only:
            return
        card.gantt.drag.teller = self.tell
        card.gantt.dropped.connect(self._on_dropped)
        card.table.installEventFilter(self)
        card.table.selectionModel().currentRowChanged.connect(self._on_row)

    def tell(self, gesture: Gesture) -> Told:
        """Return what the label of a drag says."""
        task = self._task(gesture.task_id)
        if task is None:
            return Told(())
        if gesture.hold == "lien":
            return self._tell_link(task, gesture.onto)
        return Told((_dates(task, gesture), *self._notes(task, gesture)))

    def _notes(self, task: Task, gesture: Gesture) -> tuple[str, ...]:
        calendar = plan_calendar(self._session.snapshot, self._session.content)
        notes = []
        if not task.jalon and gesture.hold != "deplacer":
            days = gestes_plan.days_between(task, gesture.debut, gesture.fin, calendar)
            notes.append(duration_words(days, task.unite))
        day = gesture.debut if gesture.hold == "debut" else gesture.fin
        closed = calendar.closed(day)
        if closed is not None and (task.reunion or closed.motif in _FOR_ANY_TASK):
            named = " : ".join(
                words for words in (_(WORDS[closed.motif]), closed.libelle) if words
            )
            notes.append(capitalise(_(named)))
        return tuple(notes)

    def _tell_link(self, task: Task, onto: int) -> Told:
        other, snapshot = self._task(onto), self._session.snapshot
        if other is None:
            return Told((_("Lâchez sur la tâche qui attendra"), _short(task.titre)))
        names = {"suite": _short(other.titre), "avant": _short(task.titre)}
        if onto in gestes_plan.waits_for(snapshot, task.id):
            lines = (_("Lien impossible"), names["avant"], _("attend déjà {suite}", **names))
            return Told(lines, possible=False)
        if gestes_plan.link(snapshot, task.id, onto) is None:
            lines = (_("Lien déjà là"), names["suite"], _("attend {avant}", **names))
            return Told(lines, possible=False)
        return Told((_("Relier"), names["suite"], _("attendra {avant}", **names)))

    def _on_dropped(self, gesture: object) -> None:
        self.drop(gesture)  # type: ignore[arg-type]

    def drop(self, gesture: Gesture, *, merge: str = "") -> None:
        """Do what a gesture asks, as one operation."""
        session = self._session
        try:
            operation = self._operation(gesture)
            if operation is not None:
                session.run(operation, merge=merge)
        except RegleInvalide as error:
            session.refused.emit(session.sentence(error))

    def _operation(self, gesture: Gesture) -> Operation | None:
        snapshot, content = self._session.snapshot, self._session.content
        task_id, debut, fin = gesture.task_id, gesture.debut, gesture.fin
        match gesture.hold:
            case "lien":
                return gestes_plan.link(snapshot, task_id, gesture.onto)
            case "deplacer":
                return gestes_plan.move_end(snapshot, content, task_id, fin)
            case "debut" | "fin":
                return gestes_plan.resize(snapshot, content, task_id, debut, fin)

    def nudge(self, hold: Hold, days: int) -> None:
        """Move, or lengthen, the task of the row chosen; one step to undo for the row."""
        bar = self._bar()
        gesture = None if bar is None or bar.closed else dragged(bar, hold, days)
        if bar is None or gesture is None or (bar.milestone and hold != "deplacer"):
            return
        name = "date_epinglee" if hold == "deplacer" else "duree_jours"
        self.drop(gesture, merge=f"tasks.{bar.task_id}.{name}:touches-{self._visit}")

    def unpin(self) -> None:
        """Let the links decide again of the end of the task chosen."""
        operation = gestes_plan.unpin(self._session.snapshot, self._card.current_task())
        if operation is not None:
            self._session.run(operation)

    def menu(self) -> QMenu:
        """Return what may be asked of the task chosen, with the keys that do the same."""
        menu = QMenu(self._card)
        task = self._task(self._card.current_task())
        read_only = self._session.read_only
        words = _("Voir la tâche") if read_only else _("Modifier la tâche…")
        menu.addAction(words, self._on_open)
        if not read_only and task is not None:
            menu.addSeparator()
            free = task.etat not in CLOSED
            for text, keys, slot, wanted in (
                (_("Un jour plus tôt"), _("Alt+Gauche"), self._on_earlier, free),
                (_("Un jour plus tard"), _("Alt+Droite"), self._on_later, free),
                (_("Ne plus fixer la date"), _("Alt+Suppr"), self.unpin,
                 task.date_epinglee is not None),
            ):  # fmt: skip
                menu.addAction(f"{text}\t{keys}", slot).setEnabled(wanted)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def show_menu(self, _row: int, where: QPoint) -> None:
        """Show the menu of the row under the mouse."""
        self.menu().popup(where)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that move the row chosen, before the window takes them."""
        if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        assert isinstance(event, QKeyEvent)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        way, nudge = _WAYS.get(Qt.Key(event.key())), _NUDGES.get(held)
        pin = event.key() == Qt.Key.Key_Delete and held == ALT
        if not pin and (way is None or nudge is None):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if pin:
                self.unpin()
            elif way is not None and nudge is not None:
                self.nudge(nudge[0], way * nudge[1])
        return True

    def _on_open(self) -> None:
        self.opened.emit(self._card.current_task())

    def _on_earlier(self) -> None:
        self.nudge("deplacer", -1)

    def _on_later(self) -> None:
        self.nudge("deplacer", 1)

    def _on_row(self) -> None:
        self._visit += 1

    def _task(self, task_id: int) -> Task | None:
        return next((t for t in self._session.snapshot.tasks if t.id == task_id), None)

    def _bar(self) -> GanttBar | None:
        canvas, chosen = self._card.gantt.canvas, self._card.current_task()
        bars = canvas.plan.bars if canvas else ()
        return next((bar for bar in bars if bar.task_id == chosen), None)


def _dates(task: Task, gesture: Gesture) -> str:
    if task.jalon:
        return _day(gesture.fin)
    return f"{_day(gesture.debut)} → {_day(gesture.fin)}"


def _day(day: date) -> str:
    return format_date(day, "field")


def _short(title: str) -> str:
    """Return a title that fits a label, between quotes."""
    most = 40
    return _(
        "« {titre} »", titre=title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
    )
