"""The RACI matrix: meanings, letters in two readings, and what a check finds.

The meaning is stored, never the letter: the kit and the English usage give R and A opposite
meanings (kit §0.4). Rules of control: kit §1.5, proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import LectureRaci

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OVERLOAD_SHARE = 20 / 32
"""Share of the lines above which one role carries too much (kit §1.5: 20 of 32, proposed)."""


class Sens(StrEnum):
    """What a role is to an activity. `responsable` answers for it, `realisateur` does it."""

    RESPONSABLE = "responsable"
    REALISATEUR = "realisateur"
    CONSULTE = "consulte"
    INFORME = "informe"


LETTERS: Mapping[LectureRaci, Mapping[Sens, str]] = {
    LectureRaci.KIT: {
        Sens.RESPONSABLE: "R",
        Sens.REALISATEUR: "A",
        Sens.CONSULTE: "C",
        Sens.INFORME: "I",
    },
    LectureRaci.ANGLAISE: {
        Sens.RESPONSABLE: "A",
        Sens.REALISATEUR: "R",
        Sens.CONSULTE: "C",
        Sens.INFORME: "I",
    },
}
ORDER = tuple(Sens)
EXCLUSIVE = frozenset({Sens.CONSULTE, Sens.INFORME})


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciRole:
    """A column: a role, and the stakeholder who holds it if named."""

    id: int
    slug: str = ""
    ordre: int = 0
    libelle: str
    abrege: str = ""
    acteur_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciActivite:
    """A line. `autorites_attendues`: the authorities are expected to have a part in it."""

    id: int
    slug: str = ""
    ordre: int = 0
    phase: str
    titre: str
    autorites_attendues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciCase:
    """One meaning of one cell; a cell is the set of its rows."""

    id: int
    activite_id: int
    role_id: int
    sens: Sens


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciTache:
    """A task of the plan that an activity is done by."""

    id: int
    activite_id: int
    task_id: int


Cells = dict[tuple[int, int], frozenset[Sens]]
"""(activity id, role id) → meanings; empty cells are absent."""


class AnomalieRaci(StrEnum):
    """What a check of the matrix may find; a finding, never a refusal."""

    SANS_RESPONSABLE = "raci-sans-responsable"
    PLUSIEURS_RESPONSABLES = "raci-plusieurs-responsables"
    SANS_REALISATEUR = "raci-sans-realisateur"
    PERSONNE_INFORMEE = "raci-personne-informee"
    AUTORITES_ABSENTES = "raci-autorites-absentes"
    SURCHARGE = "raci-surcharge"


@dataclass(frozen=True, slots=True)
class ConstatRaci:
    """One finding: its kind, and the activity or the role it is about."""

    kind: AnomalieRaci
    activite_id: int | None = None
    role_id: int | None = None
    roles: tuple[int, ...] = ()
    count: int = 0


def cells_of(cases: Iterable[RaciCase]) -> Cells:
    """Return the cells of a matrix from its stored rows."""
    cells: dict[tuple[int, int], set[Sens]] = {}
    for case in cases:
        cells.setdefault((case.activite_id, case.role_id), set()).add(case.sens)
    return {key: frozenset(values) for key, values in cells.items()}


def letters(meanings: Iterable[Sens], lecture: LectureRaci) -> str:
    """Return the letters of a cell, responsible first (« RA » in the kit's reading)."""
    known = LETTERS[lecture]
    return "".join(known[sens] for sens in ORDER if sens in set(meanings))


def meaning_of(letter: str, lecture: LectureRaci) -> Sens | None:
    """Return the meaning of a typed letter, any case; None when it is not one of the four."""
    return next((s for s, text in LETTERS[lecture].items() if text == letter.upper()), None)


def combines(cell: frozenset[Sens]) -> bool:
    """Return whether the meanings of a cell may stand together: C and I stand alone."""
    return len(cell) <= 1 or not cell & EXCLUSIVE


def toggle(cell: frozenset[Sens], sens: Sens) -> frozenset[Sens]:
    """Return the cell after one key: R and A combine, C and I replace, the same key removes."""
    if sens in cell:
        return cell - {sens}
    together = cell | {sens}
    if combines(together):
        return together
    return frozenset({sens}) if sens in EXCLUSIVE else together - EXCLUSIVE


def check_raci(
    activites: Sequence[RaciActivite], roles: Sequence[RaciRole], cells: Cells
) -> tuple[ConstatRaci, ...]:
    """Return what deserves a look, line by line, then role by role (kit §1.5, proposed)."""
    findings = [f for activite in activites for f in _check_line(activite, roles, cells)]
    limit = OVERLOAD_SHARE * len(activites)
    for role in roles:
        count, _ = load(role, activites, cells)
        if len(activites) >= 8 and count > limit:
            findings.append(ConstatRaci(AnomalieRaci.SURCHARGE, role_id=role.id, count=count))
    return tuple(findings)


def _check_line(
    activite: RaciActivite, roles: Sequence[RaciRole], cells: Cells
) -> Iterable[ConstatRaci]:
    by_role = {role.id: cells.get((activite.id, role.id), frozenset()) for role in roles}
    held = {sens: tuple(r for r, meanings in by_role.items() if sens in meanings) for sens in Sens}
    responsables = held[Sens.RESPONSABLE]
    if not responsables:
        yield ConstatRaci(AnomalieRaci.SANS_RESPONSABLE, activite.id)
    if len(responsables) > 1:
        yield ConstatRaci(
            AnomalieRaci.PLUSIEURS_RESPONSABLES,
            activite.id,
            roles=responsables,
            count=len(responsables),
        )
    if not held[Sens.REALISATEUR]:
        yield ConstatRaci(AnomalieRaci.SANS_REALISATEUR, activite.id)
    if not held[Sens.CONSULTE] and not held[Sens.INFORME]:
        yield ConstatRaci(AnomalieRaci.PERSONNE_INFORMEE, activite.id)
    authorities = [role.id for role in roles if role.slug in {"ars", "cd"}]
    if activite.autorites_attendues and not any(by_role[r] for r in authorities):
        yield ConstatRaci(AnomalieRaci.AUTORITES_ABSENTES, activite.id)


def load(role: RaciRole, activites: Sequence[RaciActivite], cells: Cells) -> tuple[int, int]:
    """Return how many lines a role answers for, and how many it does (a line may be both)."""
    meanings = [cells.get((activite.id, role.id), frozenset()) for activite in activites]
    return (
        sum(Sens.RESPONSABLE in m for m in meanings),
        sum(Sens.REALISATEUR in m for m in meanings),
    )
