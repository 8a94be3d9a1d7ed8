"""Page « Échéancier »: the list of dates at left, the one chosen at right. Picture 20."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.operations import AddContractLife, DeleteEcheances, SetEcheance
from cpom_desktop.services.queries.echeancier import TABLES, echeancier, lacks_contract_life
from cpom_desktop.services.queries.echeancier_types import Origine
from ui.kit.buttons import IconButton
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.states import EmptyState, Strip
from ui.kit.toast import Toast
from ui.pages.echeancier.fields import say_operation
from ui.pages.echeancier.list import EcheancierList
from ui.pages.echeancier.panel import EcheancePanel
from ui.session import touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.queries.echeancier import Echeancier
    from cpom_desktop.services.queries.echeancier_types import Ligne
    from ui.session import Session


class EcheancierPage(ListPanelPage):
    """Everything that has a date."""

    slug = "echeancier"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current = ""
        self.found = self._read()
        self.list = EcheancierList()
        self.panel = EcheancePanel(session)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self.trouble = Strip("alerte")
        self._build_actions()
        self._build_body()
        self._connect()
        self._fit()
        self._show()
        self._choose(next(iter(self.list.shown()), ""))

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the dates again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = self.list.shown()
        self.found = self._read()
        self._show()
        if self._current not in self.list.shown():
            self._choose(self._neighbour(before))
        else:
            self.panel.show_line(self._line(), force=force)

    def focus_field(self, key: str) -> bool:
        """Choose the line of « echeances.errd:2026.note » and put the caret in the field."""
        table, _dot, rest = key.partition(".")
        ident, _dot, name = rest.partition(".")
        line = self._line_of(ident) if table == "echeances" else None
        if line is None:
            return False
        self.list.reveal(line.cle)
        self._choose(line.cle)
        if name and self.panel.focus_field(name):
            return True
        self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, of the line chosen in the list."""
        field = self.panel.current_field()
        line = self._line()
        if line is None or line.echeance_id == 0:
            return field
        name = field.rpartition(".")[2] if field else ""
        return f"echeances.{line.echeance_id}.{name}" if name else ""

    # --- building

    def _build_actions(self) -> None:
        writes = not self._session.read_only
        add, calendar = _("Ajouter un rappel"), _("Vers mon agenda (ICS)…")
        self.add_button = self.add_pair(add, "plus", self.add_reminder, offered=writes).button
        self.ics_button = self.add_pair(calendar, "calendar-days", self._on_agenda).button
        self.print_button = self.add_pair(_("Imprimer l'année"), "printer", self._on_print).button
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur l'échéancier"))
        menu = QMenu(self.more)
        self.life_action = menu.addAction(_("Ajouter au plan les tâches de la vie du contrat"))
        self.life_action.triggered.connect(self.add_contract_life)
        self.more.setMenu(menu)
        self.add_action(self.more)

    def _build_body(self) -> None:
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.place(self.list, self.panel, rows=self.list.view, top=self.list.chips)
        self.pile.addWidget(self._area)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "calendar-clock",
            _("Aucune date pour l'instant"),
            _("Les échéances légales, les réunions du rétroplanning et vos rappels viennent ici."),
            "" if self._session.read_only else _("Ajouter un rappel"),
            primary=False,
        )
        empty.triggered.connect(self.add_reminder)
        return empty

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.filtered.connect(self._on_filtered)
        self.list.view.opened.connect(self._open_panel)
        self.list.view.done_asked.connect(self.toggle_done)
        self.list.view.delete_asked.connect(self.delete)
        self.panel.done_asked.connect(self.toggle_done)
        self.panel.out_asked.connect(self.toggle_out)
        self.panel.date_asked.connect(self.change_date)
        self.panel.rule_asked.connect(self._back_to_rule)
        self.panel.delete_asked.connect(self.delete)
        self.panel.opened.connect(self.navigate)

    # --- showing

    def _read(self) -> Echeancier:
        workspace = self._session.workspace
        return echeancier(workspace.snapshot, workspace.content, workspace.today)

    def _show(self) -> None:
        self.list.show_echeancier(self.found, self._current)
        self.pile.setCurrentIndex(0 if self.found.lignes else 1)
        lacks = lacks_contract_life(self._session.snapshot, self._session.content)
        self.more.setVisible(lacks and not self._session.read_only)
        self.trouble.setVisible(bool(self.found.plan_error))
        self.trouble.set_text(
            _("Le rétroplanning ne donne pas de date. {pourquoi}", pourquoi=self.found.plan_error)
        )

    def _on_filtered(self) -> None:
        before = [self._current]
        self._show()
        if self._current not in self.list.shown():
            self._choose(self._neighbour(before))

    def _choose(self, cle: str) -> None:
        self._current = cle
        self.panel.show_line(self._line())
        self.list.choose(cle)

    def _neighbour(self, before: Sequence[str]) -> str:
        return neighbour(self._current, before, self.list.shown()) or ""

    def _line(self) -> Ligne | None:
        return self.found.line(self._current)

    def _line_of(self, ident: str) -> Ligne | None:
        """Return the line that a key names: by its own key, or by what is kept of it."""
        if ident.isdecimal():
            ids = (line for line in self.found.lignes if str(line.echeance_id) == ident)
            return next(ids, None)
        return self.found.line(ident)

    # --- what she does

    def add_reminder(self) -> None:
        """Ask for a reminder of hers, then show it."""
        from ui.pages.echeancier.dialogs import ReminderDialog  # noqa: PLC0415 - when asked

        dialog = ReminderDialog(self._session, self)
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if isinstance(made, int):
            self.focus_field(f"echeances.{made}")

    def add_contract_life(self) -> None:
        """Copy the tasks that come after the signature: they are dated from the contract."""
        outcome = self._session.attempt(AddContractLife())
        if outcome is not None and isinstance(outcome.result, list):
            added = len(outcome.result)
            told = ngettext("{n} tâche ajoutée au plan.", "{n} tâches ajoutées au plan.", added)
            self._tell(outcome, told)

    def change_date(self) -> None:
        """Ask for another date, and why."""
        line = self._line()
        if line is None or line.origine not in {Origine.REGLE, Origine.REUNION}:
            return
        from ui.pages.echeancier.dialogs import OtherDateDialog  # noqa: PLC0415 - when asked

        dialog = OtherDateDialog(self._session, line, self)
        dialog.exec()
        dialog.deleteLater()
        self.list.choose(line.cle)

    def toggle_done(self) -> None:
        """Say that the line is done today, or that it is to be done again."""
        line = self._line()
        if line is None or self._session.read_only or (line.information and line.open):
            return
        today = self._session.workspace.today
        if not line.open:
            self._say_of(line, fait_le=None, sans_objet=False)
            return
        following = self._following()
        if line.origine is Origine.TACHE:
            outcome = self._say_of(line, etat=EtatTache.FAIT, fin_reelle=today)
        else:
            outcome = self._say_of(line, fait_le=today)
        told = _("« {titre} » : fait le {jour}.", titre=_short(line), jour=format_date(today))
        self._tell(outcome, told, following)

    def toggle_out(self) -> None:
        """Say that the line does not concern her dossier, or that it does after all."""
        line = self._line()
        if line is None or self._session.read_only or line.origine is Origine.TACHE:
            return
        following = self._following()
        outcome = self._say_of(line, sans_objet=True)
        self._tell(outcome, _("« {titre} » est sans objet.", titre=_short(line)), following)

    def delete(self) -> None:
        """Delete a reminder of hers; a computed date can only be said out of scope."""
        line = self._line()
        if line is None or line.origine is not Origine.RAPPEL or self._session.read_only:
            return
        outcome = self._session.attempt(DeleteEcheances(ids=[line.echeance_id]))
        self._tell(outcome, _("« {titre} » est supprimé.", titre=_short(line)))
        self._focus_list()

    def _back_to_rule(self) -> None:
        line = self._line()
        if line is not None and line.moved:
            self._session.attempt(SetEcheance(cle=line.cle, jour=None, motif=""))

    def _say_of(self, line: Ligne, **said: object) -> Outcome | None:
        return self._session.attempt(say_operation(line, said))

    def _following(self) -> str:
        """Return the line to go to once this one has left for the bottom of the list."""
        shown = self.list.shown()
        place = shown.index(self._current) if self._current in shown else 0
        return next(iter([*shown[place + 1 :], *reversed(shown[:place])]), "")

    def _tell(self, outcome: Outcome | None, told: str, following: str = "") -> None:
        if outcome is not None:
            if following in self.list.shown():
                self._choose(following)
            self.toast.show_message(told, _("Annuler"), self._session.undo)

    def _on_agenda(self) -> None:
        self.export_requested.emit("echeancier", DocumentFormat.ICS.value)

    def _on_print(self) -> None:
        self.print_requested.emit("echeancier")


def _short(line: Ligne) -> str:
    return line.court or line.titre
