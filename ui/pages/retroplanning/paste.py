"""Before a list copied from a spreadsheet becomes tasks: what each row will be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QPlainTextEdit, QWidget

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.operations import AddTasks
from cpom_desktop.services.queries.plan_collage import (
    Known,
    Pasted,
    PastedTask,
    column_words,
    read_list,
)
from cpom_desktop.services.queries.plan_explications import duration_words
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.recherche.folding import fold
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.kit.tables import StyledTableView
from ui.models.base import Column, TableModel
from ui.pages.retroplanning.fields import end_from
from ui.theme.icons import icon
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.session import Session

MOST_ROWS = 1000
_TOLD = 40
"""Refused cells told one by one; more are counted."""


class PasteModel(TableModel[PastedTask]):
    """The rows of the list, as they will be."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(), _row_of, parent=parent)


class PasteDialog(KitDialog):
    """« Ajouter » or nothing; a cell that is not understood never stops the others."""

    def __init__(
        self, session: Session, pasted: Pasted, phase: str, parent: QWidget | None = None
    ) -> None:
        tasks, faults = pasted.tasks, pasted.faults
        super().__init__(
            ngettext("Ajouter {n} tâche ?", "Ajouter {n} tâches ?", len(tasks)),
            _found(pasted),
            icon_name="table",
            parent=parent,
        )
        self.setFixedWidth(px(860))
        self._session, self._pasted, self._phase = session, pasted, phase
        self._attempt = Attempt(session, self, self._refuse)
        self.ids: list[int] = []
        self.trouble = Strip("erreur")
        self.trouble.hide()
        self.table = self._preview()
        self.body.addWidget(self.table)
        if faults:
            self._tell_faults()
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        cancel = self.add_button(SecondaryButton(_("Ne rien ajouter")))
        cancel.clicked.connect(self.reject)
        words = ngettext("Ajouter la tâche", "Ajouter les {n} tâches", len(tasks))
        self.add = self.add_button(PrimaryButton(words), default=True)
        self.add.clicked.connect(self._on_add)
        self._check_count(len(tasks))

    def _check_count(self, count: int) -> None:
        if count > MOST_ROWS:
            self._refuse(_("Collez {limite} lignes au plus à la fois.", limite=MOST_ROWS))
        self.add.setEnabled(0 < count <= MOST_ROWS)

    def _refuse(self, sentence: str) -> None:
        self.trouble.set_text(sentence)
        self.trouble.show()

    def _preview(self) -> StyledTableView:
        table = StyledTableView(_("Ce que devient chaque ligne"), by_cell=False, row_height=28)
        model = PasteModel(self._session, table)
        model.set_rows(self._pasted.rows)
        table.setModel(model)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        for place, column in enumerate(model.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Stretch if place == 1 else mode.Fixed)
            table.setColumnWidth(place, px(column.width))
        shown = min(max(len(self._pasted.rows), 2), 7)
        rows = shown * table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(header.height() + rows + 2)
        return table

    def _tell_faults(self) -> None:
        faults = self._pasted.faults
        title = ngettext(
            "{n} case n'est pas comprise :", "{n} cases ne sont pas comprises :", len(faults)
        )
        self.body.addWidget(SafeLabel(title, "warning-strong"))
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName(title)
        self.faults.setPlainText("\n".join(fault_lines(self._pasted)))
        self.faults.setFixedHeight(px(24 + 20 * min(len(faults), 4)))
        self.body.addWidget(self.faults)

    def _on_add(self) -> None:
        outcome = self._attempt.run(AddTasks(phase=self._phase, lignes=self._pasted.tasks))
        if outcome is not None and isinstance(outcome.result, list):
            self.ids = outcome.result


def paste_tasks(
    session: Session, texts: Sequence[Sequence[str]], phase: str, parent: QWidget
) -> list[int]:
    """Show what a list becomes; return the ids of the tasks that she adds."""
    dialog = PasteDialog(session, read_list(texts, known_words(session, phase)), phase, parent)
    dialog.exec()
    made = dialog.ids if dialog.result() == QDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return made


def known_words(session: Session, phase: str) -> Known:
    """Return the words that a list may use for the people and the phases of the dossier."""
    phases = phases_of(session.snapshot, session.content)
    names: dict[str, int] = {}
    for acteur in reversed(session.snapshot.acteurs):
        for words in (acteur.display_name, acteur.nom, acteur.fonction):
            if words:
                names[fold(words)] = acteur.id
    slugs = {fold(words): slug for slug, words in phases.items()}
    slugs |= {str(rank): slug for rank, slug in enumerate(phases, start=1)}
    slugs |= {fold(slug): slug for slug in phases}
    today = session.workspace.today
    return Known(names, slugs, phases, phase, today, partial(end_from, session))


def fault_lines(pasted: Pasted) -> list[str]:
    """Return each refused cell with its place; the last ones are counted when there are many."""
    lines = [
        _("Ligne {rang}, {colonne} : {phrase}", rang=fault.row, colonne=fault.column,
          phrase=fault.sentence)
        for fault in pasted.faults[:_TOLD]
    ]  # fmt: skip
    left = len(pasted.faults) - _TOLD
    if left > 0:
        lines.append(ngettext("… et {n} autre case.", "… et {n} autres cases.", left))
    return lines


def _found(pasted: Pasted) -> str:
    kinds = [column_words(kind) for kind in pasted.columns if kind is not None]
    head = _("Première ligne lue comme des titres. ") if pasted.headed else ""
    return head + _(
        "Colonnes reconnues : {colonnes}. Une date fixe l'échéance ; ce qui manque se règle "
        "ensuite dans le tableau. Vous pourrez annuler.",
        colonnes=", ".join(kinds) or EMPTY,
    )


def _columns() -> list[Column[PastedTask]]:
    return [
        Column(key="ligne", header=_("Ligne"), value=_row_of, width=58, align_right=True),
        Column(key="titre", header=_("Tâche"), value=_title, width=240, tooltip=_why,
               roles={Qt.ItemDataRole.DecorationRole: _mark}),
        Column(key="duree", header=_("Durée"), value=_duration, width=122),
        Column(key="responsable", header=_("Responsable"), value=_who, width=130),
        Column(key="echeance", header=_("Échéance"), value=_end, width=112, align_right=True),
        Column(key="phase", header=_("Phase"), value=_phase, width=140),
    ]  # fmt: skip


def _row_of(row: PastedTask) -> object:
    return row.row


def _title(row: PastedTask) -> object:
    return row.titre or _("Ligne laissée de côté")


def _why(row: PastedTask) -> str:
    return "\n".join(fault.sentence for fault in row.faults) or row.titre


def _mark(row: PastedTask) -> object:
    return icon("triangle-alert", "attention", 14) if row.faults else None


def _duration(row: PastedTask) -> object:
    return duration_words(row.ligne.duree_jours, row.ligne.unite) if row.ligne else ""


def _who(row: PastedTask) -> object:
    return row.responsable


def _end(row: PastedTask) -> object:
    pinned = row.ligne.date_epinglee if row.ligne else None
    return format_date(pinned, "medium") if pinned else _("calculée") if row.ligne else ""


def _phase(row: PastedTask) -> object:
    return row.phase
