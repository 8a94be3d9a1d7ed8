"""Operations on indicators: their definition, their targets, what they really were."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.donnees import Polarite  # noqa: TC001 - msgspec reads the annotations
from cpom_desktop.domain.fiches_action import FicheAction, FicheIndicateur
from cpom_desktop.domain.objectifs import (
    CibleIndicateur,
    Indicateur,
    Realisation,
    TypeIndicateur,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    check_year,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.donnees import require_indicateur

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records


class AddIndicateur(Operation, frozen=True):
    """Add an indicator, to a fiche when it is told which; answers its id."""

    libelle: str
    fiche_id: int | None = None
    type: TypeIndicateur = TypeIndicateur.RESULTAT
    definition: str = ""
    mode_calcul: str = ""
    unite: str = ""
    source: str = ""
    periodicite: str = ""
    valeur_initiale: Decimal | None = None
    annee_initiale: int | None = None
    numerateur: str = ""
    denominateur: str = ""
    exclusions: str = ""
    donnee: str = ""
    polarite: Polarite | None = None
    decimales: int | None = None
    date_initiale: date | None = None
    responsable_id: int | None = None
    seuil_alerte: Decimal | None = None
    commentaire: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un indicateur")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, and the link to the fiche.

        Raises:
            RegleInvalide: `nom-vide`, `introuvable`, `indicateur-inconnu`, `nombre-trop-grand`.
        """
        require_text(self.libelle)
        values = _checked(records, context, cleaned("indicateurs", given(self, "fiche_id")))
        indicateur_id = records.insert(Indicateur(id=0, **values))  # type: ignore[arg-type]
        if self.fiche_id is not None:
            link_indicateur(records, self.fiche_id, indicateur_id)
        return indicateur_id


def link_indicateur(records: Records, fiche_id: int, indicateur_id: int) -> None:
    """Make an indicator follow a fiche, after the others; nothing when it does already.

    Raises:
        RegleInvalide: `introuvable`.
    """
    records.get(FicheAction, fiche_id)
    records.get(Indicateur, indicateur_id)
    links = [li for li in records.all(FicheIndicateur) if li.fiche_id == fiche_id]
    if any(li.indicateur_id == indicateur_id for li in links):
        return
    place = next_place(links)
    row = FicheIndicateur(id=0, fiche_id=fiche_id, indicateur_id=indicateur_id, ordre=place)
    records.insert(row)


class LinkIndicateur(Operation, frozen=True):
    """Make an indicator follow a fiche too."""

    fiche_id: int
    indicateur_id: int

    def title(self) -> str:
        """Return its title."""
        return _("attacher un indicateur à la fiche action")

    def apply(self, records: Records, context: Context) -> None:
        """Insert the link."""
        link_indicateur(records, self.fiche_id, self.indicateur_id)


class UnlinkIndicateur(Operation, frozen=True):
    """Make an indicator follow a fiche no more; the indicator stays."""

    fiche_id: int
    indicateur_id: int

    def title(self) -> str:
        """Return its title."""
        return _("détacher un indicateur de la fiche action")

    def apply(self, records: Records, context: Context) -> None:
        """Delete the link."""
        told = (self.fiche_id, self.indicateur_id)
        links = records.all(FicheIndicateur)
        gone = [li.id for li in links if (li.fiche_id, li.indicateur_id) == told]
        records.delete(FicheIndicateur, gone)


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
    numerateur: str | UnsetType = UNSET
    denominateur: str | UnsetType = UNSET
    exclusions: str | UnsetType = UNSET
    donnee: str | UnsetType = UNSET
    polarite: Polarite | UnsetType | None = UNSET
    decimales: int | UnsetType | None = UNSET
    date_initiale: date | UnsetType | None = UNSET
    responsable_id: int | UnsetType | None = UNSET
    seuil_alerte: Decimal | UnsetType | None = UNSET
    commentaire: str | UnsetType = UNSET
    a_adapter: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("indicateurs", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.libelle)
        update_given(
            records, "indicateurs", self.id, _checked(records, context, given(self, "id"))
        )


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
        _write_cibles(records, self.indicateur_id, {self.annee: self.valeur})


class SetCibles(Operation, frozen=True):
    """Write the targets of an indicator for several years; None takes one back."""

    indicateur_id: int
    valeurs: dict[int, Decimal | None]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les cibles")

    def apply(self, records: Records, context: Context) -> None:
        """Write, change or remove the row of each year; the other years stay."""
        _write_cibles(records, self.indicateur_id, self.valeurs)


def _write_cibles(
    records: Records, indicateur_id: int, valeurs: Mapping[int, Decimal | None]
) -> None:
    records.get(Indicateur, indicateur_id)
    rows = records.all(CibleIndicateur)
    kept = {row.annee: row.id for row in rows if row.indicateur_id == indicateur_id}
    for annee, valeur in valeurs.items():
        check_year(annee)
        values = cleaned("cibles_indicateurs", {"valeur": valeur})
        if valeur is None:
            records.delete(CibleIndicateur, [kept[annee]] if annee in kept else [])
        elif annee in kept:
            records.update(CibleIndicateur, kept[annee], values)
        else:
            row = CibleIndicateur(id=0, indicateur_id=indicateur_id, annee=annee, valeur=valeur)
            records.insert(row)


class SetRealisation(Operation, frozen=True):
    """Write what an indicator really was in one year, or change what is said of it.

    A value of None takes the year back.
    """

    indicateur_id: int
    annee: int
    valeur: Decimal | UnsetType | None = UNSET
    source: str | UnsetType = UNSET
    date_source: date | UnsetType | None = UNSET
    commentaire: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("realisations", given(self, "indicateur_id", "annee"))

    def apply(self, records: Records, context: Context) -> None:
        """Write it.

        Raises:
            RegleInvalide: `donnee-vide`, there is no value yet to comment; `introuvable`.
        """
        records.get(Indicateur, self.indicateur_id)
        check_year(self.annee)
        key = (self.indicateur_id, self.annee)
        rows = records.all(Realisation)
        row = next((r for r in rows if (r.indicateur_id, r.annee) == key), None)
        values = cleaned("realisations", given(self, "indicateur_id", "annee"))
        if self.valeur is None:
            records.delete(Realisation, [row.id] if row else [])
        elif row:
            records.update(Realisation, row.id, values)
        elif self.valeur is UNSET:
            raise RegleInvalide("donnee-vide")
        else:
            made = {"indicateur_id": self.indicateur_id, "annee": self.annee, **values}
            records.insert(Realisation(id=0, **made))  # type: ignore[arg-type]


def _checked(records: Records, context: Context, values: dict[str, object]) -> dict[str, object]:
    """Refuse a year, a number of decimals, a figure or a person that cannot be."""
    if isinstance(year := values.get("annee_initiale"), int):
        check_year(year)
    check_bounds(values, 0, 4, "decimales")
    if isinstance(acteur_id := values.get("responsable_id"), int):
        records.get(Acteur, acteur_id)
    if slug := values.get("donnee"):
        require_indicateur(records, context, str(slug))
    return values
