"""The right of the page: the five parts of a meeting, each with its tick, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.reunions import Avance, Onglet, ReunionView
from ui.kit.buttons import SecondaryButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.form import Form
from ui.kit.scrolling import scrolled
from ui.kit.tick_tabs import Tick, TickTabs
from ui.models.base import TableModel
from ui.pages.reunions.agenda import AgendaTab
from ui.pages.reunions.convocation import ConvocationTab
from ui.pages.reunions.fields import POINTS, REUNIONS, field_key, split_key
from ui.pages.reunions.findings import Findings
from ui.pages.reunions.minutes import MinutesTab
from ui.pages.reunions.participants import ParticipantsTab
from ui.pages.reunions.sending import SendingTab
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.models.part_table import PartTable
    from ui.session import Session

TITLES: Mapping[Onglet, str] = {
    Onglet.CONVOCATION: "Convocation",
    Onglet.ORDRE_DU_JOUR: "Ordre du jour",
    Onglet.PARTICIPANTS: "Participants",
    Onglet.COMPTE_RENDU: "Compte rendu",
    Onglet.DIFFUSION: "Diffusion",
}
TICKS: Mapping[Avance, tuple[str, str, str]] = {
    Avance.FAIT: ("circle-check", "succes", "fait"),
    Avance.EN_COURS: ("pencil", "texte-2", "en cours"),
    Avance.A_FAIRE: ("circle-dashed", "texte-2", "à faire"),
}
DOCUMENTS: Mapping[Onglet, tuple[tuple[str, str], ...]] = {
    Onglet.CONVOCATION: (("convocation", "Convocation"),),
    Onglet.ORDRE_DU_JOUR: (("ordre-du-jour", "Ordre du jour"),),
    Onglet.PARTICIPANTS: (("emargement", "Feuille d'émargement"),),
    Onglet.COMPTE_RENDU: (),
    Onglet.DIFFUSION: (("suivi-decisions", "Suivi des décisions"),),
}
"""Documents that each part offers to print."""
AFTER = ("validee_le", "diffusee_le", "redigee_le", "prochaine", "note")
TABS = tuple(Onglet)


class MeetingPanel(DetailPanel):
    """Tabs over a scrolling part; the next step at the foot.

    Signals:
        step_asked: the `EtatReunion` to go to.
        document_asked: kind of a document about the meeting.
        shown_changed: another part is shown.
    """

    step_asked = Signal(object)
    document_asked = Signal(str)
    shown_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._header.hide()
        self._session = session
        self.view: ReunionView | None = None
        self._stale: set[Onglet] = set()
        self.tabs = TickTabs(_("Parties de la réunion"), [_(TITLES[tab]) for tab in TABS])
        self.findings = Findings()
        self.convocation = ConvocationTab(session)
        self.agenda = AgendaTab(session)
        self.participants = ParticipantsTab(session)
        self.minutes = MinutesTab(session)
        self.sending = SendingTab(session)
        self.stack = QStackedWidget()
        self.body.setSpacing(0)
        self.add(self.tabs)
        self.add(self.findings)
        for part in self.parts.values():
            part.setProperty("role", "surface")
            self.stack.addWidget(scrolled(part))
        self.add(self.stack, 1)
        self.add(self._foot())
        self.tabs.chosen.connect(self._on_tab)
        self.minutes.sheet_asked.connect(self._on_sheet)

    @property
    def parts(
        self,
    ) -> Mapping[Onglet, ConvocationTab | AgendaTab | ParticipantsTab | MinutesTab | SendingTab]:
        """The parts, in order."""
        return {
            Onglet.CONVOCATION: self.convocation,
            Onglet.ORDRE_DU_JOUR: self.agenda,
            Onglet.PARTICIPANTS: self.participants,
            Onglet.COMPTE_RENDU: self.minutes,
            Onglet.DIFFUSION: self.sending,
        }

    def _foot(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "pied")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(13), px(6), px(13), px(6))
        row.setSpacing(px(4))
        self.step_button = SecondaryButton("", icon_name="check")
        self.step_button.clicked.connect(self._on_step)
        row.addWidget(self.step_button)
        row.addStretch(1)
        self.document_buttons: dict[str, SecondaryButton] = {}
        for offers in DOCUMENTS.values():
            for kind, words in offers:
                button = SecondaryButton(_(words), icon_name="printer")
                button.setProperty("document", kind)
                button.clicked.connect(self._on_document)
                self.document_buttons[kind] = button
                row.addWidget(button)
        return frame

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: its parts scroll by themselves."""
        return False

    # --- showing

    @property
    def shown(self) -> Onglet:
        """The part shown."""
        return TABS[self.tabs.currentIndex()]

    def show_part(self, onglet: Onglet) -> None:
        """Show a part."""
        self.tabs.setCurrentIndex(TABS.index(onglet))

    def show_view(self, view: ReunionView | None, *, force: bool = False) -> None:
        """Show a meeting; what is typed for the former one is committed first."""
        if self.view is not None and (view is None or view.reunion.id != self.view.reunion.id):
            self.flush()
        self.view = view
        self.setEnabled(view is not None)
        if view is None:
            return
        self.findings.show_view(view, writes=not self._session.read_only)
        self._stale = set(TABS)
        self._refresh(force=force)
        self.tabs.show_ticks([_tick(view, tab) for tab in TABS])
        self._show_foot(view)

    def flush(self) -> None:
        """Commit what is typed, and keep the decision that is not recorded yet."""
        for form in self.findChildren(Form):
            form.flush()
        self.minutes.decisions.quick.keep()

    def _refresh(self, *, force: bool) -> None:
        """Show the meeting in the part shown; the others, when they are."""
        if self.view is not None and self.shown in self._stale:
            self._stale.discard(self.shown)
            self.parts[self.shown].show_view(self.view, force=force)

    def _show_foot(self, view: ReunionView) -> None:
        words, icon, _state = next_step(view)
        self.step_button.setText(words)
        self.step_button.set_icon(icon)
        self.step_button.setVisible(not self._session.read_only)
        offered = {kind for kind, _words in DOCUMENTS[self.shown]}
        for kind, button in self.document_buttons.items():
            button.setVisible(kind in offered)

    def _on_tab(self, rank: int) -> None:
        self.stack.setCurrentIndex(rank)
        self._refresh(force=False)
        if self.view is not None:
            self._show_foot(self.view)
        self.shown_changed.emit()

    # --- places

    def focus_key(self, key: str) -> bool:
        """Put the caret in a field of the meeting shown; tell whether it is there."""
        table, record_id, name = split_key(key)
        onglet = _part_of(table, name)
        self.show_part(onglet)
        match table:
            case "reunions" if onglet is Onglet.DIFFUSION:
                return self.sending.focus_name(field_key(REUNIONS, record_id, name))
            case "reunions":
                return self.convocation.focus_name(field_key(REUNIONS, record_id, name))
            case "reunions_points" if onglet is Onglet.COMPTE_RENDU:
                return self.minutes.focus_point(record_id, name)
            case "reunions_points":
                return self.agenda.focus_row(record_id, name)
            case "reunions_presences":
                return self.participants.focus_row(record_id, name)
            case "decisions":
                return self.minutes.decisions.focus_row(record_id, name)
        return False

    def focus_part(self) -> None:
        """Put the caret in the tabs: arrows change the part, Tab goes into it."""
        self.tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current_field(self) -> str:
        """Return the key of the field or cell that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return ""
        for form in self.findChildren(Form):
            for key in form:
                if form.row(key).isAncestorOf(focused):
                    return key
        return self._current_cell(focused)

    def _current_cell(self, focused: QWidget) -> str:
        tables = {
            POINTS: self.agenda.points.table,
            "reunions_presences": self.participants.table,
            "decisions": self.minutes.decisions.section.table,
        }
        for name, table in tables.items():
            if table is focused or table.isAncestorOf(focused):
                return _cell_key(name, table)
        return self.minutes.notes_key() if self.minutes.points is focused else ""

    def _on_step(self) -> None:
        if self.view is not None:
            self.step_asked.emit(next_step(self.view)[2])

    def _on_document(self) -> None:
        button = self.sender()
        if button is not None:
            self.document_asked.emit(str(button.property("document")))

    def _on_sheet(self) -> None:
        self.document_asked.emit("emargement")


def next_step(view: ReunionView) -> tuple[str, str, EtatReunion]:
    """Return what comes next for a meeting: words, icon, state."""
    today = format_date(view.today, "day")
    if view.to_convene_again:
        words = _("Nouvelle convocation envoyée le {jour}", jour=today)
        return words, "send", EtatReunion.CONVOQUEE
    match view.reunion.etat:
        case EtatReunion.BROUILLON:
            return _("Marquer convoquée le {jour}", jour=today), "send", EtatReunion.CONVOQUEE
        case EtatReunion.CONVOQUEE:
            return _("La réunion s'est tenue"), "check", EtatReunion.TENUE
        case EtatReunion.TENUE:
            return _("Clore le compte rendu"), "lock", EtatReunion.CLOSE
        case EtatReunion.CLOSE:
            return _("Rouvrir…"), "undo-2", EtatReunion.TENUE


def _tick(view: ReunionView, onglet: Onglet) -> Tick:
    icon, role, spoken = TICKS[view.avance(onglet)]
    return Tick(icon, role, _(spoken))


def _part_of(table: str, name: str) -> Onglet:
    match table:
        case "reunions" if name in AFTER:
            return Onglet.DIFFUSION
        case "reunions_points" if name in {"notes", "traite"}:
            return Onglet.COMPTE_RENDU
        case "reunions_points":
            return Onglet.ORDRE_DU_JOUR
        case "reunions_presences":
            return Onglet.PARTICIPANTS
        case "decisions":
            return Onglet.COMPTE_RENDU
    return Onglet.CONVOCATION


def _cell_key(name: str, table: PartTable) -> str:
    index, model = table.currentIndex(), table.model()
    if not index.isValid() or not isinstance(model, TableModel):
        return ""
    row_id = int(str(model.row_id_at(index.row())))
    return field_key(name, row_id, model.columns[index.column()].key)
