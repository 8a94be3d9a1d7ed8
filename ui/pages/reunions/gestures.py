"""What she does of a meeting as a whole: add, convene, close, delete, fix its milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations import (
    DeleteReunions,
    PrepareReunions,
    SetDateReunion,
    SetEtatReunion,
    UpdateTask,
)
from cpom_desktop.services.queries.documents_reunions import reunion_key
from cpom_desktop.services.queries.reunions import Onglet
from ui.kit.dialogs import ask
from ui.pages.reunions.dialogs import NewMeetingDialog, ReopenDialog
from ui.pages.reunions.fields import reunion_of

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Outcome
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.pages.reunions.page import ReunionsPage

DAY_CHANGED = update_title("reunions", {"jour": None})
"""What the step is called that gives a meeting its day."""
PRINTED = (
    ("convocation", "Convocation"),
    ("ordre-du-jour", "Ordre du jour"),
    ("emargement", "Feuille d'émargement"),
    ("compte-rendu", "Compte rendu"),
    ("releve-decisions", "Relevé de décisions"),
    ("suivi-decisions", "Suivi des décisions"),
)


class Gestures(QObject):
    """The gestures of the page, on the meeting it shows."""

    def __init__(self, page: ReunionsPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session

    @property
    def view(self) -> ReunionView | None:
        """The meeting shown."""
        return self._page.view

    def add(self) -> None:
        """Ask for a new meeting, then show it."""
        if self._session.read_only:
            return
        dialog = NewMeetingDialog(self._session, self._page)
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if isinstance(made, int):
            self._page.focus_field(f"reunions.{made}")
            self._page.panel.show_part(Onglet.CONVOCATION)

    def prepare(self) -> None:
        """Draft the meetings of the plan that have none: one step."""
        outcome = self._run(PrepareReunions())
        if outcome is not None and isinstance(outcome.result, list) and outcome.result:
            self._page.choose(outcome.result[0])
            self._page.tell_drafts(len(outcome.result))

    def step(self, etat: EtatReunion) -> None:
        """Go to the next state: convened, held, closed; a closed one asks why."""
        view = self.view
        if view is None or self._session.read_only:
            return
        if view.reunion.etat is EtatReunion.CLOSE:
            self.reopen()
            return
        outcome = self._run(SetEtatReunion(id=view.reunion.id, etat=etat, jour=view.jour))
        if outcome is None:
            return
        today = format_date(self._session.workspace.today)
        told = {
            EtatReunion.CONVOQUEE: _("Convocation envoyée le {jour}.", jour=today),
            EtatReunion.TENUE: _("La réunion est tenue : écrivez le compte rendu."),
            EtatReunion.CLOSE: _("Compte rendu clos le {jour}.", jour=today),
        }
        if etat is EtatReunion.TENUE:
            self._page.panel.show_part(Onglet.COMPTE_RENDU)
        self._page.tell(told.get(etat, ""))

    def reopen(self) -> None:
        """Ask why the minutes are opened again; the trace stays."""
        view = self.view
        if view is None:
            return
        dialog = ReopenDialog(self._session, view.reunion.id, self._page)
        dialog.exec()
        dialog.deleteLater()

    def to_draft(self) -> None:
        """Put a convened meeting back among the drafts."""
        view = self.view
        if view is not None:
            self._run(SetEtatReunion(id=view.reunion.id, etat=EtatReunion.BROUILLON))

    def fix_milestone(self) -> None:
        """Fix the milestone of the plan at the day of the meeting: one step with that day."""
        view = self.view
        if view is None or view.reunion.jour is None:
            return
        both = SetDateReunion(id=view.reunion.id, jour=view.reunion.jour)
        taken_back = self._take_back_day(view)
        if self._run(both) is None and taken_back:
            self._session.redo()

    def _take_back_day(self, view: ReunionView) -> bool:
        """Undo the last step when it is the one that gave the meeting its day."""
        if self._session.undo_titles()[0] != DAY_CHANGED:
            return False
        self._session.undo()
        found = reunion_of(self._session.snapshot, view.reunion.id)
        if found is not None and found.jour != view.reunion.jour:
            return True
        self._session.redo()
        return False

    def finish_milestone(self) -> None:
        """Say in the plan that the milestone is done, on the day of the meeting."""
        view = self.view
        if view is not None and view.task is not None:
            done = UpdateTask(id=view.task.id, etat=EtatTache.FAIT, fin_reelle=view.jour)
            if self._run(done) is not None:
                self._page.tell(_("Le jalon « {titre} » est fait.", titre=view.task.titre))

    def delete(self) -> None:
        """Delete the meeting; ask first when something was written in it."""
        view = self.view
        if view is None or self._session.read_only:
            return
        joined = sum(f.reunion_id == view.reunion.id for f in self._session.snapshot.fichiers)
        if (view.has_minutes or joined) and not ask(
            self._page,
            _("Supprimer « {titre} » ?", titre=view.reunion.titre),
            _hanging(view, joined),
            _("Supprimer la réunion"),
            _("La garder"),
            destructive=True,
        ):
            return
        if self._run(DeleteReunions(ids=[view.reunion.id])) is not None:
            self._page.tell(_("« {titre} » est supprimée.", titre=view.reunion.titre))

    def present(self) -> None:
        """Show the meeting full screen."""
        view = self.view
        if view is None:
            return
        from ui.pages.reunions.presentation import present  # noqa: PLC0415 - when asked

        present(view.reunion.id, self._session, self._page)

    def save_minutes(self) -> None:
        """Write the minutes as a PDF."""
        view = self.view
        if view is not None:
            key = reunion_key(self._session.snapshot, view.reunion)
            self._page.export_requested.emit(f"compte-rendu-{key}", DocumentFormat.PDF.value)

    def fill_menu(self) -> None:
        """Offer the documents, and what the state of the meeting allows."""
        menu, view = self._page.menu, self.view
        menu.clear()
        menu.addAction(_("Présenter en plein écran")).triggered.connect(self.present)
        menu.addAction(_("Enregistrer le compte rendu en PDF…")).triggered.connect(
            self.save_minutes
        )
        menu.addSeparator()
        for kind, words in PRINTED:
            action = menu.addAction(_("Éditer : {document}", document=_(words)))
            action.setData(kind)
            action.triggered.connect(self._on_document)
        if view is None or self._session.read_only:
            return
        menu.addSeparator()
        if view.reunion.etat is EtatReunion.CONVOQUEE:
            menu.addAction(_("Remettre en brouillon")).triggered.connect(self.to_draft)
        menu.addAction(_("Supprimer la réunion…")).triggered.connect(self.delete)

    def _on_document(self) -> None:
        action = self.sender()
        data = action.data() if hasattr(action, "data") else ""
        self._page.print_document(str(data))

    def _run(self, operation: Operation) -> Outcome | None:
        try:
            return self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return None


def _hanging(view: ReunionView, joined: int) -> str:
    """Return what goes with a meeting, its files among it."""
    parts = [
        ngettext("{n} point", "{n} points", len(view.points)),
        ngettext("{n} décision", "{n} décisions", len(view.decisions)),
    ]
    if joined:
        parts.append(ngettext("{n} fichier joint", "{n} fichiers joints", joined))
    return _("Son compte rendu part avec elle : {liste}.", liste=", ".join(parts))
