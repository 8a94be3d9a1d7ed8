"""The long fields of one indicator, and its target of each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel
from ui.pages.fiches_action.fields import (
    CIBLE,
    INDICATEURS,
    field_key,
    indicateur_of,
    indicateur_specs,
)
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.kit.field_row import FieldRow
    from ui.session import Session

_LINES = (
    (("libelle", 420), ("type", 130), ("unite", 130)),
    (("valeur_initiale", 110), ("annee_initiale", 204), ("periodicite", 150), ("source", 230)),
    (("definition", 1), ("mode_calcul", 1)),
)
CIBLE_WIDTH = 104


class IndicateurPanel(QFrame):
    """Opens under the row of the indicator; nothing to validate.

    Signals:
        closed: Échap or the cross.
        filled: other fields are there, for Tab to go through.
    """

    closed = Signal()
    filled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "carte")
        self.session = session
        self.indicateur_id = 0
        self.years: tuple[int, ...] = ()
        self.form: Form | None = None
        self._fields: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(px(12), px(6), px(12), px(12))
        self._outer.setSpacing(px(6))
        head = QHBoxLayout()
        self.title = ElidedLabel("", "strong")
        self.close_button = IconButton("x", _("Fermer l'indicateur"), shortcut=_("Échap"))
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self._outer.addLayout(head)
        self.hide()

    def show_indicateur(self, indicateur_id: int, years: Sequence[int]) -> None:
        """Show an indicator, 0 for none; what was typed for the one before is committed."""
        if (indicateur_id, tuple(years)) != (self.indicateur_id, self.years):
            self._leave()
            self.indicateur_id, self.years = indicateur_id, tuple(years)
            if indicateur_id:
                self._fill()
        self._show_title()
        self.setVisible(bool(indicateur_id))

    def _leave(self) -> None:
        if self._fields is None or self.form is None:
            return
        if indicateur_of(self.session.snapshot, self.indicateur_id) is not None:
            self.form.flush()
        self._outer.removeWidget(self._fields)
        self._fields.hide()
        self._fields.deleteLater()
        self.form.deleteLater()
        self._fields = self.form = None

    def _fill(self) -> None:
        self.form = form = Form(self.session, parent=self)
        self._fields = fields = QWidget()
        flow = FieldFlow()
        fields.setLayout(flow)
        specs = indicateur_specs(self.indicateur_id, self.years)
        for line in _LINES:
            flow.line(*((form.add(specs[name]), width if width > 1 else 300)
                        for name, width in line))  # fmt: skip
        names = [name for name in specs if name.startswith(CIBLE)]
        if names:
            flow.line(*((form.add(specs[name]), CIBLE_WIDTH) for name in names))
        self._outer.addWidget(fields)
        self.filled.emit()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        rows = [self.form.row(key).editor for key in self.form] if self.form is not None else []
        return [self.close_button, *rows]

    def reload(self, *, force: bool) -> None:
        """Show the values again; an indicator deleted elsewhere closes the panel."""
        if self.form is None:
            return
        if indicateur_of(self.session.snapshot, self.indicateur_id) is None:
            self.show_indicateur(0, ())
            return
        self.form.reload(self.session.snapshot, force=force)
        self._show_title()

    def focus_name(self, name: str) -> FieldRow | None:
        """Put the caret in a field of the indicator shown; return it, None when it has none."""
        key = field_key(INDICATEURS, self.indicateur_id, name)
        return self.form.row(key) if self.form is not None and self.form.focus(key) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap, which goes back to the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _show_title(self) -> None:
        known = indicateur_of(self.session.snapshot, self.indicateur_id)
        self.title.set_whole_text(_("Indicateur : {nom}", nom=known.libelle) if known else "")
        self.setAccessibleName(self.title.whole_text)
