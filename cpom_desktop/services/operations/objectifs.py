"""Operations on axes, objectives and the targets of indicators."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.fiches_action import FicheAction, FicheIndicateur
from cpom_desktop.domain.objectifs import (
    Axe,
    CibleIndicateur,
    Indicateur,
    Objectif,
    TypeIndicateur,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_year,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddAxe(Operation, frozen=True):
    """Add an axis after the others; answers its id."""

    libelle: str

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un axe")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.libelle)
        values = cleaned("axes", {"libelle": self.libelle})
        place = next_place(records.all(Axe))
        return records.insert(Axe(id=0, ordre=place, libelle=str(values["libelle"])))


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
            above = records.get(Objectif, self.strategique_id)
            if above.axe_id != self.axe_id or above.strategique_id is not None:
                raise RegleInvalide("objectif-autre-axe")
        values = cleaned("objectifs", given(self))
        place = next_place(records.all(Objectif))
        return records.insert(Objectif(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateObjectif(Operation, frozen=True):
    """Change the words of an objective."""

    id: int
    libelle: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return _("modifier l'objectif")

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.libelle)
        update_given(records, "objectifs", self.id, given(self, "id"))


class DeleteObjectifs(Deletion, frozen=True):
    """Delete objectives and those under them; the fiches stay, attached to nothing."""

    kind = Objectif
    words = ("supprimer un objectif", "supprimer {n} objectifs")


class AddIndicateur(Operation, frozen=True):
    """Add an indicator to a fiche; answers its id."""

    fiche_id: int
    libelle: str
    type: TypeIndicateur = TypeIndicateur.RESULTAT
    definition: str = ""
    mode_calcul: str = ""
    unite: str = ""
    source: str = ""
    periodicite: str = ""
    valeur_initiale: Decimal | None = None
    annee_initiale: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un indicateur")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, and the link to the fiche."""
        require_text(self.libelle)
        records.get(FicheAction, self.fiche_id)
        values = _checked(cleaned("indicateurs", given(self, "fiche_id")))
        indicateur_id = records.insert(Indicateur(id=0, **values))  # type: ignore[arg-type]
        links = [li for li in records.all(FicheIndicateur) if li.fiche_id == self.fiche_id]
        records.insert(
            FicheIndicateur(
                id=0,
                fiche_id=self.fiche_id,
                indicateur_id=indicateur_id,
                ordre=next_place(links),
            )
        )
        return indicateur_id


class UpdateIndicateur(Operation, frozen=True):
    """Change an indicator, in every fiche that it follows."""

    id: int
    libelle: str | UnsetType = UNSET
    type: TypeIndicateur | UnsetType = UNSET
    definition: str | UnsetType = UNSET
    mode_calcul: str | UnsetType = UNSET
    unite: str | UnsetType = UNSET
    source: str | UnsetType = UNSET
    periodicite: str | UnsetType = UNSET
    valeur_initiale: Decimal | UnsetType | None = UNSET
    annee_initiale: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("indicateurs", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.libelle)
        update_given(records, "indicateurs", self.id, _checked(given(self, "id")))


class DeleteIndicateurs(Deletion, frozen=True):
    """Delete indicators, their targets and their links."""

    kind = Indicateur
    words = ("supprimer un indicateur", "supprimer {n} indicateurs")


class SetCible(Operation, frozen=True):
    """Write the target of an indicator for one year; None takes it back."""

    indicateur_id: int
    annee: int
    valeur: Decimal | None

    def title(self) -> str:
        """Return its title."""
        return _("modifier la cible {annee}", annee=str(self.annee))

    def apply(self, records: Records, context: Context) -> None:
        """Write, change or remove the row of this year."""
        records.get(Indicateur, self.indicateur_id)
        check_year(self.annee)
        values = cleaned("cibles_indicateurs", {"valeur": self.valeur})
        kept = next(
            (
                c
                for c in records.all(CibleIndicateur)
                if (c.indicateur_id, c.annee) == (self.indicateur_id, self.annee)
            ),
            None,
        )
        if self.valeur is None:
            records.delete(CibleIndicateur, [kept.id] if kept else [])
        elif kept:
            records.update(CibleIndicateur, kept.id, values)
        else:
            records.insert(
                CibleIndicateur(
                    id=0, indicateur_id=self.indicateur_id, annee=self.annee, valeur=self.valeur
                )
            )


def _checked(values: dict[str, object]) -> dict[str, object]:
    if isinstance(year := values.get("annee_initiale"), int):
        check_year(year)
    return values
