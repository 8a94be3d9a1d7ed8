"""What hangs from a meeting, as tables: agenda, participants, decisions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.reunions import (
    Decision,
    EtatDecision,
    NaturePoint,
    Presence,
    ReunionPoint,
    ReunionPresence,
)
from cpom_desktop.domain.saisie import parse_date, parse_minutes
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    Operation,
    UpdateDecision,
    UpdatePoint,
    UpdatePresence,
)
from cpom_desktop.services.queries.reunion import minutes_words
from cpom_desktop.services.queries.reunions import decision_state
from cpom_desktop.services.queries.reunions_mots import (
    holder_words,
    presence_word,
)
from cpom_desktop.services.queries.words import choices, word
from ui.kit.cells import PILL_ROLE
from ui.kit.date_field import edit_text
from ui.kit.pills import Pill
from ui.models.base import COPY_ROLE, AnyIndex, Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from ui.kit.pills import PillKind
    from ui.session import Session

PartRow = ReunionPoint | ReunionPresence | Decision
PRESENCE_PILLS: Mapping[Presence, PillKind] = {
    Presence.ATTENDU: "a-saisir",
    Presence.PRESENT: "fait",
    Presence.EXCUSE: "neutre",
    Presence.REPRESENTE: "conseil",
    Presence.ABSENT: "a-verifier",
}
PRESENCE_ICONS: Mapping[Presence, str] = {
    Presence.PRESENT: "check",
    Presence.REPRESENTE: "users",
    Presence.ABSENT: "x",
}
DECISION_PILLS: Mapping[EtatDecision, PillKind] = {
    EtatDecision.A_FAIRE: "a-faire",
    EtatDecision.EN_COURS: "en-cours",
    EtatDecision.FAITE: "fait",
    EtatDecision.ACTEE: "fait",
    EtatDecision.ABANDONNEE: "neutre",
}
OPEN_WHEN_CLOSED = frozenset({"etat"})
"""What may still be said of a decision once its meeting is closed."""


class PartModel(TableModel[Any]):
    """Rows of a meeting; those of a closed one may only be read.

    Args:
        kept: columns that stay open all the same.
    """

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[Any]],
        *,
        kept: frozenset[str] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, columns, _id, parent=parent)
        self._kept = kept
        self.locked = False

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Lock the cells of a closed meeting."""
        flags = super().flags(index)
        if self.locked and index.isValid() and self.columns[index.column()].key not in self._kept:
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags


def points_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of an agenda, to be prepared."""
    made = partial(_column, "reunions_points", UpdatePoint)
    columns: list[Column[ReunionPoint]] = [
        _rank_column(),
        made("titre"),
        replace(made("rapporteur_id", 150), choices=partial(_acteurs, session), none_label=EMPTY),
        replace(
            made("duree_minutes", 84),
            show=_shown_minutes,
            edit=minutes_words,
            parse=parse_minutes,
            align_right=True,
        ),
        replace(made("nature", 118), choices=partial(choices, NaturePoint)),
        made("document", 150),
    ]
    return PartModel(session, columns, parent=parent)


def followed_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of an agenda, as it goes during the meeting."""
    columns: list[Column[ReunionPoint]] = [
        _rank_column(),
        Column(
            key="titre",
            header=label("reunions_points", "titre"),
            value=partial(_field, "titre"),
        ),
        Column(
            key="duree_minutes",
            header=label("reunions_points", "duree_minutes"),
            value=partial(_field, "duree_minutes"),
            show=_shown_minutes,
            align_right=True,
            width=66,
        ),
        Column(
            key="traite",
            header=label("reunions_points", "traite"),
            value=_treated_words,
            width=104,
            roles={PILL_ROLE: _treated_pill},
        ),
    ]
    return PartModel(session, columns, parent=parent)


def presences_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of the participants."""
    made = partial(_column, "reunions_presences", UpdatePresence)
    columns: list[Column[ReunionPresence]] = [
        made("nom"),
        made("qualite", 200),
        replace(made("voix", 76), header=_("Vote"), choices=_yes_no),
        replace(
            made("presence", 132),
            choices=partial(choices, Presence),
            roles={PILL_ROLE: partial(_presence_pill, session)},
        ),
        made("represente_par", 170),
    ]
    return PartModel(session, columns, parent=parent)


def signing_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of the participants beside the minutes: who, and whether they came."""
    columns: list[Column[ReunionPresence]] = [
        Column(
            key="nom",
            header=label("reunions_presences", "nom"),
            value=partial(_field, "nom"),
        ),
        Column(
            key="presence",
            header=label("reunions_presences", "presence"),
            value=partial(_field, "presence"),
            choices=partial(choices, Presence),
            write=partial(_write, UpdatePresence, "presence"),
            width=116,
            roles={PILL_ROLE: partial(_presence_pill, session)},
        ),
    ]
    return PartModel(session, columns, parent=parent)


def recipients_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of those to whom the minutes go."""
    columns: list[Column[ReunionPresence]] = [
        Column(
            key="nom",
            header=label("reunions_presences", "nom"),
            value=partial(_field, "nom"),
        ),
        Column(
            key="presence",
            header=label("reunions_presences", "presence"),
            value=partial(_field, "presence"),
            show=word,
            width=132,
            roles={PILL_ROLE: partial(_presence_pill, session)},
        ),
        Column(
            key="courriel",
            header=label("acteurs", "courriel"),
            value=partial(_address, session),
            width=230,
        ),
    ]
    return PartModel(session, columns, parent=parent)


def decisions_model(session: Session, parent: QObject) -> PartModel:
    """Return the model of what a meeting decided."""
    made = partial(_column, "decisions", UpdateDecision)
    columns: list[Column[Decision]] = [
        Column(key="numero", header=_("N°"), value=partial(_field, "numero"), width=38),
        made("texte"),
        Column(
            key="porteur",
            header=_("Qui"),
            value=partial(_holder, session),
            write=partial(_write_holder, session),
            width=90,
        ),
        _day(session, made("echeance", 82)),
        replace(
            made("etat", 108),
            choices=partial(choices, EtatDecision),
            roles={PILL_ROLE: partial(_decision_pill, session)},
        ),
    ]
    return PartModel(session, columns, kept=OPEN_WHEN_CLOSED, parent=parent)


def holder_values(session: Session, text: str) -> dict[str, object]:
    """Return who carries a decision: the stakeholder of that name, else the words as typed."""
    words = " ".join(text.split())
    found = [a for a in session.snapshot.acteurs if _named(a.display_name, words)]
    found = found or [a for a in session.snapshot.acteurs if _named(a.nom, words, part=True)]
    if words and len(found) == 1:
        return {"responsable_id": found[0].id, "porteur": ""}
    return {"responsable_id": None, "porteur": words}


def read_day(session: Session, text: str) -> date | None:
    """Read a day; nothing typed is None.

    Raises:
        RegleInvalide: when it is no date.
    """
    plain = text.strip()
    return None if plain in {"", EMPTY} else parse_date(plain, session.workspace.today)


def _named(name: str, words: str, *, part: bool = False) -> bool:
    """Tell whether words name a person: the whole name, or its last word."""
    whole, typed = name.casefold(), words.casefold()
    return bool(whole) and (whole == typed or (part and whole.split()[-1] == typed))


def _rank_column() -> Column[ReunionPoint]:
    return Column(key="ordre", header=_("N°"), value=partial(_field, "ordre"), width=38)


def _column(table: str, operation: type[Operation], name: str, width: int = 120) -> Column[Any]:
    return Column(
        key=name,
        header=label(table, name),
        value=partial(_field, name),
        write=partial(_write, operation, name),
        width=width,
    )


def _field(name: str, row: object) -> object:
    return getattr(row, name)


def _write(operation: type[Operation], name: str, row: PartRow, value: object) -> Operation:
    return operation(**{"id": row.id, name: value})


def _id(row: PartRow) -> object:
    return row.id


def _shown_minutes(minutes: int | None) -> str:
    return minutes_words(minutes) or EMPTY


def _yes_no() -> tuple[tuple[object, str], ...]:
    return ((True, _("Oui")), (False, _("Non")))


def _acteurs(session: Session) -> tuple[tuple[object, str], ...]:
    return tuple((a.id, a.display_name) for a in session.snapshot.acteurs if a.display_name)


def _treated_words(point: ReunionPoint) -> object:
    return _("Traité") if point.traite else _("En cours") if point.notes else _("À venir")


def _treated_pill(point: ReunionPoint) -> object:
    kind: PillKind = "fait" if point.traite else "en-cours" if point.notes else "a-saisir"
    return Pill(kind, str(_treated_words(point)), "pencil" if kind == "en-cours" else "")


def _presence_pill(session: Session, presence: ReunionPresence) -> object:
    words = presence_word(presence, session.snapshot)
    kind = PRESENCE_PILLS[presence.presence]
    return Pill(kind, words, PRESENCE_ICONS.get(presence.presence, ""))


def _address(session: Session, presence: ReunionPresence) -> object:
    acteur = session.snapshot.acteurs_by_id.get(presence.acteur_id or 0)
    return acteur.courriel if acteur else ""


def _decision_pill(session: Session, decision: Decision) -> object:
    tasks = {task.id: task for task in session.snapshot.tasks}
    state = decision_state(decision, tasks.get(decision.task_id or 0))
    return Pill(DECISION_PILLS[state], word(state))


def _holder(session: Session, decision: Decision) -> object:
    return holder_words(decision, session.snapshot)


def _write_holder(session: Session, decision: Decision, text: str) -> Operation:
    return UpdateDecision(id=decision.id, **holder_values(session, text))  # type: ignore[arg-type]


def _day(session: Session, column: Column[Any]) -> Column[Any]:
    return replace(
        column,
        show=partial(_shown_day, session),
        edit=_typed_day,
        parse=partial(read_day, session),
        roles={COPY_ROLE: partial(_copied_day, column.value)},
    )


def _shown_day(session: Session, day: date | None) -> str:
    """Return a day in few words: its year when it is not this one."""
    near = day is not None and day.year == session.workspace.today.year
    return format_date(day, "day" if near else "medium")


def _typed_day(day: date | None) -> str:
    return "" if day is None else edit_text(day)


def _copied_day(value: Callable[[Any], Any], row: object) -> object:
    return _typed_day(value(row))
