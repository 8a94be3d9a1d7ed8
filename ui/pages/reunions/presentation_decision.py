"""The line of the presentation where a decision is typed, then written in the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AddDecision
from cpom_desktop.services.queries.reunion import next_decision_number
from ui.kit.fields import LineField
from ui.kit.restyle import set_state
from ui.pages.reunions.presentation_parts import placed

if TYPE_CHECKING:
    from cpom_desktop.services.operations import Operation
    from ui.session import Session

KEEP_MS = 1000
"""Pause of her typing after which the words are kept."""


class DecisionBox(QFrame):
    """The next decision: its number, its words, what Entrée does or what became of it.

    The words that are not written are kept, for the next time the meeting is shown.

    Signals:
        left: the caret goes back to the window.
    """

    left = Signal()

    def __init__(self, session: Session, reunion_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("place", "box")
        self._session, self._reunion_id = session, reunion_id
        self._shown_point = self._point_id = 0
        self._told = ""
        self._waiting: tuple[Operation, str] | None = None
        self.number, self.hint = placed("", "strong"), placed("", "hint")
        self.field = LineField(_("Décision"))
        self.field.setReadOnly(session.read_only)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.number)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.hint)
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(KEEP_MS)
        self._connect()
        draft = session.drafts.get(self.draft_key)
        if draft is not None:
            self.field.setText(draft.raw)

    def _connect(self) -> None:
        self._keeper.timeout.connect(self.keep)
        self.field.edited.connect(self._keeper.start)
        self.field.returnPressed.connect(self._write)
        self.field.installEventFilter(self)
        self._session.settled.connect(self._on_settled)

    @property
    def draft_key(self) -> str:
        """Under which the words that are not written are kept."""
        return f"reunions.{self._reunion_id}.presentation"

    def fit(self, unit: float) -> None:
        """Take the margins that the screen allows."""
        self._row.setContentsMargins(*(round(n * unit) for n in (26, 18, 26, 18)))
        self._row.setSpacing(round(18 * unit))

    def show_point(self, point_id: int) -> None:
        """Be about another point, 0 for none; what is being typed stays with its own."""
        if point_id != self._shown_point:
            self._told = ""
        self._shown_point = point_id
        self.refresh()

    def start(self) -> None:
        """Put the caret where the decision is typed."""
        self._told = ""
        if self._shown_point and not self._session.read_only:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Show the number that the decision will bear, and what Entrée does."""
        self.number.setText(_("Décision n° {n}", n=self._number()))
        usual = _("D pour écrire une décision")
        if self.field.hasFocus():
            usual = _("Entrée pour l'inscrire au compte rendu")
        if self._session.read_only:
            usual = _("Ce dossier est ouvert en lecture seule")
        self.hint.setText(self._told or usual)
        set_state(self, "current", "true" if self.field.hasFocus() else "false")

    def keep(self) -> None:
        """Keep the words typed and not written."""
        self._keeper.stop()
        text = self.field.text()
        if text.strip():
            self._session.keep_draft(self.draft_key, text, "")
        else:
            self._session.drop_draft(self.draft_key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the line with Échap; show where the caret is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            if not self.field.text():
                self._point_id = self._shown_point
            QTimer.singleShot(0, self, self.refresh)
        return super().eventFilter(watched, event)

    def _number(self) -> int:
        return next_decision_number(self._session.snapshot, self._reunion_id)

    def _say(self, told: str) -> None:
        """Tell what became of the decision, until the next move."""
        self._told = told
        self.refresh()

    def _write(self) -> None:
        """Write the decision in the minutes, under the number shown and the point it began on."""
        text, number = self.field.text(), self._number()
        if not text.strip():
            return
        operation = AddDecision(
            reunion_id=self._reunion_id, texte=text, point_id=self._point() or None
        )
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._say(self._session.sentence(error))
            return
        if outcome is None and not self._session.unsaved.holds(operation):
            self._say(_("Pas enregistrée : vos mots restent ici"))
            return
        self._waiting = (operation, text) if outcome is None else None
        self.field.clear()
        self.keep()
        self.left.emit()
        self._say(_("Décision n° {n} inscrite au compte rendu", n=number))

    def _point(self) -> int:
        """Return the point that the decision began on, the one shown once that is gone."""
        known = {point.id for point in self._session.snapshot.reunions_points}
        return self._point_id if self._point_id in known else self._shown_point

    def _on_settled(self, operation: object, written: bool) -> None:  # noqa: FBT001 - a slot
        """Give her words back when what waited for the file was not written."""
        if self._waiting is None or self._waiting[0] is not operation:
            return
        text, self._waiting = self._waiting[1], None
        if not written and not self.field.text():
            self.field.setText(text)
            self._say(_("Pas enregistrée : vos mots restent ici"))
