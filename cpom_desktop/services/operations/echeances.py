"""Operations on the deadlines: hers, and what she says of those that a rule founds."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.echeances import Echeance
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

MOST_REMINDERS, LONGEST_REMINDER = 5, 730
"""Reminders of one deadline, and days before it."""


class AddEcheance(Operation, frozen=True):
    """Add a reminder of hers; answers its id."""

    titre: str
    jour: date
    acteur_id: int | None = None
    rappels: str = ""
    note: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une échéance")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.titre)
        values = cleaned("echeances", given(self))
        _check(records, values)
        return records.insert(Echeance(id=0, **values))  # type: ignore[arg-type]


class UpdateEcheance(Operation, frozen=True):
    """Change a reminder of hers, or what she said of a deadline."""

    id: int
    titre: str | UnsetType = UNSET
    jour: date | UnsetType | None = UNSET
    motif: str | UnsetType = UNSET
    acteur_id: int | UnsetType | None = UNSET
    rappels: str | UnsetType = UNSET
    fait_le: date | UnsetType | None = UNSET
    sans_objet: bool | UnsetType = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("echeances", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given; a reminder of hers always has a title and a date."""
        before = records.get(Echeance, self.id)
        if not before.cle:
            require_text("" if self.titre == "" else "titre")
            if self.jour is None:
                raise RegleInvalide("echeance-sans-date")
        values = given(self, "id")
        _check(records, values)
        update_given(records, "echeances", self.id, values)


class SetEcheance(Operation, frozen=True):
    """Say something of a deadline that the program computes; answers the id of what is kept.

    `cle` is which occurrence of which rule: `errd:2026`, `reunion:12:convocation`.
    """

    cle: str
    jour: date | UnsetType | None = UNSET
    motif: str | UnsetType = UNSET
    acteur_id: int | UnsetType | None = UNSET
    rappels: str | UnsetType = UNSET
    fait_le: date | UnsetType | None = UNSET
    sans_objet: bool | UnsetType = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("echeances", given(self, "cle"))

    def apply(self, records: Records, context: Context) -> int:
        """Write it beside what she said already."""
        require_text(self.cle)
        values = given(self, "cle")
        _check(records, values)
        known = {row.cle: row.id for row in records.all(Echeance) if row.cle}
        place = known.get(self.cle) or records.insert(Echeance(id=0, cle=self.cle))
        update_given(records, "echeances", place, values)
        return place


class DeleteEcheances(Deletion, frozen=True):
    """Delete reminders of hers, or forget what she said of deadlines."""

    kind = Echeance
    words = ("supprimer une échéance", "supprimer {n} échéances")


def _check(records: Records, values: Mapping[str, object]) -> None:
    if isinstance(acteur_id := values.get("acteur_id"), int):
        records.get(Acteur, acteur_id)
    if isinstance(days := values.get("rappels"), str):
        check_reminders(days)


def check_reminders(text: str) -> tuple[int, ...]:
    """Return « 60,30,7 » as days, the farthest first.

    Raises:
        RegleInvalide: `rappels`, what is not a few whole numbers of days.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    if len(words) > MOST_REMINDERS or not all(w.isascii() and w.isdecimal() for w in words):
        raise RegleInvalide("rappels", limite=LONGEST_REMINDER)
    days = sorted({int(word) for word in words if len(word) < 5}, reverse=True)
    if len(days) < len(set(words)) or any(not 0 < day <= LONGEST_REMINDER for day in days):
        raise RegleInvalide("rappels", limite=LONGEST_REMINDER)
    return tuple(days)
