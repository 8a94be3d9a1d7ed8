"""« Diffusion »: to whom the minutes go, when they were sent, which meeting comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import UpdateReunion
from cpom_desktop.services.queries.reunions_mots import missing_words
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.states import Strip
from ui.models.attachments import AttachmentsPart
from ui.models.part_section import run_told
from ui.models.part_table import PartTable
from ui.models.reunion_parts import recipients_model
from ui.pages.reunions.fields import sending_specs
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.kit.field_row import FieldSpec
    from ui.session import Session


class SendingTab(QFrame):
    """Dates of the minutes, recipients and their addresses, next meeting.

    Signals:
        told: sentence of what was done: it may be taken back.
        meeting_asked: id of the next meeting, to go to.
    """

    told = Signal(str)
    meeting_asked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: ReunionView | None = None
        self._bound: tuple[object, ...] = ()
        self.form: Form | None = None
        self.trace = SafeLabel("", "small", wrap=True)
        self.table = PartTable(_("Destinataires du compte rendu"))
        self.model = recipients_model(session, self)
        self.table.setModel(self.model)
        self.absent = Strip("alerte")
        self.sent_button = SecondaryButton("", icon_name="send")
        self.sent_button.clicked.connect(self.mark_sent)
        self.copy_button = TextButton(_("Copier les adresses"), icon_name="copy").set_dense()
        self.copy_button.clicked.connect(self.copy_addresses)
        self.next_link = LinkLine("", "calendar-days", "lien")
        self.files = AttachmentsPart(session, "reunion_id", _("Documents joints"))
        self.files.told.connect(self.told)
        self._lay_out()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(8))
        self._column.addWidget(self.trace)
        self._column.addWidget(self.sent_button, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.addWidget(SafeLabel(_("À qui l'envoyer"), "label"))
        head.addStretch(1)
        head.addWidget(self.copy_button)
        self._column.addLayout(head)
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        self._column.addWidget(frame)
        self._column.addWidget(self.absent)
        self._links = QVBoxLayout()
        self._column.addLayout(self._links)
        self._links.addWidget(self.next_link)
        self._column.addWidget(self.files.widget)
        self._column.addStretch(1)

    def show_view(self, view: ReunionView, *, force: bool) -> None:
        """Show what comes after a meeting."""
        self._view = view
        specs = list(sending_specs(self._session, view).values())
        bound = (view.reunion.id, view.reunion.etat, view.suivante and view.suivante.titre)
        if self.form is None:
            self._build(specs)
        elif bound != self._bound:
            self.form.rebind(specs)
        else:
            self.form.reload(self._session.snapshot, force=force)
        self._bound = bound
        self.model.set_rows(view.presences)
        self.files.show_owner(view.reunion.id)
        self.copy_button.setVisible(bool(self.addresses()))
        self._tell(view)

    def _tell(self, view: ReunionView) -> None:
        reunion = view.reunion
        reopened = reunion.rouverte_le is not None
        self.trace.setVisible(reopened)
        if reopened:
            day = format_date(reunion.rouverte_le)
            words = _("Compte rendu rouvert le {jour} : {motif}", jour=day,
                      motif=reunion.motif_reouverture)  # fmt: skip
            self.trace.setText(words)
        written = reunion.redigee_le is not None and reunion.diffusee_le is None
        self.sent_button.setVisible(written and not self._session.read_only)
        today = format_date(self._session.workspace.today)
        self.sent_button.setText(_("Marquer comme envoyé le {jour}", jour=today))
        missing = missing_words(view, self._session.snapshot)
        self.absent.set_text(missing)
        self.absent.setVisible(bool(missing))
        self._show_next(view)

    def _show_next(self, view: ReunionView) -> None:
        following = view.suivante
        old = self.next_link
        words = _("Prochaine réunion : {titre}", titre=following.titre) if following else ""
        self.next_link = LinkLine(words, "calendar-days", "lien")
        self.next_link.clicked.connect(self._on_next)
        self._links.replaceWidget(old, self.next_link)
        old.hide()
        old.deleteLater()
        self.next_link.setVisible(following is not None)

    def _build(self, specs: Sequence[FieldSpec]) -> None:
        self.form = Form(self._session, parent=self)
        rows = {spec.key.rpartition(".")[2]: self.form.add(spec) for spec in specs}
        box = QWidget()
        flow = FieldFlow()
        box.setLayout(flow)
        flow.line((rows["redigee_le"], 190), (rows["validee_le"], 190), (rows["diffusee_le"], 190))
        flow.whole(rows["prochaine"])
        flow.whole(rows["note"])
        self._column.insertWidget(1, box)

    def focus_name(self, key: str) -> bool:
        """Put the caret in a field; tell whether it is there."""
        return self.form is not None and self.form.focus(key)

    def addresses(self) -> list[str]:
        """Return the addresses of those who are convened, each once."""
        known = self._session.snapshot.acteurs_by_id
        presences = self._view.presences if self._view else ()
        acteurs = (known.get(p.acteur_id or 0) for p in presences)
        return list(dict.fromkeys(a.courriel for a in acteurs if a is not None and a.courriel))

    def copy_addresses(self) -> None:
        """Put the addresses on the clipboard, as a mail program takes them."""
        QGuiApplication.clipboard().setText("; ".join(self.addresses()))

    def mark_sent(self) -> None:
        """Say that the minutes are sent today."""
        if self._view is None:
            return
        today = self._session.workspace.today
        run_told(self._session, UpdateReunion(id=self._view.reunion.id, diffusee_le=today))
        self.told.emit(_("Compte rendu envoyé le {jour}.", jour=format_date(today)))

    def _on_next(self) -> None:
        if self._view is not None and self._view.suivante is not None:
            self.meeting_asked.emit(self._view.suivante.id)
