"""A block copied from a spreadsheet into the matrix: what it changes, and every cell refused.

A block with its headers goes where they say; another goes from the caret on. Nothing is written
here: what is right is offered, what is not is told with its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import CellValue, SetRaciCells
from cpom_desktop.services.queries.raci_lettres import ordered, read_cell, reading_of
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.domain.raci import RaciActivite, RaciRole, Sens
    from cpom_desktop.services.queries.raci import RaciView

    Texts = Sequence[Sequence[str]]

T = TypeVar("T")
NOTHING: frozenset[Sens] = frozenset()


@dataclass(slots=True)
class CollageRaci:
    """What a block becomes.

    Attributes:
        lecture: the reading its letters were read in.
        cells: the cells it changes, (activity, role) → meanings.
        same: how many it finds as they are.
        refus: sentences, each with its place.
    """

    lecture: LectureRaci
    cells: dict[tuple[int, int], frozenset[Sens]] = field(default_factory=dict)
    same: int = 0
    refus: list[str] = field(default_factory=list)

    @property
    def operation(self) -> SetRaciCells:
        """What writes the cells that are right, in one step."""
        return SetRaciCells(
            cells=[
                CellValue(activite_id=line, role_id=role, sens=ordered(meanings))
                for (line, role), meanings in self.cells.items()
            ]
        )


class Spot(NamedTuple):
    """Where the caret is, and how much is selected from there.

    Attributes:
        line: rank of the activity.
        column: rank of the role; −1 on the titles.
        lines, columns: size of the selection.
    """

    line: int
    column: int
    lines: int = 1
    columns: int = 1


class _Axis(NamedTuple, Generic[T]):
    """What each line, or column, of the block stands for; None goes nowhere."""

    found: tuple[T | None, ...]
    refus: tuple[str, ...]


def read_block(view: RaciView, texts: Texts, spot: Spot) -> CollageRaci:
    """Return what a pasted block becomes in the matrix."""
    texts = _squared(texts)
    headed = _has_headers(view, texts)
    titled = _has_titles(view, texts[1:] if headed else texts)
    lecture = (reading_of(texts[0][0]) if headed else None) or view.lecture
    if not headed and not titled:
        texts = _tiled(texts, spot)
    columns = _columns(view, texts, spot, headed=headed, titled=titled)
    lines = _lines(view, texts, spot, headed=headed, titled=titled)
    made = CollageRaci(lecture, refus=[*columns.refus, *lines.refus])
    for rank, (row, activite) in enumerate(zip(texts, lines.found, strict=True), start=1):
        for text, role in zip(row, columns.found, strict=True):
            if activite is not None and role is not None:
                _read(made, view, (rank, activite, role), text)
    return made


def _read(
    made: CollageRaci, view: RaciView, place: tuple[int, RaciActivite, RaciRole], text: str
) -> None:
    rank, activite, role = place
    key = activite.id, role.id
    try:
        meanings = read_cell(text, made.lecture)
    except RegleInvalide as error:
        told = _("Ligne {n}, {role} : {refus}", n=rank, role=role.libelle, refus=sentence(error))
        made.refus.append(told)
        return
    if view.cells.get(key, NOTHING) == meanings:
        made.same += 1
    else:
        made.cells[key] = meanings


def _squared(texts: Texts) -> list[list[str]]:
    """Give every line as many cells as the longest."""
    width = max((len(row) for row in texts), default=0)
    return [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in texts]


def _tiled(texts: list[list[str]], spot: Spot) -> list[list[str]]:
    """Repeat a block over a selection that is a whole number of times its size."""
    height, width = len(texts), len(texts[0])
    if spot.lines % height or spot.columns % width:
        return texts
    return [row * (spot.columns // width) for row in texts] * (spot.lines // height)


def _has_headers(view: RaciView, texts: Texts) -> bool:
    known = {name for shown in view.roles for name in _names(shown.role)}
    return bool(texts) and any(fold(cell) in known for cell in texts[0] if cell)


def _has_titles(view: RaciView, texts: Texts) -> bool:
    known = {fold(line.titre) for line in view.activites}
    return any(row[0] and fold(row[0]) in known for row in texts)


def _names(role: RaciRole) -> set[str]:
    return {fold(name) for name in (role.libelle, role.abrege) if name}


def _columns(
    view: RaciView, texts: Texts, spot: Spot, *, headed: bool, titled: bool
) -> _Axis[RaciRole]:
    width = len(texts[0]) if texts else 0
    first = 1 if titled or (headed and not _is_role(view, texts[0][0])) else 0
    roles = [shown.role for shown in view.roles]
    if headed:
        found = _matched(texts[0][first:], roles, _names)
        unknown = [t for t, role in zip(texts[0][first:], found, strict=True) if t and not role]
        refus = [
            _("« {nom} » n'est pas un rôle de la matrice : sa colonne est laissée.", nom=name)
            for name in unknown
        ]
    else:
        found = _from(roles, max(spot.column, 0), width - first)
        refus = _beyond(
            sum(role is None for role in found),
            "{n} colonne dépasse de la matrice : elle est laissée.",
            "{n} colonnes dépassent de la matrice : elles sont laissées.",
        )
    return _Axis((*[None] * first, *found), tuple(refus))


def _is_role(view: RaciView, text: str) -> bool:
    return any(fold(text) in _names(shown.role) for shown in view.roles)


def _lines(
    view: RaciView, texts: Texts, spot: Spot, *, headed: bool, titled: bool
) -> _Axis[RaciActivite]:
    first = 1 if headed else 0
    rows, activites = texts[first:], list(view.activites)
    if titled:
        found = _matched([row[0] for row in rows], activites, _title)
        refus = [
            _("« {nom} » n'est pas une activité de la matrice : sa ligne est laissée.", nom=row[0])
            for row, line in zip(rows, found, strict=True)
            if line is None and row[0] and any(row[1:])
        ]
    else:
        found = _from(activites, 0 if headed else spot.line, len(rows))
        refus = _beyond(
            sum(line is None for line in found),
            "{n} ligne dépasse de la matrice : elle est laissée.",
            "{n} lignes dépassent de la matrice : elles sont laissées.",
        )
    return _Axis((*[None] * first, *found), tuple(refus))


def _title(line: RaciActivite) -> set[str]:
    return {fold(line.titre)}


def _matched(
    names: Iterable[str], records: Sequence[T], names_of: Callable[[T], set[str]]
) -> list[T | None]:
    """Return the record that each name means; records of one name are taken in their order."""
    left: dict[str, list[int]] = {}
    for rank, record in enumerate(records):
        for name in names_of(record):
            left.setdefault(name, []).append(rank)
    taken: set[int] = set()
    found: list[T | None] = []
    for name in names:
        rank = next((r for r in left.get(fold(name), ()) if r not in taken), -1)
        found.append(None if rank < 0 else records[rank])
        taken.add(rank)
    return found


def _from(records: Sequence[T], first: int, count: int) -> list[T | None]:
    kept: list[T | None] = [*records[first : first + count]]
    return [*kept, *[None] * (count - len(kept))]


def _beyond(count: int, singular: str, plural: str) -> list[str]:
    return [ngettext(singular, plural, count)] if count else []
