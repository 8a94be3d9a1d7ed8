"""The form of an exchange: in the panel of the page, and in the window of Ctrl+J."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.echanges import NatureEchange
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.journal import open_demands
from cpom_desktop.services.queries.journal_mots import sens_words
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.segmented import SegmentedChoice
from ui.pages.journal.demandes import Demandes
from ui.pages.journal.fields import NAMES, key_of, specs_of
from ui.pages.journal.saisie import Saisie
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cpom_desktop.services.operations import Operation
    from ui.kit.field_row import FieldRow
    from ui.session import Session

FIRST = "texte"
"""Where the caret is when the form opens."""


class EchangeForm(QWidget):
    """Fields of an exchange to add (`show_new`) or already noted (`show_echange`).

    Signals:
        added: id of the exchange just written.
    """

    added = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.saisie = Saisie(session, self)
        self._waiting: Operation | None = None
        self.form = Form(self.saisie, parent=self)
        self.rows: dict[str, FieldRow] = {
            name: self.form.add(spec, bare=name == "nature")
            for name, spec in zip(NAMES, specs_of(self.saisie), strict=True)
        }
        self.demandes = Demandes()
        self.trouble = SafeLabel("", "error-strong", wrap=True)
        self.trouble.hide()
        self._lay_out()
        self.form.changed.connect(self._on_changed)
        self.demandes.chosen.connect(self._on_demand)
        session.settled.connect(self._on_settled)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add)
        self._follow()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.rows["nature"])
        column.addWidget(self._line(("jour", 180), ("heure", 84)))
        for name in ("avec", "sens", "texte"):
            column.addWidget(self.rows[name])
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        ticks.addWidget(self.demandes)
        ticks.addWidget(self.rows["attend_reponse"])
        column.addLayout(ticks)
        column.addWidget(self._line(("suite", 140), ("suite_le", 124)))
        column.addWidget(self.rows["objet"])
        column.addWidget(self.rows["accuse_le"])
        column.addWidget(self.trouble)
        for name in ("jour", "suite_le"):
            self.rows[name].editor.setMinimumWidth(px(110))
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab follow the eye: fields in order, the demands under what was said."""
        stops: list[QWidget] = [self.rows[name].editor for name in NAMES]
        place = NAMES.index(FIRST) + 1
        stops[place:place] = self.demandes.boxes
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _line(self, *names: tuple[str, int]) -> QWidget:
        box = QWidget()
        flow = FieldFlow(across=8)
        box.setLayout(flow)
        flow.line(*((self.rows[name], width) for name, width in names))
        return box

    # --- what is shown

    def show_new(self) -> None:
        """Show the draft of the exchange to add."""
        self._show(0)

    def show_echange(self, echange_id: int) -> None:
        """Show an exchange already noted."""
        self._show(echange_id)

    def _show(self, echange_id: int) -> None:
        if echange_id == self.saisie.echange_id:
            self.reload(force=False)
            return
        self.form.flush()
        self.saisie.echange_id = echange_id
        self.form.rebind(specs_of(self.saisie))
        self._tell("")
        self._follow()

    def reload(self, *, force: bool) -> None:
        """Show the values again."""
        self.form.reload(self._session.snapshot, force=force)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was typed in the other window meanwhile, and the present hour."""
        super().showEvent(event)
        if self.saisie.is_new:
            self.reload(force=False)

    def _follow(self) -> None:
        """Say who spoke first in the words of the form; propose the demands of these people."""
        self.rows["accuse_le"].setVisible(bool(self.saisie.value("bordereau")))
        nature = self.saisie.value("nature")
        sens = self.rows["sens"].editor
        if isinstance(nature, NatureEchange) and isinstance(sens, SegmentedChoice):
            sens.set_words(sens_words(nature))
        people = [who for who in self.saisie.people() if isinstance(who, int)]
        answered = self.saisie.value("repond_a_id")
        found = open_demands(self._session.snapshot, people, but=self.saisie.echange_id)
        if isinstance(answered, int) and answered not in {e.id for e in found}:
            kept = [e for e in self._session.snapshot.echanges if e.id == answered]
            found = (*kept, *found)
        self.demandes.show_demands(found, answered, read_only=self._session.read_only)
        self._order_tabs()

    def _on_changed(self, _key: str) -> None:
        self._tell("")
        self._follow()

    def _on_demand(self, echange_id: object) -> None:
        self._try(self.saisie.write("repond_a_id", echange_id))
        self._follow()

    def _try(self, operation: Operation) -> None:
        try:
            self.saisie.run(operation)
        except RegleInvalide as error:
            self._tell(self._session.sentence(error))

    # --- adding

    def add(self) -> None:
        """Write the exchange; what is wrong is told, and the caret goes there."""
        self.form.flush()
        wrong = self.form.errors()
        if wrong:
            self.form.focus(wrong[0][0])
            return
        if self._waiting is not None or not self.saisie.is_new:
            return
        operation = self.saisie.draft
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._refuse(error)
            return
        if outcome is not None and isinstance(outcome.result, int):
            self._written(outcome.result)
        elif self._session.unsaved.holds(operation):
            self._waiting = operation
            self._tell(_("Enregistrement…"))
        else:
            self._tell(_("L'échange n'a pas pu être noté. Ce que vous avez écrit reste ici."))

    def _refuse(self, error: RegleInvalide) -> None:
        sentence = self._session.sentence(error)
        if error.code == "echange-vide":
            self.rows[FIRST].show_error(sentence)
            self.focus(FIRST)
        else:
            self._tell(sentence)

    def _written(self, echange_id: int) -> None:
        self.saisie.forget_draft()
        self.reload(force=True)
        self._tell("")
        self.added.emit(echange_id)

    def _on_settled(self, operation: Operation, written: bool) -> None:  # noqa: FBT001 - a slot
        if operation is not self._waiting:
            return
        self._waiting = None
        if written:
            last = max((e.id for e in self._session.snapshot.echanges), default=0)
            self._written(last)
        else:
            self._tell(_("L'échange n'a pas pu être noté. Ce que vous avez écrit reste ici."))

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    # --- caret

    def focus(self, name: str = FIRST) -> bool:
        """Put the caret in a field; tell whether there is one of this name."""
        return self.form.focus(key_of(self.saisie, name))
