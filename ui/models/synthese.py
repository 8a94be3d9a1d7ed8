"""The tables of the synthesis: weaknesses to rank, strengths, marks, positions."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import PositionAutorite
from cpom_desktop.domain.fiches_action import Priorite
from cpom_desktop.domain.synthese import DEGREES, Ecart
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import RankConstats, UpdateConstat
from cpom_desktop.services.queries.synthese import degree
from cpom_desktop.services.queries.synthese_textes import shortened
from cpom_desktop.services.queries.words import choices, word
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill
from ui.models.base import Column, TableModel
from ui.models.synthese_cells import BARS_ROLE, SECOND_ROLE, TICK_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.synthese_types import ConstatLu, NoteTheme, PositionLue
    from ui.kit.pills import PillKind
    from ui.session import Session

    Route = Callable[[], Sequence[str]]

BARS: Mapping[Priorite | None, int] = {
    Priorite.HAUTE: 3,
    Priorite.MOYENNE: 2,
    Priorite.BASSE: 1,
    None: 0,
}
LOOKS: Mapping[Ecart, tuple[PillKind, str]] = {
    Ecart.DIVERGENCE: ("bloquant", "octagon-x"),
    Ecart.NUANCE: ("a-verifier", "triangle-alert"),
    Ecart.NON_CONNUE: ("neutre", "circle-help"),
    Ecart.CONVERGENCE: ("fait", "circle-check"),
}
LONGEST = 2_000
"""Letters of a tooltip."""
UNKNOWN = "Non connue"
TICKED = "axe"
"""Key of the column of the boxes."""
DECIDED = ("importance", "faisabilite")
"""Keys of the columns that 1, 2 and 3 fill."""


def faiblesses_model(session: Session, route: Route, parent: QObject) -> TableModel[ConstatLu]:
    """Return the model of the weaknesses.

    Args:
        session: runs what is changed in place.
        route: criteria retained at this moment, in order.
        parent: Qt parent.
    """
    columns: tuple[Column[ConstatLu], ...] = (
        Column(key="numero", header=_("N°"), value=_number, width=36),
        _finding(_("Faiblesse")),
        _degree("importance", _("Importance"), 98),
        _degree("faisabilite", _("Faisabilité"), 82),
        Column(
            key="priorite",
            header=_("Priorité"),
            value=attrgetter("priorite_mot"),
            tooltip=_reason,
            roles={BARS_ROLE: _bars},
            width=94,
        ),
        Column(
            key=TICKED,
            header=_("En axe"),
            value=_is_retained,
            choices=_yes_no,
            write=partial(_retain, route),
            roles={TICK_ROLE: _is_retained},
            width=58,
        ),
    )
    return TableModel(session, columns, attrgetter("critere"), parent=parent)


def forces_model(session: Session, parent: QObject) -> TableModel[ConstatLu]:
    """Return the model of the strengths."""
    return TableModel(session, (_finding(_("Force")),), attrgetter("critere"), parent=parent)


def notes_model(session: Session, parent: QObject) -> TableModel[NoteTheme]:
    """Return the model of the marks by theme: what the radar draws."""
    columns: tuple[Column[NoteTheme], ...] = (
        Column(key="theme", header=_("Thème"), value=_theme),
        Column(key="repondus", header=_("Répondus"), value=_answered, width=90),
        Column(key="moyenne", header=_("Moyenne"), value=attrgetter("texte"), width=100),
    )
    return TableModel(session, columns, attrgetter("theme"), parent=parent)


def positions_model(session: Session, parent: QObject) -> TableModel[PositionLue]:
    """Return the model of the table to negotiate from."""
    columns: tuple[Column[PositionLue], ...] = (
        Column(
            key="ecart",
            header=_("Écart"),
            value=attrgetter("ecart_mot"),
            roles={PILL_ROLE: _gap_pill},
            width=128,
        ),
        Column(
            key="constat",
            header=_("Constat de l'établissement"),
            value=attrgetter("lu.phrase"),
            tooltip=_position_whole,
            roles={SECOND_ROLE: _criterion},
        ),
        _stand("position_ars", _("ARS")),
        _remark("note_ars", _("Remarque de l'ARS")),
        _stand("position_departement", _("Département")),
        _remark("note_departement", _("Remarque du dép.")),
        Column(key="question", header=_("À trancher"), value=attrgetter("question"), width=190),
    )
    return TableModel(session, columns, _position_id, parent=parent)


def _number(row: ConstatLu) -> int | None:
    """Return its number in the matrix: weaknesses alone have one."""
    return row.numero if row.est_faiblesse else None


def _finding(header: str) -> Column[ConstatLu]:
    return Column(
        key="phrase",
        header=header,
        value=attrgetter("phrase"),
        tooltip=_whole,
        roles={SECOND_ROLE: _theme_line},
    )


def _whole(row: ConstatLu) -> str:
    """Return the finding as far as a tooltip can show it; Entrée goes to the whole of it."""
    return shortened(row.phrase, LONGEST)


def _position_whole(row: PositionLue) -> str:
    return _whole(row.lu)


def _theme_line(row: ConstatLu) -> str:
    """Return « H · Taux d’absentéisme », what it is when retained otherwise, its doubt."""
    parts = [f"{row.lettre} · {row.titre}" if row.constat.texte else row.theme_line]
    if row.rang and not row.est_faiblesse:
        parts.append(word(row.constat.nature) if row.constat.nature else _("sans nature"))
    if row.constat.a_verifier:
        parts.append(_("à vérifier"))
    return " · ".join(parts)


def _degree(name: str, header: str, width: int) -> Column[ConstatLu]:
    return Column(
        key=name,
        header=header,
        value=attrgetter(f"constat.{name}"),
        choices=_degrees,
        none_label=_("Non décidée"),
        write=partial(_decide, name),
        width=width,
    )


def _degrees() -> Sequence[tuple[object, str]]:
    return tuple((value, degree(value)) for value in reversed(DEGREES))


def _decide(name: str, row: ConstatLu, value: int | None) -> Operation:
    return UpdateConstat(critere=row.critere, **{name: value})  # type: ignore[arg-type]


def _bars(row: ConstatLu) -> int:
    return BARS[row.priorite]


def _reason(row: ConstatLu) -> str:
    """Return how its priority comes."""
    if row.produit is not None:
        return _(
            "{mot} : importance {i} × faisabilité {f} = {p}",
            mot=row.priorite_mot,
            i=row.constat.importance,
            f=row.constat.faisabilite,
            p=row.produit,
        )
    if row.priorite is not None:
        return _("{mot} : priorité notée dans la grille", mot=row.priorite_mot)
    return _("Dites l'importance et la faisabilité : la priorité en vient.")


def _is_retained(row: ConstatLu) -> bool:
    return row.rang is not None


def _yes_no() -> Sequence[tuple[object, str]]:
    return ((True, _("Oui")), (False, _("Non")))


def _retain(route: Route, row: ConstatLu, value: object) -> Operation:
    """Return what puts a weakness last in the feuille de route, or takes it out."""
    others = [critere for critere in route() if critere != row.critere]
    return RankConstats(criteres=[*others, row.critere] if value else others)


def _theme(row: NoteTheme) -> str:
    return f"{row.lettre}. {row.titre}"


def _answered(row: NoteTheme) -> str:
    return _("{n} sur {total}", n=row.repondus, total=row.criteres)


def _position_id(row: PositionLue) -> str:
    return row.lu.critere


def _gap_pill(row: PositionLue) -> Pill:
    kind, icon = LOOKS[row.ecart]
    return Pill(kind, row.ecart_mot, icon)


def _criterion(row: PositionLue) -> str:
    told = f"{row.lu.lettre} · {row.lu.titre}"
    nature = row.lu.constat.nature
    return f"{told} · {word(nature)}" if nature else told


def _stand(name: str, header: str) -> Column[PositionLue]:
    return Column(
        key=name,
        header=header,
        value=attrgetter(f"lu.constat.{name}"),
        show=_stand_word,
        choices=_positions,
        none_label=_(UNKNOWN),
        write=partial(_answer, name),
        width=104,
    )


def _remark(name: str, header: str) -> Column[PositionLue]:
    return Column(
        key=name,
        header=header,
        value=attrgetter(f"lu.constat.{name}"),
        write=partial(_answer, name),
        width=150,
    )


def _positions() -> Sequence[tuple[object, str]]:
    return choices(PositionAutorite)


def _stand_word(position: PositionAutorite | None) -> str:
    return _(UNKNOWN) if position is None else word(position)


def _answer(name: str, row: PositionLue, value: object) -> Operation:
    return UpdateConstat(critere=row.lu.critere, **{name: value})  # type: ignore[arg-type]
