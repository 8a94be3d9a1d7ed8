"""The line above the plan: date aimed at, margin, critical path; the zoom for its foot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import UpdateDossier
from ui.kit.buttons import TextButton
from ui.kit.date_field import DateField
from ui.kit.fields import CheckBox
from ui.kit.form import Form
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.segmented import SegmentedChoice
from ui.kit.specs import date_reader, single_field
from ui.pages.retroplanning.asking import NEVER_MS, AskingSession
from ui.pages.retroplanning.moving import date_notes
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.charts.gantt_scale import Zoom
    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session

TARGET_KEY = "dossier.date_signature"
SHORT_MARGIN = 7
"""Days under which the margin is to be watched."""


def zoom_choices() -> tuple[tuple[Zoom, str], ...]:
    """Return the zooms of the picture with their words, from the narrowest view."""
    return (
        ("semaines", _("Semaines")),
        ("mois", _("Mois")),
        ("trimestres", _("Trimestres")),
        ("cinq_ans", _("Cinq ans")),
    )


class TargetBar(QWidget):
    """Changing the date re-dates everything; the choice at the right changes the picture.

    So does `zoom`, which stands under the picture.

    Signals:
        view_changed: one of the choices at the right.
        move_asked: the date typed, to be accepted or not (`restore`).
        solve_asked: the plan does not fit, she wants the ways out.
    """

    view_changed = Signal()
    move_asked = Signal(object)
    solve_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(12))
        self._asking = AskingSession(session, self)
        self._asking.asked.connect(self.move_asked, Qt.ConnectionType.QueuedConnection)
        self.form = Form(self._asking, pause_ms=NEVER_MS, deadline_ms=NEVER_MS, parent=self)
        self.left, self.middle, self.right = QWidget(), QWidget(), QWidget()
        self._fill_left(session)
        self._fill_middle()
        self._fill_right()
        self._layout.addWidget(self.left)
        self._layout.addWidget(self.middle, 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.right, 0, Qt.AlignmentFlag.AlignTop)

    def _fill_left(self, session: Session) -> None:
        self._parse = date_reader(session.workspace)
        spec = replace(
            single_field("dossier", "date_signature", UpdateDossier, "date"),
            parse=self._parse,
            check=partial(_doubt, session),
            width=214,
        )
        self.row = self.form.add(spec)
        self.row.label.hide()
        assert isinstance(self.row.editor, DateField)
        self._field = self.row.editor
        self._field.returnPressed.connect(self._field.flush_requested)
        self.label = SafeLabel("", "label")
        self.label.setBuddy(self.row.editor)
        line = self._line(self.left)
        line.setContentsMargins(0, 3, 0, 0)  # the ring of the buttons beside takes as much
        line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.row, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)

    def _fill_middle(self) -> None:
        self.margin_icon = IconLabel("triangle-alert", "attention", 16)
        self.margin = SafeLabel("", "warning-strong", wrap=True)
        line = self._line(self.middle)
        line.setSpacing(px(6))
        line.addWidget(self.margin_icon)
        line.addWidget(self.margin, 1)
        self.solve = TextButton(_("Voir les solutions…")).set_dense()
        self.solve.clicked.connect(self.solve_asked)
        self.solve.hide()
        line.addWidget(self.solve)

    def _line(self, part: QWidget) -> QHBoxLayout:
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        return line

    def _fill_right(self) -> None:
        self.critical = CheckBox(_("Chemin critique"))
        self.critical.set_value(True)
        self.critical.edited.connect(self.view_changed)
        self.zoom = SegmentedChoice(_("Échelle du diagramme"), zoom_choices(), ticked=False)
        self.zoom.set_value("mois")
        self.zoom.edited.connect(self.view_changed)
        self._tools = self._line(self.right)
        self._tools.addWidget(self.critical)
        self._tools.addStretch(1)

    def add_tool(self, widget: QWidget) -> None:
        """Put a button beside the choice at the right."""
        self._tools.insertWidget(self._tools.count() - 1, widget)

    def keep_typed(self, sentence: str) -> None:
        """Leave what is typed where it is, with why it cannot be taken."""
        self._asking.waits = False
        self.row.show_error(sentence)

    def typed(self) -> date | None:
        """Return the date that the field holds, None when it is none."""
        try:
            return self._parse(self._field.raw())
        except RegleInvalide:
            return None

    def restore(self) -> None:
        """Show the date of the dossier again, in place of what was typed."""
        self._asking.waits = False
        self.form.reload(self.form.session.snapshot, force=True)

    def flush(self) -> None:
        """Write what is typed without asking: the page is being left."""
        self._asking.silent = True
        self.form.flush()
        self._asking.silent = False

    def show_plan(self, view: PlanView, *, force: bool) -> None:
        """Show the date aimed at, under its name, and the margin before it."""
        self.form.reload(self.form.session.snapshot, force=force)
        self.label.setText(_(view.target_label))
        self.label.setMinimumHeight(self.row.editor.sizeHint().height())
        self.middle.setMinimumHeight(self.right.sizeHint().height())
        self.row.editor.setAccessibleName(_(view.target_label))
        late = view.marge_jours is not None and view.marge_jours < SHORT_MARGIN
        self.margin.setText(view.marge)
        self.margin.set_role("warning-strong" if late else "label")
        self.margin_icon.set_icon(
            *(("triangle-alert", "attention") if late else ("circle-check", "succes"))
        )
        self.middle.setVisible(bool(view.marge))
        self.solve.setVisible(view.manque is not None and not self._asking.read_only)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the widest part: they stand under each other when room lacks."""
        parts = (self.left, self.middle, self.right)
        widest = max(part.minimumSizeHint().width() for part in parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts under each other when the line is too short for all."""
        super().resizeEvent(event)
        fixed = self.left.sizeHint().width() + self.right.sizeHint().width()
        needed = fixed + max(px(200), self.middle.minimumSizeHint().width() + 2 * px(12))
        wide = self.width() >= needed
        way = QBoxLayout.Direction
        self._layout.setDirection(way.LeftToRight if wide else way.TopToBottom)


def _doubt(session: Session, day: date | None, _snapshot: object) -> str | None:
    """Return what is odd in the date aimed at, beside its field."""
    if day is None:
        return None
    notes = date_notes(day, session.workspace.today)
    return notes[0] if notes else None
