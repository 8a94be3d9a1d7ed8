"""Page « Journal des échanges »: the list at left, the exchange noted or opened at right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import DeleteEchanges, MakeTaskOfEchange, PrepareBordereau
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.documents_echanges import BORDEREAU, REGISTRE, registre_key
from cpom_desktop.services.queries.journal import TABLES, Part, Trace, journal
from ui.kit.dialogs import ask
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.toast import Toast
from ui.pages.journal.list import SEARCH_KEYS, JournalList
from ui.pages.journal.panel import EchangePanel, settle_words, settled
from ui.pages.journal.saisie import NEW
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.echanges import Echange
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.queries.journal import Journal, LigneEchange
    from ui.session import Session


class JournalPage(ListPanelPage):
    """The memory of the relation with the authorities, and the quickest way to add to it."""

    slug = "journal"
    panel_width = 336
    least_heights = (340, 480)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current = ""
        self._joining = False
        self.found = self._read()
        self.list = JournalList(session.workspace.today)
        self.panel = EchangePanel(session)
        self._build_actions()
        self._build_body()
        self.toast = Toast(self._area)
        self._connect()
        self._fit()
        self._show()
        self.later(self.list.prepare)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the journal again; the line chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = self.list.shown()
        self.found = self._read()
        self._show()
        if self._current not in self.list.shown():
            self._choose(self._neighbour(before))
        self.panel.reload(force=force)

    def focus_field(self, key: str) -> bool:
        """Open the exchange of « echanges.12.texte », or the one being noted, with the caret.

        « personnes.Isabelle Roux » shows the exchanges with her.
        """
        table, _dot, rest = key.partition(".")
        ident, _dot, name = rest.partition(".")
        if table == "personnes":
            self._focus_list()
            return self.list.show_person(rest)
        if table != "echanges":
            return False
        if ident == NEW:
            return self.note(name or "texte")
        if self._line_of(ident) is None:
            return False
        self.list.reveal(ident)
        self._choose(ident)
        self._open(ident)
        if not (name and self.panel.focus_field(name)):
            self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else of the exchange opened."""
        field = self.panel.current_field()
        opened = self.panel.content.saisie.echange_id
        return field or (f"echanges.{opened}" if opened else "")

    def focus_first(self) -> None:
        """Put the caret in « Ce qui a été dit », or on the list when nothing may be written."""
        if self._session.read_only or not self._open_panel():
            self._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the panel, or from the search, to the list on Échap."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.list.search.hasFocus() and self.list.search.text():
            self.list.search.clear()
        else:
            self._leave_panel()

    # --- building

    def _build_actions(self) -> None:
        self._print = self.add_pair(_("Imprimer le registre"), "printer", self._on_print)
        self.print_button = self._print.button

    def _build_body(self) -> None:
        self.place(self.list, self.panel, rows=self.list.view, top=self.list.chips)
        self.body.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.filtered.connect(self._on_filtered)
        self.list.view.opened.connect(self.open_current)
        self.list.view.delete_asked.connect(self.delete)
        self.panel.closed.connect(self._leave_panel)
        self.panel.join_asked.connect(self.join)
        self.panel.told.connect(self._on_told)
        self.panel.task_asked.connect(self.make_task)
        self.panel.slip_asked.connect(self.show_slip)
        self.panel.settle_asked.connect(self.settle)
        self.panel.delete_asked.connect(self.delete_opened)
        self.panel.opened.connect(self.navigate)
        self.panel.content.added.connect(self._on_added)
        self.add_shortcut(SEARCH_KEYS, self._on_search)

    # --- showing

    def _read(self) -> Journal:
        workspace = self._session.workspace
        return journal(workspace.snapshot, workspace.today)

    def _show(self) -> None:
        self.list.show_journal(self.found, self._session.workspace.today, self._current)
        for button in self._print[:2]:
            button.setEnabled(bool(self.found.lignes))

    def _on_filtered(self) -> None:
        before = [self._current]
        self.list.refresh(self._current)
        if self._current not in self.list.shown():
            self._choose(self._neighbour(before))

    def _on_chosen(self, cle: str) -> None:
        self._current = cle

    def _choose(self, cle: str) -> None:
        self._current = cle
        self.list.choose(cle)

    def _neighbour(self, before: Sequence[str]) -> str:
        return neighbour(self._current, before, self.list.shown()) or ""

    def _line_of(self, cle: str) -> LigneEchange | None:
        return next((line for line in self.found.lignes if line.cle == cle), None)

    # --- what she does

    def note(self, name: str = "texte") -> bool:
        """Go to the exchange being noted (Ctrl+J); tell whether the caret is in that field."""
        self.panel.show_new()
        found = self.panel.focus_field(name)
        self._area.ensureWidgetVisible(self.panel, 0, px(16))
        return found

    def open_current(self) -> None:
        """Open the line under the cursor: an exchange in the panel, a meeting on its page."""
        line = self._line_of(self.list.view.current())
        if line is None:
            return
        if line.trace is Trace.ECHANGE:
            self._open(line.cle)
            self._open_panel()
        elif "reunions" in PAGES:
            self.navigate.emit("reunions", f"reunions.{line.reunion_id}")

    def _open(self, cle: str) -> None:
        if cle.isdecimal():
            self.panel.show_echange(int(cle))

    def _leave_panel(self) -> None:
        """Leave the exchange opened; the one being noted keeps what is typed."""
        self.panel.show_new()
        self._back_to_list()

    def _on_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _on_added(self, echange_id: int) -> None:
        cle = str(echange_id)
        self.list.reveal(cle)
        self._choose(cle)
        self.toast.show_message(_("Échange noté."), _("Annuler"), self._session.undo)
        if self._joining:
            self._open(cle)
            self.panel.files.choose()
        self.panel.focus_field()

    def join(self) -> None:
        """Add the exchange being noted, then ask for the files that go with it."""
        self._joining = True
        self.panel.content.add()
        self._joining = False

    def make_task(self) -> None:
        """Make a task of the plan of what is to be done after the exchange opened."""
        echange = self.panel.echange
        if echange is not None:
            outcome = self._session.attempt(MakeTaskOfEchange(id=echange.id))
            told = _("« {suite} » est une tâche du rétroplanning.", suite=echange.suite)
            self._tell(outcome, told)

    def show_slip(self) -> None:
        """Show the sending slip of the exchange opened, numbered the first time."""
        echange = self.panel.echange
        number = echange.bordereau if echange else None
        if echange is not None and number is None:
            outcome = self._session.attempt(PrepareBordereau(echange_id=echange.id))
            number = outcome.result if outcome and isinstance(outcome.result, int) else None
        if number is not None:
            self.print_requested.emit(f"{BORDEREAU}-{number}")

    def _on_told(self, told: str) -> None:
        self.toast.show_message(told, _("Annuler"), self._session.undo)

    def settle(self) -> None:
        """Close the exchange opened or say its follow-up done; or the reverse."""
        echange = self.panel.echange
        if echange is None or self._session.read_only:
            return
        told = settle_words(echange)
        outcome = self._session.attempt(settled(echange, self._session.workspace.today))
        self._tell(outcome, _("{fait} : « {objet} ».", fait=told, objet=echange.objet))

    def delete(self) -> None:
        """Delete the line under the cursor; what a meeting adds cannot be."""
        line = self._line_of(self.list.view.current())
        if line is None or self._session.read_only:
            return
        if line.trace is not Trace.ECHANGE:
            self.toast.show_message(
                _("Cette ligne vient d'une réunion : elle change avec elle seulement.")
            )
            return
        self._delete(line.echange_id)

    def delete_opened(self) -> None:
        """Delete the exchange opened in the panel."""
        if self.panel.echange is not None:
            self._delete(self.panel.echange.id)

    def _delete(self, echange_id: int) -> None:
        echange = next(e for e in self._session.snapshot.echanges if e.id == echange_id)
        if not self._may_delete(echange):
            return
        outcome = self._session.attempt(DeleteEchanges(ids=[echange_id]))
        self._tell(outcome, _("« {objet} » est supprimé.", objet=echange.objet))
        self._focus_list()

    def _may_delete(self, echange: Echange) -> bool:
        """Ask first when documents or files hang from it."""
        snapshot = self._session.snapshot
        sent = sum(e.echange_id == echange.id for e in snapshot.envois)
        files = (f.echange_id for f in snapshot.fichiers if f.usage != TRANSMIS)
        joined = sum(owner == echange.id for owner in files)
        if not sent and not joined:
            return True
        return ask(
            self,
            _("Supprimer cet échange ?"),
            ngettext(
                "Le document envoyé ou joint part avec lui. Ctrl+Z les rend.",
                "Les {n} documents envoyés ou joints partent avec lui. Ctrl+Z les rend.",
                sent + joined,
            ),
            _("Supprimer l'échange"),
            _("Le garder"),
            destructive=True,
        )

    def _tell(self, outcome: Outcome | None, told: str) -> None:
        if outcome is not None:
            self.toast.show_message(told, _("Annuler"), self._session.undo)

    def _on_print(self) -> None:
        """Show the register of what the chips and the period keep."""
        part, periode = self.list.chips.part, int(str(self.list.periode.value() or 0))
        if part is Part.TOUS and not periode:
            self.print_requested.emit(REGISTRE)
        else:
            self.print_requested.emit(f"{REGISTRE}-{registre_key(part, periode)}")
