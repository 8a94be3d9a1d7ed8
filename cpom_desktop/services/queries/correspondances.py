"""How the columns of a file are understood: what was kept of its like, what is kept of it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpom_desktop.services.operations import ColonnesRetenues
from cpom_desktop.services.queries.donnees_recues import same_key, year_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.services.snapshot import DossierSnapshot

    Roles = tuple[str | None, ...]

YEAR = "annee-lue"
"""Kept of a column whose year is the one that its head says."""
_FOUR_DIGITS = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Retenu:
    """What is remembered of files: head of column → what it is; name of row → what it is."""

    colonnes: Mapping[str, str] = field(default_factory=dict)
    lignes: Mapping[str, str] = field(default_factory=dict)
    connu: bool = False


@dataclass(frozen=True, slots=True)
class Colonnes:
    """How a file is understood.

    Attributes:
        head: place of the row that names the columns, −1 when none does.
        roles: what each column is; None is left aside.
    """

    head: int
    roles: Roles

    def place(self, role: str) -> int:
        """Return the place of the column that is this, −1 when none is."""
        return self.roles.index(role) if role in self.roles else -1


def signature(heads: Sequence[str]) -> str:
    """Return what a file is known by: its heads, whatever its years and its punctuation."""
    said = "|".join(_FOUR_DIGITS.sub("aaaa", same_key(head)) for head in heads)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def remembered(snapshot: DossierSnapshot, sorte: str, heads: Sequence[str]) -> Retenu:
    """Return what was kept of files: the columns of its like, the rows of all of them."""
    wanted, lignes = signature(heads), dict[str, str]()
    colonnes: dict[str, str] | None = None
    for kept in snapshot.correspondances:
        if kept.sorte == sorte:
            found = _loaded(kept.colonnes)
            lignes.update(found.get("lignes", {}))
            if kept.signature == wanted:
                colonnes = found.get("colonnes", {})
    return Retenu(colonnes or {}, lignes, colonnes is not None)


def kept_roles(heads: Sequence[str], kept: Retenu) -> Roles:
    """Return what was kept of each column of a file of the same heads."""
    return tuple(_role(head, kept.colonnes.get(same_key(_yearless(head)))) for head in heads)


def _role(head: str, kept: str | None) -> str | None:
    if kept == YEAR:
        year = year_in(head)
        return str(year) if year else None
    return kept or None


def to_keep(
    name: str, heads: Sequence[str], roles: Roles, lignes: Mapping[str, str]
) -> ColonnesRetenues:
    """Return what is kept of a file: a year that its head does not say is not kept."""
    said = {
        same_key(_yearless(head)): YEAR if role and role.isdigit() else role or ""
        for head, role in zip(heads, roles, strict=True)
        if head.strip() and not (role and role.isdigit() and str(year_in(head)) != role)
    }
    made = json.dumps({"colonnes": said, "lignes": dict(lignes)}, ensure_ascii=False)
    return ColonnesRetenues(nom=name[:200] or "?", signature=signature(heads), colonnes=made)


def _yearless(head: str) -> str:
    return _FOUR_DIGITS.sub("aaaa", head)


def _loaded(text: str) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(part): {str(k): str(v) for k, v in kept.items()}
        for part, kept in found.items()
        if isinstance(kept, dict)
    }
