"""« Calendrier et délais… »: when no meeting is held, and what is due around each one."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.domain.dossier import ZoneScolaire
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    AddDelaiReunion,
    AddFermeture,
    DeleteDelaisReunion,
    DeleteFermetures,
    UpdateDelaiReunion,
    UpdateDossier,
    UpdateFermeture,
)
from cpom_desktop.services.queries.plan_calendrier import school_horizon
from cpom_desktop.services.queries.planning import plan_view
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.date_field import DateField, edit_text
from ui.kit.dialogs import KitDialog
from ui.kit.fields import CheckBox
from ui.kit.labels import SafeLabel
from ui.kit.specs import date_reader
from ui.models.plan_moves import moves_between, moves_sentence
from ui.pages.retroplanning.calendar_rows import ClosureLine, LeadLine, section
from ui.pages.retroplanning.fitting import fit_over
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from cpom_desktop.domain.planification import DelaiReunion, Fermeture
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

OPTIONS = (
    "reporter_reunions", "eviter_ete", "eviter_fin_annee", "eviter_ponts", "eviter_vacances",
)  # fmt: skip


class CalendarDialog(KitDialog):
    """Everything is kept as typed until « Enregistrer », which is one step to undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Calendrier et délais"),
            _("Une réunion qui tombe un jour fermé passe au dernier jour ouvré avant, sans "
              "dépasser son échéance."),
            icon_name="calendar-days",
            parent=parent,
        )  # fmt: skip
        self.setFixedWidth(px(800))
        self._session = session
        self._parse = date_reader(session.workspace)
        self.closures: list[ClosureLine] = []
        self.leads: list[LeadLine] = []
        self._build()
        self.told = SafeLabel("", "caption-strong", wrap=True)
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self.body.addWidget(self.told)
        self.body.addWidget(self.error)
        words = _("Fermer") if session.read_only else _("Annuler")
        self.add_button(SecondaryButton(words)).clicked.connect(self.reject)
        self.save = self.add_button(PrimaryButton(_("Enregistrer")), default=True)
        self.save.clicked.connect(self._on_save)
        self.save.setVisible(not session.read_only)
        self.preview()

    def _build(self) -> None:
        inner = self._inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(8))
        self._add_options(column)
        self._add_closures(column)
        self._add_leads(column)
        self._add_start(column)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        inner.setEnabled(not self._session.read_only)
        self.body.addWidget(self._area, 1)

    def _add_options(self, column: QVBoxLayout) -> None:
        snapshot = self._session.snapshot
        column.addLayout(section(_("Périodes sans réunion")))
        self.options: dict[str, CheckBox] = {}
        for name in OPTIONS:
            box = CheckBox(self._option_words(name))
            box.set_value(getattr(snapshot.dossier, name))
            box.edited.connect(self.preview)
            self.options[name] = box
            column.addWidget(box)
        self.horizon = SafeLabel(self._horizon(), "small-2", wrap=True)
        column.addWidget(self.horizon)
        self.horizon.setVisible(bool(self.horizon.text()))

    def _option_words(self, name: str) -> str:
        zone = self._session.snapshot.etablissement.zone_scolaire
        words = label("dossier", name)
        if name != "eviter_vacances" or zone in {None, ZoneScolaire.AUTRE}:
            return words
        return _("{quoi} (zone {zone})", quoi=words, zone=str(zone).upper())

    def _horizon(self) -> str:
        session = self._session
        last = session.content.vacances.horizon.replace(year=9999)
        return school_horizon(session.snapshot, session.content, last)

    def _add_closures(self, column: QVBoxLayout) -> None:
        column.addLayout(section(
            _("Vos fermetures"),
            _("Aucune réunion ces jours-là ; si personne ne travaille, ces jours ne comptent pas "
              "comme ouvrés."),
        ))  # fmt: skip
        self._closure_lines = QVBoxLayout()
        self._closure_lines.setSpacing(px(6))
        column.addLayout(self._closure_lines)
        for closure in self._session.snapshot.fermetures:
            self.add_closure(closure)
        self.closure_button = TextButton(_("Ajouter une fermeture"), icon_name="plus").set_dense()
        self.closure_button.clicked.connect(self._on_add_closure)
        column.addWidget(self.closure_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_leads(self, column: QVBoxLayout) -> None:
        column.addLayout(section(
            _("Autour de chaque réunion"),
            _("Réglés une fois pour toutes ; ce qui est décoché n'est plus suivi."),
        ))  # fmt: skip
        self._lead_lines = QVBoxLayout()
        self._lead_lines.setSpacing(px(6))
        column.addLayout(self._lead_lines)
        for lead in self._session.snapshot.delais_reunion:
            self.add_lead(lead)
        self.lead_button = TextButton(_("Ajouter un délai"), icon_name="plus").set_dense()
        self.lead_button.clicked.connect(self._on_add_lead)
        column.addWidget(self.lead_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_start(self, column: QVBoxLayout) -> None:
        column.addLayout(section(
            _("Début de la démarche"),
            _("Aucune tâche ne commence avant ; sans date, c'est la plus longue suite de tâches "
              "qui décide."),
        ))  # fmt: skip
        self.start = DateField(label("dossier", "debut_demarche"), parse=self._parse)
        self.start.setFixedWidth(px(214))
        begun = self._session.snapshot.dossier.debut_demarche
        self.start.setText(edit_text(begun) if begun else "")
        self.start.edited.connect(self.preview)
        column.addWidget(self.start)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of what there is, within the window."""
        super().showEvent(event)
        fit_over(self, self._area, self._inner.sizeHint().height() + px(4))

    def add_closure(self, closure: Fermeture | None = None) -> ClosureLine:
        """Put a closure at the end; a blank one to fill."""
        line = ClosureLine(self._parse, closure)
        self.closures.append(line)
        self._closure_lines.addWidget(line)
        line.edited.connect(self.preview)
        line.removed.connect(self._on_closure_removed)
        return line

    def add_lead(self, lead: DelaiReunion | None = None) -> LeadLine:
        """Put a lead time at the end; a blank one to fill."""
        line = LeadLine(lead)
        self.leads.append(line)
        self._lead_lines.addWidget(line)
        line.edited.connect(self.preview)
        line.removed.connect(self._on_lead_removed)
        return line

    def preview(self) -> None:
        """Tell how many dates would move, as far as what is typed can be read."""
        self.error.hide()
        try:
            moved = self._moved()
        except RegleInvalide:
            self.told.setText("")
            return
        self.told.setText(moved)

    def _moved(self) -> str:
        session = self._session
        if session.snapshot.dossier.date_signature is None:
            return ""
        today = session.workspace.today
        before = plan_view(session.snapshot, session.content, today)
        after = plan_view(self._would_be(), session.content, today)
        moves = moves_between(before, after)
        late = sum(line.late for line in moves)
        told = moves_sentence(moves)
        if late:
            told += " " + ngettext("{n} tâche serait en retard.", "{n} tâches seraient en retard.",
                                   late)  # fmt: skip
        return told

    def _would_be(self) -> DossierSnapshot:
        closures = tuple(line.read() for line in self.closures if not line.is_blank())
        dossier = replace(self._session.snapshot.dossier, **self._dossier())  # type: ignore[arg-type]
        return replace(self._session.snapshot, dossier=dossier, fermetures=closures)

    def _dossier(self) -> dict[str, object]:
        values: dict[str, object] = {n: bool(box.value()) for n, box in self.options.items()}
        values["debut_demarche"] = self._parse(self.start.raw())
        return values

    def _on_add_closure(self) -> None:
        line = self.add_closure()
        line.label.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(line)

    def _on_add_lead(self) -> None:
        line = self.add_lead()
        line.label.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(line)

    def _on_closure_removed(self) -> None:
        line = self.sender()
        if isinstance(line, ClosureLine):
            self.closures.remove(line)
            _drop(line)
            self.preview()

    def _on_lead_removed(self) -> None:
        line = self.sender()
        if isinstance(line, LeadLine):
            self.leads.remove(line)
            _drop(line)

    def _on_save(self) -> None:
        closures = [line.checked() for line in self.closures if not line.is_blank()]
        leads = [line.checked() for line in self.leads if not line.is_blank()]
        try:
            values = self._dossier()
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        if None in closures or None in leads:
            self._refuse(_("Corrigez les lignes signalées : rien n'est encore enregistré."))
            return
        snapshot = self._session.snapshot
        operations: list[Operation] = [UpdateDossier(**values)]  # type: ignore[arg-type]
        operations += closure_changes(snapshot.fermetures, [c for c in closures if c])
        operations += lead_changes(snapshot.delais_reunion, [d for d in leads if d])
        self._run(operations)

    def _run(self, operations: Sequence[Operation]) -> None:
        token = f"calendrier:{uuid.uuid4().hex}"
        try:
            for operation in operations:
                self._session.run(operation, merge=token)
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        self.accept()

    def _refuse(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()
        self.setAccessibleDescription(words)


def closure_changes(before: Sequence[Fermeture], after: Sequence[Fermeture]) -> list[Operation]:
    """Return what makes some closures of others."""
    kept = {closure.id for closure in after}
    gone = [closure.id for closure in before if closure.id not in kept]
    changes: list[Operation] = [DeleteFermetures(ids=gone)] if gone else []
    for new in after:
        values = {"libelle": new.libelle, "debut": new.debut, "fin": new.fin,
                  "travail": new.travail}  # fmt: skip
        if new.id == 0:
            changes.append(AddFermeture(**values))  # type: ignore[arg-type]
        elif new not in before:
            changes.append(UpdateFermeture(id=new.id, **values))  # type: ignore[arg-type]
    return changes


def lead_changes(before: Sequence[DelaiReunion], after: Sequence[DelaiReunion]) -> list[Operation]:
    """Return what makes some lead times of others."""
    kept = {lead.id for lead in after}
    gone = [lead.id for lead in before if lead.id not in kept]
    changes: list[Operation] = [DeleteDelaisReunion(ids=gone)] if gone else []
    for new in after:
        if new.id == 0:
            changes.append(AddDelaiReunion(libelle=new.libelle, jours=new.jours))
        elif new not in before:
            changes.append(UpdateDelaiReunion(
                id=new.id, libelle=new.libelle, jours=new.jours, actif=new.actif,
            ))  # fmt: skip
    return changes


def edit_calendar(session: Session, parent: QWidget) -> bool:
    """Open the dialog; tell whether something was saved."""
    dialog = CalendarDialog(session, parent)
    saved = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return saved


def _drop(line: QWidget) -> None:
    line.hide()
    line.setParent(None)
    line.deleteLater()
