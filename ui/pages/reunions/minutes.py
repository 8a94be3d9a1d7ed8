"""« Compte rendu »: what was said of each point, what was decided, by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import UpdatePoint
from cpom_desktop.services.ordres_du_jour import is_approval
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.models.part_section import run_told
from ui.models.part_table import PartTable
from ui.models.reunion_parts import followed_model
from ui.pages.reunions.decisions import DecisionsPart
from ui.pages.reunions.fields import field_key, notes_spec
from ui.pages.reunions.previous import PreviousDecisions
from ui.pages.reunions.signing import SigningPart
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.domain.reunions import ReunionPoint
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.kit.field_row import FieldRow
    from ui.session import Session

BESIDE = 700
"""Pixels at 100 % under which the participants leave the minutes alone."""
SIGNING = 308
TREATED = "traite"


class MinutesTab(QFrame):
    """The points, what was said of the one chosen, the decisions; participants beside.

    Signals:
        deleted, told: sentence of what was done: it may be taken back.
        opened: slug of a page and key of a field.
        sheet_asked: the attendance sheet.
    """

    deleted = Signal(str)
    told = Signal(str)
    opened = Signal(str, str)
    sheet_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: ReunionView | None = None
        self.form: Form | None = None
        self._bound: tuple[object, ...] = ()
        self.point_id = 0
        self.points = PartTable(_("Ordre du jour"), stretch=1)
        self.points.setAccessibleDescription(
            _("Entrée écrit ce qui a été dit, Espace dit que le point est traité.")
        )
        self._model = followed_model(session, self)
        self.points.setModel(self._model)
        self.heading = SafeLabel("", "label", wrap=True)
        self.nothing = SafeLabel(
            _("L'ordre du jour est vide : ajoutez ses points, ou une décision ci-dessous."),
            "small-2",
            wrap=True,
        )
        self.previous = PreviousDecisions(session)
        self.decisions = DecisionsPart(session)
        self.signing = SigningPart(session)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(SafeLabel(_("Ordre du jour"), "label"))
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.points)
        self._frame = frame
        column.addWidget(frame)
        column.addWidget(self.nothing)
        column.addWidget(self.heading)
        self._notes = QVBoxLayout()
        column.addLayout(self._notes)
        column.addWidget(self.previous)
        column.addWidget(self.decisions)
        column.addStretch(1)
        row.addWidget(main, 1)
        row.addWidget(self.signing)

    def _connect(self) -> None:
        self.points.selectionModel().currentChanged.connect(self._on_current)
        self.points.opened.connect(self._on_opened)
        self.decisions.quick.left.connect(self.write)
        for part in (self.decisions, self.previous):
            part.told.connect(self.told)
            part.opened.connect(self.opened)
        self.decisions.deleted.connect(self.deleted)
        self.signing.sheet_asked.connect(self.sheet_asked)
        for keys, slot in (
            ("Ctrl+Return", self.next_point),
            ("Ctrl+Enter", self.next_point),
            ("Ctrl+D", self.decide),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        tick = QShortcut(QKeySequence("Space"), self.points)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)
        tick.activated.connect(self.toggle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the participants beside where there is room."""
        super().resizeEvent(event)
        self.signing.setFixedWidth(px(SIGNING))
        self.signing.setVisible(self.width() >= px(BESIDE))

    def show_view(self, view: ReunionView, *, force: bool) -> None:
        """Show the minutes of a meeting; the point chosen stays."""
        other = self._view is None or self._view.reunion.id != view.reunion.id
        self._view = view
        self._model.locked = True
        self._model.set_rows(view.points)
        self._frame.setVisible(bool(view.points))
        self.nothing.setVisible(not view.points)
        if other or self._model.place_of(self.point_id) < 0:
            self.point_id = next((p.id for p in view.points if not p.traite), 0) or (
                view.points[0].id if view.points else 0
            )
            self.points.go_to(max(self._model.place_of(self.point_id), 0), 1)
        self.decisions.show_view(view)
        self.signing.show_view(view)
        self._show_point(force=force)

    def _point(self) -> ReunionPoint | None:
        points = self._view.points if self._view else ()
        return next((point for point in points if point.id == self.point_id), None)

    def _show_point(self, *, force: bool) -> None:
        point, view = self._point(), self._view
        self.decisions.point_id = point.id if point else None
        self.heading.setVisible(point is not None)
        back = point is not None and is_approval(point.titre)
        if view is not None:
            first = back or point is None or self._model.place_of(point.id) == 0
            self.previous.show_view(view, shown=first)
        if point is None or view is None:
            if self.form is not None:
                self._row().hide()
            return
        place = self._model.place_of(point.id) + 1
        self.heading.setText(_("Point {n} : ce qui a été dit", n=place))
        bound = (point.id, view.reunion.etat)
        if self.form is None:
            self.form = Form(self._session, parent=self)
            self._notes.addWidget(self.form.add(notes_spec(view, point), bare=True))
        elif bound != self._bound:
            self.form.rebind([notes_spec(view, point)])
        else:
            self.form.reload(self._session.snapshot, force=force)
        self._bound = bound
        self._row().show()
        self._row().editor.setAccessibleName(
            _("Point {n}, {titre} : ce qui a été dit", n=place, titre=point.titre)
        )

    def _row(self) -> FieldRow:
        assert self.form is not None
        return self.form.row(next(iter(self.form)))

    # --- what she does

    def write(self) -> None:
        """Put the caret in what was said of the point chosen."""
        if self.form is not None and self._point() is not None:
            self.form.focus(next(iter(self.form)))
            editor = self._row().editor
            if isinstance(editor, TextField):
                editor.moveCursor(QTextCursor.MoveOperation.End)
            reveal(self._row())

    def decide(self) -> None:
        """Put the caret in the line that records a decision."""
        self.decisions.quick.start()
        reveal(self.decisions.quick)

    def next_point(self) -> None:
        """Say that the point is dealt with, and go to the next one to write."""
        point = self._point()
        if point is None:
            return
        if self.form is not None:
            self.form.flush()
        if not point.traite:
            self._set_treated(point, treated=True)
        place = self._model.place_of(point.id)
        if place + 1 < len(self._model.rows):
            self.points.go_to(place + 1, 1)
        self.write()

    def toggle(self) -> None:
        """Say that the point is dealt with, or that it is not."""
        point = self._point()
        if point is not None:
            self._set_treated(point, treated=not point.traite)

    def _set_treated(self, point: ReunionPoint, *, treated: bool) -> None:
        closed = self._view is not None and self._view.reunion.etat == "close"
        if not closed and not self._session.read_only:
            run_told(self._session, UpdatePoint(id=point.id, traite=treated))

    def focus_point(self, point_id: int, name: str) -> bool:
        """Choose a point, and put the caret in its notes when they are asked for."""
        place = self._model.place_of(point_id)
        if place < 0:
            return False
        self.points.go_to(place, 1)
        if name == "notes":
            self.write()
        else:
            self.points.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def notes_key(self) -> str:
        """Return the key of the field of the point chosen."""
        return field_key("reunions_points", self.point_id, "notes") if self.point_id else ""

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        if not index.isValid():
            return
        point_id = self._model.rows[index.row()].id
        if point_id != self.point_id:
            self.point_id = point_id
            self._show_point(force=False)

    def _on_opened(self, _index: QModelIndex) -> None:
        self.write()


def reveal(widget: QWidget) -> None:
    """Scroll all that holds a widget so that it is seen."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()
