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

    LIGNE_VIDE = "raci-ligne-vide"
    SANS_RESPONSABLE = "raci-sans-responsable"
    PLUSIEURS_RESPONSABLES = "raci-plusieurs-responsables"
    SANS_REALISATEUR = "raci-sans-realisateur"
    PERSONNE_INFORMEE = "raci-personne-informee"
    AUTORITES_ABSENTES = "raci-autorites-absentes"
    SURCHARGE = "raci-surcharge"


@dataclass(frozen=True, slots=True)
class ConstatRaci:
    """One finding: its kind, and the activity or the role it is about.

    Attributes:
        roles: the responsibles that are too many, or the roles that one person holds.
    """

    kind: AnomalieRaci
    activite_id: int | None = None
    role_id: int | None = None
    roles: tuple[int, ...] = ()
    count: int = 0

    @property
    def cle(self) -> str:
        """Name under which she may assume it: other roles ask again."""
        held = ",".join(map(str, self.roles))
        return f"{self.kind}:{self.activite_id or self.role_id}:{held}"


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
    """Return what deserves a look, line by line, then person by person (kit §1.5, proposed)."""
    findings = [f for activite in activites for f in _check_line(activite, roles, cells)]
    limit = OVERLOAD_SHARE * len(activites)
    for held in roles_by_holder(roles):
        count, _ = load(held, activites, cells)
        if len(activites) >= 8 and count > limit:
            several = tuple(role.id for role in held) if len(held) > 1 else ()
            findings.append(
                ConstatRaci(AnomalieRaci.SURCHARGE, role_id=held[0].id, roles=several, count=count)
            )
    return tuple(findings)


def _check_line(
    activite: RaciActivite, roles: Sequence[RaciRole], cells: Cells
) -> Iterable[ConstatRaci]:
    by_role = {role.id: cells.get((activite.id, role.id), frozenset()) for role in roles}
    held = {sens: tuple(r for r, meanings in by_role.items() if sens in meanings) for sens in Sens}
    responsables = held[Sens.RESPONSABLE]
    if not any(by_role.values()):
        yield ConstatRaci(AnomalieRaci.LIGNE_VIDE, activite.id)
        return
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


def roles_by_holder(roles: Iterable[RaciRole]) -> tuple[tuple[RaciRole, ...], ...]:
    """Return the roles, those of one person together; a role that nobody holds stands alone."""
    groups: dict[tuple[str, int], list[RaciRole]] = {}
    for role in roles:
        key = ("role", role.id) if role.acteur_id is None else ("acteur", role.acteur_id)
        groups.setdefault(key, []).append(role)
    return tuple(map(tuple, groups.values()))


def meanings_of(held: Iterable[RaciRole], activite_id: int, cells: Cells) -> frozenset[Sens]:
    """Return what one person is to an activity by all their roles: the closest part alone.

    Who answers or does is neither consulted nor informed, who is consulted is not informed.
    """
    parts = (cells.get((activite_id, role.id), frozenset()) for role in held)
    whole = frozenset[Sens]().union(*parts)
    for close in (whole - EXCLUSIVE, whole - {Sens.INFORME}):
        if close:
            return close
    return whole


def load(
    held: Sequence[RaciRole], activites: Sequence[RaciActivite], cells: Cells
) -> tuple[int, int]:
    """Return how many lines a person answers for, and does, by all the roles they hold."""
    answers, does = set[int](), set[int]()
    for activite in activites:
        for role in held:
            meanings = cells.get((activite.id, role.id))
            if meanings and Sens.RESPONSABLE in meanings:
                answers.add(activite.id)
            if meanings and Sens.REALISATEUR in meanings:
                does.add(activite.id)
    return len(answers), len(does)
