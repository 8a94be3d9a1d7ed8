"""The right of the page: « Noter un échange », or the exchange opened from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
)

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import UpdateEchange
from cpom_desktop.services.parcours import PAGES
from ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton, TextButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.labels import ElidedLabel, SafeLabel, set_tooltip
from ui.models.attachments import AttachmentsPart
from ui.pages.journal.form import EchangeForm
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from PySide6.QtWidgets import QScrollArea

    from cpom_desktop.domain.echanges import Echange, Envoi
    from cpom_desktop.services.operations import Operation
    from ui.kit.form import Form
    from ui.session import Session

KEYS = "Ctrl+J"


class EchangePanel(DetailPanel):
    """The form, with what may be done of the exchange that it shows.

    Signals:
        closed: she is done with the exchange opened: back to the list.
        join_asked: add the exchange being noted, then choose the files that go with it.
        told: what was done of its files.
        settle_asked: closed, or awaited again; its follow-up done, or to be done again.
        task_asked: make its follow-up a task of the plan.
        slip_asked: show its sending slip.
        delete_asked: delete it.
        opened: slug of a page and key of a field.
    """

    closed = Signal()
    join_asked = Signal()
    told = Signal(str)
    settle_asked = Signal()
    task_asked = Signal()
    slip_asked = Signal()
    delete_asked = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.content = EchangeForm(session)
        self.files = AttachmentsPart(session, "echange_id")
        self.files.told.connect(self.told)
        self._build_header()
        self.body.setSpacing(0)
        self.add(self._build_middle(), 1)
        self.add(self._build_footer())
        self._show_frame()

    # --- building

    def _build_header(self) -> None:
        self.name = ElidedLabel("", "section")
        self.set_name_label(self.name)
        self.keys = SafeLabel(KEYS, "key")
        self.keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add_action(self.keys)
        (
            self.task_action,
            self.open_task_action,
            self.meeting_action,
            self.slip_action,
            self.sent_action,
            self.delete_action,
        ) = self.add_more(
            _("Autres actions sur cet échange"),
            (_("Faire de la suite une tâche"), self.task_asked),
            (_("Ouvrir la tâche"), self._on_task),
            (_("Ouvrir la réunion"), self._on_meeting),
            (_("Bordereau d'envoi"), self.slip_asked),
            (_("Ce qui a été transmis"), self._on_sent),
            (_("Supprimer cet échange"), self.delete_asked),
        )
        self.close_button = IconButton("x", _("Fermer l'échange"), shortcut=_("Échap"))
        self.close_button.clicked.connect(self.closed)
        self.add_action(self.close_button)

    def _build_middle(self) -> QScrollArea:
        self._area, column = self.scroll_column(above=8, spacing=8)
        column.addWidget(self.content)
        column.addWidget(self.files.widget)
        column.addStretch(1)
        return self._area

    def _build_footer(self) -> QFrame:
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(13), px(6), px(13), px(8))
        row.setSpacing(px(4))
        self.settle_button = SecondaryButton("", icon_name="check")
        self.settle_button.clicked.connect(self.settle_asked)
        self.add_button = PrimaryButton(_("Ajouter au journal"), icon_name="check")
        set_tooltip(self.add_button, _("Ctrl+Entrée"))
        self.add_button.clicked.connect(self.content.add)
        self.join_button = TextButton(_("Joindre…"), icon_name="paperclip")
        set_tooltip(self.join_button, _("Ajoute l'échange, puis demande les fichiers"))
        self.join_button.clicked.connect(self.join_asked)
        row.addWidget(self.join_button)
        row.addWidget(self.settle_button)
        row.addStretch(1)
        row.addWidget(self.add_button)
        self._footer = frame
        return frame

    # --- showing

    @property
    def echange(self) -> Echange | None:
        """The exchange opened, None while one is being noted."""
        wanted = self.content.saisie.echange_id
        return next((e for e in self._session.snapshot.echanges if e.id == wanted), None)

    def show_new(self) -> None:
        """Show the exchange being noted."""
        self.content.show_new()
        self._show_frame()

    def show_echange(self, echange_id: int) -> None:
        """Show an exchange of the list."""
        moved = echange_id != self.content.saisie.echange_id
        self.content.show_echange(echange_id)
        if moved:
            self._area.verticalScrollBar().setValue(0)
        self._show_frame()

    def reload(self, *, force: bool) -> None:
        """Show the values again; an exchange that is gone gives way to the one being noted."""
        if not self.content.saisie.is_new and self.echange is None:
            self.content.show_new()
        self.content.reload(force=force)
        self._show_frame()

    def _show_frame(self) -> None:
        echange, writes = self.echange, not self._session.read_only
        self.name.set_whole_text(
            _("Échange du {jour}", jour=format_date(echange.jour))
            if echange
            else _("Noter un échange")
        )
        self.setAccessibleName(self.name.whole_text)
        self.keys.setVisible(echange is None)
        self.close_button.setVisible(echange is not None)
        self.more.setVisible(echange is not None)
        self.files.widget.setVisible(echange is not None)
        self.files.show_owner(echange.id if echange else None)
        self.add_button.setVisible(echange is None)
        self.join_button.setVisible(echange is None)
        self.add_button.setEnabled(writes)
        settle = settle_words(echange) if echange and writes else ""
        self.settle_button.setText(settle)
        self.settle_button.setVisible(bool(settle))
        self._footer.setVisible(writes and (echange is None or bool(settle)))
        if echange is not None:
            self._show_actions(echange, writes=writes)

    def _show_actions(self, echange: Echange, *, writes: bool) -> None:
        has_task = echange.task_id is not None
        self.task_action.setVisible(writes and bool(echange.suite) and not has_task)
        self.open_task_action.setVisible(has_task)
        self.meeting_action.setVisible(echange.reunion_id is not None and "reunions" in PAGES)
        snapshot = self._session.snapshot
        sent = any(envoi.echange_id == echange.id for envoi in snapshot.envois)
        sent = sent or any(fichier.echange_id == echange.id for fichier in snapshot.fichiers)
        self.slip_action.setVisible(sent and (writes or bool(echange.bordereau)))
        self.sent_action.setVisible(bool(self._sendings(echange)))
        self.delete_action.setVisible(writes)
        menu = self.more.menu()
        self.more.setVisible(any(action.isVisible() for action in menu.actions()))

    def _on_sent(self) -> None:
        if self.echange is not None and (sent := self._sendings(self.echange)):
            self.opened.emit("documents", f"envois.{sent[0].id}")

    def _sendings(self, echange: Echange) -> list[Envoi]:
        """Return the documents of the catalogue that went with an exchange."""
        envois = self._session.snapshot.envois
        return [e for e in envois if e.echange_id == echange.id and e.document]

    def _on_task(self) -> None:
        if self.echange is not None:
            self.opened.emit("retroplanning", f"tasks.{self.echange.task_id}")

    def _on_meeting(self) -> None:
        if self.echange is not None:
            self.opened.emit("reunions", f"reunions.{self.echange.reunion_id}")

    # --- caret

    def focus_field(self, name: str = "texte") -> bool:
        """Put the caret in a field; tell whether there is one of this name."""
        found = self.content.focus(name)
        if found:
            self._area.ensureWidgetVisible(self.content.rows[name], 0, px(16))
        return found

    def forms(self) -> Iterable[Form]:
        """Return the form of the exchange noted or opened."""
        return (self.content.form,)


def settle_words(echange: Echange) -> str:
    """Return the verb that settles an exchange, or opens it again; empty when nothing is due."""
    if echange.attend_reponse:
        return _("Marquer comme clos") if echange.clos_le is None else _("Attendre encore")
    if echange.suite:
        return _("Suite faite") if echange.suite_faite_le is None else _("Suite à refaire")
    return _("Marquer comme clos") if echange.clos_le is None else _("Rouvrir")


def settled(echange: Echange, today: date) -> Operation:
    """Return what settles an exchange, or opens it again."""
    if echange.attend_reponse or not echange.suite:
        return UpdateEchange(id=echange.id, clos_le=None if echange.clos_le else today)
    return UpdateEchange(id=echange.id, suite_faite_le=None if echange.suite_faite_le else today)
