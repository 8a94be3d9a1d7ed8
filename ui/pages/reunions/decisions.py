"""What a meeting decides: the table, the quick entry, what a decision becomes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    AddDecision,
    DeleteDecisions,
    MakeActionOfDecision,
    MakeTaskOfDecision,
)
from ui.kit.buttons import TextButton
from ui.kit.date_field import DateField
from ui.kit.field_flow import FieldFlow
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.models.part_section import PartSection, run_told
from ui.models.reunion_parts import decisions_model, holder_values, read_day
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from cpom_desktop.domain.reunions import Decision
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session

TEXT = 1
"""Column of the words of a decision."""


class QuickDecision(QWidget):
    """One line to write a decision: Entrée records it and begins the next one.

    What is not recorded is kept with the dossier, for each meeting apart.

    Signals:
        asked: text, who and for when, to be recorded.
        left: Échap.
    """

    asked = Signal(str, str, object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._key = ""
        self.texte = LineField(_("Nouvelle décision"))
        self.texte.setPlaceholderText(_("Nouvelle décision (Ctrl+D)"))
        self.qui = LineField(_("Qui s'en charge"))
        self.qui.setPlaceholderText(_("Qui"))
        self.quand = DateField(_("Pour le"), parse=partial(read_day, session))
        self.quand.setPlaceholderText(_("Pour le"))
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        box = QWidget()
        flow = FieldFlow(across=8, down=6)
        box.setLayout(flow)
        flow.line((self.texte, 210), (self.qui, 96), (self.quand, 116))
        column.addWidget(box)
        column.addWidget(self.error)
        for field in self.fields:
            field.left.connect(self.keep)

    @property
    def fields(self) -> tuple[LineField, LineField, DateField]:
        """What, who, for when."""
        return self.texte, self.qui, self.quand

    def show_meeting(self, reunion_id: int) -> None:
        """Show what was begun for a meeting; what was for another stays with it."""
        key = f"reunions.{reunion_id}.decision"
        if key == self._key:
            return
        self.keep()
        self._key = key
        draft = self._session.drafts.get(key)
        kept = draft.raw.split("\n") if draft is not None else []
        for field, text in zip(self.fields, [*kept, "", "", ""], strict=False):
            field.set_raw(text)
        self.tell("")

    def keep(self) -> None:
        """Keep what is typed and not recorded; nothing typed leaves nothing."""
        texts = [field.raw() for field in self.fields]
        if not self._key:
            return
        if any(texts):
            self._session.keep_draft(self._key, "\n".join(texts), "")
        else:
            self._session.drop_draft(self._key)

    def start(self) -> None:
        """Put the caret at the beginning."""
        self.texte.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record with Entrée wherever the caret is; Échap goes back to the notes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.record()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def record(self) -> None:
        """Ask to record what is typed, if anything is."""
        if not self.texte.raw().strip():
            self.start()
            return
        try:
            day = read_day(self._session, self.quand.raw())
        except RegleInvalide as error:
            self.tell(self._session.sentence(error))
            self.quand.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.asked.emit(self.texte.raw(), self.qui.raw(), day)

    def clear(self) -> None:
        """Empty the line for the next decision."""
        self.tell("")
        for field in self.fields:
            field.set_raw("")
        self.keep()
        self.start()

    def tell(self, sentence: str) -> None:
        """Say why nothing was recorded; what is typed stays."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.texte.setAccessibleDescription(sentence)


class DecisionsPart(QWidget):
    """The decisions of a meeting, and what each becomes.

    Signals:
        deleted: sentence of what was deleted: it may be taken back.
        told: sentence of what a decision has become: it may be taken back.
        opened: slug of a page and key of a field.
    """

    deleted = Signal(str)
    told = Signal(str)
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: ReunionView | None = None
        self.point_id: int | None = None
        self.section = PartSection(
            session,
            _("Décisions"),
            add_words=_("Ajouter une décision"),
            delete_words=_("Supprimer les décisions choisies"),
            empty=_("Aucune décision pour l'instant."),
            stretch=TEXT,
        )
        self.model = decisions_model(session, self)
        self.section.set_model(self.model)
        self.quick = QuickDecision(session)
        self.turn_button = TextButton(_("Donner suite"), icon_name="arrow-right").set_dense()
        self.menu = QMenu(self.turn_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(self._on_turn)
        self.turn_button.setMenu(self.menu)
        self.link = LinkLine("", "link", "lien")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.section)
        column.addWidget(self.quick)
        column.addWidget(self.turn_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._links = QVBoxLayout()
        column.addLayout(self._links)
        self._links.addWidget(self.link)
        self.link.hide()

    def _connect(self) -> None:
        self.section.add_asked.connect(self.quick.start)
        self.section.delete_asked.connect(self._on_delete)
        self.quick.asked.connect(self._on_asked)
        self.link.clicked.connect(self._on_link)
        self.section.table.selectionModel().currentChanged.connect(self._show_turn)

    def show_view(self, view: ReunionView) -> None:
        """Show the decisions of a meeting."""
        self._view = view
        self.quick.show_meeting(view.reunion.id)
        closed = view.reunion.etat == "close"
        self.model.locked = closed
        self.section.show_rows(view.decisions)
        writes = not closed and not self._session.read_only
        self.section.add_button.setVisible(writes)
        self.section.delete_button.setVisible(writes and bool(view.decisions))
        self.quick.setVisible(writes)
        self._show_turn()

    def focus_row(self, decision_id: int, name: str) -> bool:
        """Put the caret on a decision; tell whether it is there."""
        return self.section.focus_row(decision_id, name or "texte")

    def current(self) -> Decision | None:
        """Return the decision that has the caret, else the only one."""
        index = self.section.table.currentIndex()
        if index.isValid():
            found: Decision = self.model.row_at(index)
            return found
        rows = self.model.rows
        return rows[0] if len(rows) == 1 else None

    def _show_turn(self) -> None:
        decision = self.current()
        tied = decision is not None and (decision.task_id or decision.fiche_id)
        offers = decision is not None and not tied and not self._session.read_only
        self.turn_button.setVisible(offers)
        if decision is not None:
            words = _("Donner suite à la décision n° {n}", n=decision.numero)
            self.turn_button.setText(words)
        if decision is not None and tied:
            self._replace_link(_link_words(decision, self._session))
        self.link.setVisible(bool(tied))

    def _replace_link(self, words: str) -> None:
        if self.link.words == words:
            return
        old, self.link = self.link, LinkLine(words, "link", "lien")
        self.link.clicked.connect(self._on_link)
        self._links.replaceWidget(old, self.link)
        old.hide()
        old.deleteLater()

    def _fill_menu(self) -> None:
        self.menu.clear()
        self.menu.addAction(_("En faire une tâche du rétroplanning")).setData("task")
        self.menu.addAction(_("En faire une fiche action")).setData("fiche")
        for fiche in self._session.snapshot.fiches_action:
            words = _("Étape de la fiche {repere}, {titre}", repere=fiche.repere,
                      titre=fiche.titre)  # fmt: skip
            self.menu.addAction(words.replace("&", "&&")).setData(fiche.id)

    def _on_turn(self, action: QAction) -> None:
        decision, wanted = self.current(), action.data()
        if decision is None:
            return
        if wanted == "task":
            done = run_told(self._session, MakeTaskOfDecision(id=decision.id))
            told = _("La décision n° {n} est devenue une tâche du rétroplanning.",
                     n=decision.numero)  # fmt: skip
        else:
            fiche_id = wanted if isinstance(wanted, int) else None
            operation = MakeActionOfDecision(id=decision.id, fiche_id=fiche_id)
            done = run_told(self._session, operation)
            told = (
                _("La décision n° {n} est devenue une étape.", n=decision.numero)
                if fiche_id
                else _("La décision n° {n} est devenue une fiche action.", n=decision.numero)
            )
        if done:
            self.told.emit(told)

    def _on_link(self) -> None:
        decision = self.current()
        if decision is not None and decision.task_id is not None:
            self.opened.emit("retroplanning", f"tasks.{decision.task_id}")
        elif decision is not None and decision.fiche_id is not None:
            self.opened.emit("fiches-action", f"fiches_action.{decision.fiche_id}")

    def _on_asked(self, texte: str, qui: str, quand: object) -> None:
        if self._view is None:
            return
        made = AddDecision(
            reunion_id=self._view.reunion.id,
            texte=texte,
            point_id=self.point_id,
            echeance=quand,  # type: ignore[arg-type]
            **holder_values(self._session, qui),  # type: ignore[arg-type]
        )
        try:
            outcome = self._session.run(made)
        except RegleInvalide as error:
            self.quick.tell(self._session.sentence(error))
            return
        if outcome is not None:
            self.quick.clear()

    def _on_delete(self, places: list[int]) -> None:
        if self.model.locked:
            return
        ids = [self.model.rows[place].id for place in places]
        run_told(self._session, DeleteDecisions(ids=ids))
        self.section.focus_table()
        self.deleted.emit(
            ngettext("{n} décision supprimée.", "{n} décisions supprimées.", len(ids))
        )


def _link_words(decision: Decision, session: Session) -> str:
    """Return what carries a decision out."""
    snapshot = session.snapshot
    task = next((t for t in snapshot.tasks if t.id == decision.task_id), None)
    fiche = next((f for f in snapshot.fiches_action if f.id == decision.fiche_id), None)
    if task is not None:
        return _("Décision n° {n} : tâche « {titre} »", n=decision.numero, titre=task.titre)
    if fiche is not None:
        return _("Décision n° {n} : fiche {repere}", n=decision.numero, repere=fiche.repere)
    return ""
