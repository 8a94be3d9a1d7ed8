"""The rétroplanning as a table: one line a task, its end and its state edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.saisie import parse_date
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, typeset
from cpom_desktop.services.operations import Operation, UpdateTask
from cpom_desktop.services.queries.words import choices
from ui.kit.cells import PILL_ROLE
from ui.kit.date_field import edit_text
from ui.kit.pills import Pill
from ui.models.base import COPY_ROLE, SORT_ROLE, Column, TableModel
from ui.models.sorting import fold
from ui.theme.fonts import body_font
from ui.theme.icons import icon
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtGui import QFont

    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.queries.planning import PlanRow, PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.pills import PillKind
    from ui.session import Session

RANK, TITLE, RESPONSABLE, START, END, STATE = range(6)
"""Columns, from left to right."""

STATE_KEYS: Mapping[int, EtatTache] = {
    Qt.Key.Key_A: EtatTache.A_FAIRE,
    Qt.Key.Key_C: EtatTache.EN_COURS,
    Qt.Key.Key_F: EtatTache.FAIT,
    Qt.Key.Key_S: EtatTache.SANS_OBJET,
}
"""Letters that choose a state in its column."""

_PILLS: Mapping[EtatTache, PillKind] = {
    EtatTache.A_FAIRE: "a-faire",
    EtatTache.EN_COURS: "en-cours",
    EtatTache.FAIT: "fait",
    EtatTache.SANS_OBJET: "neutre",
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan as read, with its task as stored."""

    row: PlanRow
    task: Task

    @property
    def end(self) -> date | None:
        """The day it ends, None without a target."""
        return self.row.scheduled.fin if self.row.scheduled else None


def plan_lines(snapshot: DossierSnapshot, view: PlanView) -> list[PlanLine]:
    """Return the lines of the plan, in its order."""
    tasks = {task.id: task for task in snapshot.tasks}
    return [PlanLine(row, tasks[row.task_id]) for row in view.rows]


class PlanModel(TableModel[PlanLine]):
    """The tasks of the plan."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(session), _task_id, parent=parent)

    def set_states(self, places: list[int], etat: EtatTache) -> None:
        """Give some lines the same state, as one step; a refusal is told by the session."""
        self.write_texts([(self.index(place, STATE), etat) for place in places])


def _columns(session: Session) -> list[Column[PlanLine]]:
    """Return the columns, in the order of RANK to STATE."""
    font = Qt.ItemDataRole.FontRole
    return [
        Column(key="rang", header=_("Ét."), value=_rank, tooltip=_phase, width=38),
        Column(key="titre", header=_("Tâche ou jalon"), value=_title, tooltip=_told,
               write=_rename, roles={
            Qt.ItemDataRole.DecorationRole: _flag,
            font: _title_font,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
        }),
        Column(key="responsable", header=_("Responsable"), value=_acteur, width=112,
               choices=partial(_acteurs, session), none_label=EMPTY, write=_entrust,
               roles={COPY_ROLE: _responsable, SORT_ROLE: _responsable}),
        Column(key="debut", header=_("Début"), value=_start, align_right=True, width=82,
               show=partial(short_day, session), tooltip=_told,
               roles={COPY_ROLE: _copied_start}),
        Column(key="echeance", header=_("Échéance"), value=_end, align_right=True, width=86,
               show=partial(short_day, session), edit=_typed_day, tooltip=_told,
               parse=partial(_read_end, session), write=_fix_end,
               roles={font: _strong, Qt.ItemDataRole.DecorationRole: _pin,
                      COPY_ROLE: _copied_end}),
        Column(key="etat", header=_("État"), value=_state, show=_state_word, width=116,
               choices=partial(choices, EtatTache), parse=read_state, write=_write_state,
               tooltip=_told_state,
               roles={PILL_ROLE: state_pill, Qt.ItemDataRole.DisplayRole: _shown_state,
                      Qt.ItemDataRole.AccessibleTextRole: _shown_state}),
    ]  # fmt: skip


def short_day(session: Session, day: date | None) -> str:
    """Return a day as short as the table needs: the year is told when it is not this one."""
    text = format_date(day, "short")
    if day is None or day.year == session.workspace.today.year:
        return text
    return f"{text} {day:%y}"


def state_pill(line: PlanLine) -> Pill:
    """Return the state of a task as a pill, lateness first."""
    if line.row.retard_jours:
        return Pill("en-retard")
    return Pill(_PILLS[line.task.etat], line.row.etat)


def read_state(text: str) -> EtatTache:
    """Return the state that a pasted word names; a state is already one.

    Raises:
        RegleInvalide: when it names none; « En retard » is computed.
    """
    if isinstance(text, EtatTache):
        return text
    words = {fold(typeset(words)): etat for etat, words in choices(EtatTache)}
    found = words.get(fold(text.strip()))
    if not isinstance(found, EtatTache):
        sentence = _(
            "« {saisie} » n'est pas un état. Choisissez : {choix}. Le retard est calculé.",
            saisie=text.strip(),
            choix=", ".join(words for _etat, words in choices(EtatTache)),
        )
        raise RegleInvalide("etat-inconnu", sentence)
    return found


def _task_id(line: PlanLine) -> object:
    return line.row.task_id


def _rank(line: PlanLine) -> object:
    return line.row.rank


def _phase(line: PlanLine) -> str:
    return _("Phase {rang} : {phase}", rang=line.row.rank, phase=line.row.phase)


def _title(line: PlanLine) -> object:
    return line.row.titre


def _rename(line: PlanLine, titre: str) -> Operation:
    return UpdateTask(id=line.task.id, titre=titre)


def _told(line: PlanLine) -> str:
    return f"{line.row.titre}\n{line.row.explication}"


def _told_state(line: PlanLine) -> str:
    return _("{etat}. Touches : A à faire, C en cours, F fait, S sans objet.", etat=line.row.etat)


def _spoken(line: PlanLine) -> object:
    return _("Jalon : {titre}", titre=line.row.titre) if line.row.jalon else line.row.titre


def _flag(line: PlanLine) -> object:
    return icon("flag", "texte", 14) if line.row.jalon else None


def _pin(line: PlanLine) -> object:
    return icon("pin", "texte-2", 14) if line.task.date_epinglee is not None else None


def _title_font(line: PlanLine) -> object:
    return _strong(line) if line.row.jalon else None


def _strong(_line: PlanLine) -> QFont:
    return body_font(px(14), semibold=True)


def _responsable(line: PlanLine) -> object:
    return line.row.responsable if line.task.acteur_id is not None else ""


def _acteur(line: PlanLine) -> object:
    return line.task.acteur_id


def _acteurs(session: Session) -> list[tuple[object, str]]:
    return [(acteur.id, acteur.display_name) for acteur in session.snapshot.acteurs]


def _entrust(line: PlanLine, acteur_id: int | None) -> Operation:
    return UpdateTask(id=line.task.id, acteur_id=acteur_id)


def _start(line: PlanLine) -> object:
    return line.row.scheduled.debut if line.row.scheduled else None


def _end(line: PlanLine) -> object:
    return line.end


def _copied_start(line: PlanLine) -> object:
    return _typed_day(line.row.scheduled.debut if line.row.scheduled else None)


def _copied_end(line: PlanLine) -> object:
    return _typed_day(line.end)


def _typed_day(day: date | None) -> str:
    return "" if day is None else edit_text(day)


def _read_end(session: Session, text: str) -> date | None:
    plain = text.strip()
    return None if plain in {"", EMPTY} else parse_date(plain, session.workspace.today)


def _fix_end(line: PlanLine, day: date | None) -> Operation:
    """Fix the end by hand, or the day it was over when it is done; nothing unfixes it."""
    if line.task.etat is EtatTache.FAIT:
        return UpdateTask(id=line.task.id, fin_reelle=day)
    return UpdateTask(id=line.task.id, date_epinglee=day)


def _state(line: PlanLine) -> object:
    return line.task.etat


def _state_word(etat: EtatTache) -> str:
    return dict(choices(EtatTache))[etat]


def _shown_state(line: PlanLine) -> object:
    return line.row.etat


def _write_state(line: PlanLine, etat: EtatTache) -> Operation:
    return UpdateTask(id=line.task.id, etat=etat)
