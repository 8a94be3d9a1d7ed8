"""The versions of a fiche: what it was said to be, when, by whom, in which meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.operations import (
    AddFicheVersion,
    DeleteFicheVersions,
    UpdateFicheVersion,
)
from cpom_desktop.services.queries.reunions import reunions
from cpom_desktop.services.queries.words import choices
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField, edit_text
from ui.kit.dialogs import KitDialog
from ui.kit.field_flow import FieldFlow
from ui.kit.fields import LineField, TextField
from ui.kit.labels import SafeLabel
from ui.kit.specs import date_reader
from ui.models.base import TableModel
from ui.models.fiche_parts import day_column, part_column
from ui.models.part_section import PartSection, run_told
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.fiches_action import FicheAction, FicheVersion
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session


class FicheVersions(QObject):
    """The table of the versions of the fiche shown, and « Noter une version… ».

    Signals:
        deleted: sentence of what was deleted.
    """

    deleted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._fiche: FicheAction | None = None
        self.section = PartSection(
            session,
            _("Versions et validation"),
            add_words=_("Noter une version…"),
            delete_words=_("Supprimer les versions choisies"),
            empty=_("Aucune version notée : notez celle que vous présentez au COPIL."),
            stretch=4,
        )
        self.section.set_model(_model(session, self))
        self.section.add_asked.connect(self.ask)
        self.section.delete_asked.connect(self._delete)

    def show_fiche(self, view: FicheView) -> None:
        """Show the versions of a fiche, the last first."""
        self._fiche = view.fiche
        self.section.show_rows(list(reversed(view.parts.versions)))

    def ask(self) -> None:
        """Open the dialog that notes a version."""
        assert self._fiche is not None, "a button is pressed on a fiche shown"
        dialog = VersionDialog(self.session, self._fiche, self.section.window())
        dialog.exec()
        dialog.deleteLater()

    def _delete(self, places: list[int]) -> None:
        ids = [self.section.model.rows[place].id for place in places]
        run_told(self.session, DeleteFicheVersions(ids=ids))
        self.section.focus_table()
        told = ("{n} version supprimée.", "{n} versions supprimées.")
        self.deleted.emit(ngettext(*told, len(ids)))


def _model(session: Session, parent: QObject) -> TableModel[FicheVersion]:
    made = partial(part_column, "fiches_versions", UpdateFicheVersion)
    return TableModel(
        session,
        [
            made("version", 84),
            day_column(session, made("jour", 110)),
            replace(made("statut", 132), choices=partial(choices, StatutFiche)),
            made("par", 130),
            made("note"),
            replace(made("reunion_id", 158), choices=partial(meeting_choices, session),
                    none_label=EMPTY),
        ],
        _id,
        parent=parent,
    )  # fmt: skip


def _id(row: FicheVersion) -> object:
    return row.id


def meeting_choices(session: Session) -> tuple[tuple[object, str], ...]:
    """Return the meetings with their day, the last first; those without a day at the end."""
    workspace = session.workspace
    views = reunions(session.snapshot, session.content, workspace.today)
    dated = sorted((v for v in views if v.jour), key=_day, reverse=True)
    undated = [v for v in views if not v.jour]
    return tuple(
        (v.reunion.id, f"{v.reunion.titre} ({format_date(v.jour, 'medium')})" if v.jour
         else v.reunion.titre)
        for v in (*dated, *undated)
    )  # fmt: skip


def _day(view: ReunionView) -> date:
    return view.jour or date.min


def _named(field: LineField | TextField | ChoiceField) -> QWidget:
    """Return a field under its name."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(2))
    name = SafeLabel(field.accessibleName(), "label")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    return both


class VersionDialog(KitDialog):
    """Says what a fiche is from a day on; the COPIL that agrees is dated and signed on it."""

    def __init__(self, session: Session, fiche: FicheAction, parent: QWidget) -> None:
        super().__init__(
            _("Quelle version de la fiche {repere} notez-vous ?", repere=fiche.repere),
            _("La version et le statut sont repris sur la fiche ; validée en COPIL, elle l'est "
              "avec sa date et la réunion."),
            icon_name="history",
            parent=parent,
        )  # fmt: skip
        self._session, self._fiche = session, fiche
        self._read = date_reader(session.workspace)
        self.version = LineField(_("Version"))
        self.jour = DateField(_("Date"), parse=self._read)
        self.statut = ChoiceField(_("Statut"), choices(StatutFiche), none_label=None)
        self.reunion = ChoiceField(
            _("Réunion"), meeting_choices(session), none_label=_("Aucune réunion")
        )
        self.par = LineField(_("Par"))
        self.note = TextField(_("Note"), lines=2)
        self.error = SafeLabel("", "error-strong", wrap=True)
        self._attempt = Attempt(session, self, self._refuse)
        self._lay_out()
        self.version.set_raw(fiche.version)
        self.statut.set_value(fiche.statut)
        self.jour.set_raw(edit_text(session.workspace.today))
        self.reunion.edited.connect(self._on_reunion)
        self.version.setFocus(Qt.FocusReason.OtherFocusReason)
        self.version.selectAll()

    def _lay_out(self) -> None:
        flow = FieldFlow()
        flow.line((_named(self.version), 90), (_named(self.jour), 150), (_named(self.statut), 190))
        flow.line((_named(self.reunion), 440))
        flow.line((_named(self.par), 440))
        flow.line((_named(self.note), 440))
        self.body.addLayout(flow)
        self.body.addWidget(self.error)
        self.error.hide()
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Noter la version")))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def _on_reunion(self) -> None:
        """Take the day and the name of the meeting, which she may change."""
        views = reunions(
            self._session.snapshot, self._session.content, self._session.workspace.today
        )
        found = next((v for v in views if v.reunion.id == self.reunion.value()), None)
        if found is None:
            return
        self.par.set_raw(found.reunion.titre)
        if found.jour:
            self.jour.set_raw(edit_text(found.jour))

    def _on_keep(self) -> None:
        try:
            jour = self._read(self.jour.raw())
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        if jour is None:
            self._refuse(_("Indiquez une date, par exemple 15/03/2026."))
            return
        reunion = self.reunion.value()
        self._attempt.run(
            AddFicheVersion(
                fiche_id=self._fiche.id,
                version=self.version.raw(),
                jour=jour,
                statut=StatutFiche(str(self.statut.value())),
                par=self.par.raw(),
                reunion_id=reunion if isinstance(reunion, int) else None,
                note=self.note.raw(),
            )
        )

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)
