"""Operations on axes and objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.objectifs import Axe, Objectif, ObjectifConstat
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.diagnostic import require_critere

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.ports import Records

Ranked = TypeVar("Ranked", Axe, Objectif)


class AddAxe(Operation, frozen=True):
    """Add an axis after the others; answers its id."""

    libelle: str
    modele: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un axe")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.libelle)
        values = cleaned("axes", given(self))
        place = next_place(records.all(Axe))
        return records.insert(Axe(id=0, ordre=place, **values))  # type: ignore[arg-type]


class AddAxes(Operation, frozen=True):
    """Add axes after the others, those of a name already there left out; answers how many."""

    libelles: list[str]

    def title(self) -> str:
        """Return its title."""
        return ngettext("créer un axe", "créer {n} axes", len(self.libelles))

    def apply(self, records: Records, context: Context) -> int:
        """Insert them, each name once."""
        there = {axe.libelle.casefold() for axe in records.all(Axe)}
        added = 0
        for libelle in self.libelles:
            require_text(libelle)
            words = str(cleaned("axes", {"libelle": libelle})["libelle"])
            if words.casefold() not in there:
                AddAxe(libelle=words).apply(records, context)
                there.add(words.casefold())
                added += 1
        return added


class UpdateAxe(Operation, frozen=True):
    """Change the words of an axis."""

    id: int
    libelle: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return _("modifier l'axe")

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.libelle)
        update_given(records, "axes", self.id, given(self, "id"))


class DeleteAxes(Deletion, frozen=True):
    """Delete axes and their objectives; the fiches stay, attached to nothing."""

    kind = Axe
    words = ("supprimer un axe", "supprimer {n} axes")


class AddObjectif(Operation, frozen=True):
    """Add an objective to an axis, operational under `strategique_id`; answers its id."""

    axe_id: int
    libelle: str
    strategique_id: int | None = None
    domaine: str = ""
    priorite: int | None = None
    note: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un objectif")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it after the others.

        Raises:
            RegleInvalide: `objectif-autre-axe`, `introuvable`.
        """
        require_text(self.libelle)
        records.get(Axe, self.axe_id)
        if self.strategique_id is not None:
            check_under(records, self.axe_id, self.strategique_id)
        values = cleaned("objectifs", given(self))
        check_bounds(values, 1, 3, "priorite")
        place = next_place(records.all(Objectif))
        return records.insert(Objectif(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateObjectif(Operation, frozen=True):
    """Change an objective."""

    id: int
    libelle: str | UnsetType = UNSET
    domaine: str | UnsetType = UNSET
    priorite: int | UnsetType | None = UNSET
    note: str | UnsetType = UNSET
    a_adapter: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("objectifs", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `nom-vide`, `nombre-trop-grand`.
        """
        require_text(self.libelle)
        values = given(self, "id")
        check_bounds(values, 1, 3, "priorite")
        update_given(records, "objectifs", self.id, values)


class MoveAxe(Operation, frozen=True):
    """Put an axis at another place among the axes, 0 the first."""

    id: int
    rang: int

    def title(self) -> str:
        """Return its title."""
        return _("déplacer un axe")

    def apply(self, records: Records, context: Context) -> None:
        """Write the order of all the axes; a place too far is the last."""
        moved = records.get(Axe, self.id)
        others = [axe for axe in _in_order(records.all(Axe)) if axe.id != moved.id]
        _place(records, Axe, others, moved, self.rang)


class MoveObjectif(Operation, frozen=True):
    """Put an objective at another place: among those of an axis, or under a strategic one.

    A strategic objective takes those under it along; it becomes operational only when nothing
    is under it.
    """

    id: int
    axe_id: int
    rang: int
    strategique_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("déplacer un objectif")

    def apply(self, records: Records, context: Context) -> None:
        """Write where it is and the order of its new neighbours; a place too far is the last.

        Raises:
            RegleInvalide: `introuvable`, `objectif-autre-axe`, `objectif-porteur`.
        """
        records.get(Axe, self.axe_id)
        moved, known = records.get(Objectif, self.id), records.all(Objectif)
        below = [o for o in known if o.strategique_id == moved.id]
        if self.strategique_id is not None:
            check_under(records, self.axe_id, self.strategique_id)
            if below or self.strategique_id == moved.id:
                raise RegleInvalide("objectif-porteur")
        where = {"axe_id": self.axe_id, "strategique_id": self.strategique_id}
        records.update(Objectif, moved.id, where)
        for objectif in below:
            records.update(Objectif, objectif.id, {"axe_id": self.axe_id})
        place = (self.axe_id, self.strategique_id)
        others = [o for o in known if o.id != moved.id and (o.axe_id, o.strategique_id) == place]
        _place(records, Objectif, _in_order(others), moved, self.rang)


def check_under(records: Records, axe_id: int, strategique_id: int) -> None:
    """Refuse to put an objective under one that is of another axis, or operational.

    Raises:
        RegleInvalide: `introuvable`, `objectif-autre-axe`.
    """
    above = records.get(Objectif, strategique_id)
    if above.axe_id != axe_id or above.strategique_id is not None:
        raise RegleInvalide("objectif-autre-axe")


def _in_order(rows: Iterable[Ranked]) -> list[Ranked]:
    return sorted(rows, key=lambda row: (row.ordre, row.id))


def _place(
    records: Records, kind: type[Ranked], others: list[Ranked], moved: Ranked, rang: int
) -> None:
    """Write the order of rows once one is put among them; only those that change are written."""
    others.insert(min(max(rang, 0), len(others)), moved)
    for place, row in enumerate(others):
        if row.ordre != place:
            records.update(kind, row.id, {"ordre": place})


class SetObjectifConstats(Operation, frozen=True):
    """Say which criteria found an objective, in place of those that did."""

    objectif_id: int
    criteres: list[str]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les constats de l'objectif")

    def apply(self, records: Records, context: Context) -> None:
        """Replace the links.

        Raises:
            RegleInvalide: `critere-inconnu`, `introuvable`.
        """
        records.get(Objectif, self.objectif_id)
        kept = {
            link.critere: link.id
            for link in records.all(ObjectifConstat)
            if link.objectif_id == self.objectif_id
        }
        wanted = dict.fromkeys(self.criteres)
        records.delete(ObjectifConstat, [i for slug, i in kept.items() if slug not in wanted])
        for slug in wanted:
            if slug not in kept:
                require_critere(records, context, slug)
                records.insert(ObjectifConstat(id=0, objectif_id=self.objectif_id, critere=slug))


class DeleteObjectifs(Deletion, frozen=True):
    """Delete objectives and those under them; the fiches stay, attached to nothing."""

    kind = Objectif
    words = ("supprimer un objectif", "supprimer {n} objectifs")
