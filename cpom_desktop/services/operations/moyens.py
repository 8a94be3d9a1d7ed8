"""Operations on the means of a fiche action and on who pays for them."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.moyens import (
    CategorieMoyen,
    EtatFinancement,
    Financement,
    Moyen,
    NatureCout,
    SectionTarifaire,
    SourceFinancement,
    UniteCout,
)
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import Context, Deletion, Operation, given
from cpom_desktop.services.operations.fiches_parties import add_part, change_part

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddMoyen(Operation, frozen=True):
    """Add a mean at the end of a fiche; answers its id."""

    fiche_id: int
    libelle: str
    categorie: CategorieMoyen = CategorieMoyen.MATERIEL
    nature: NatureCout = NatureCout.EXPLOITATION_PONCTUELLE
    montant_centimes: int | None = None
    premiere_annee: int | None = None
    derniere_annee: int | None = None
    section: SectionTarifaire | None = None
    quantite: Decimal | None = None
    unite: UniteCout | None = None
    cout_unitaire_centimes: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un moyen")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        return add_part(records, "moyens", Moyen, given(self))


class UpdateMoyen(Operation, frozen=True):
    """Change a mean or its cost."""

    id: int
    libelle: str | UnsetType = UNSET
    categorie: CategorieMoyen | UnsetType = UNSET
    nature: NatureCout | UnsetType = UNSET
    montant_centimes: int | UnsetType | None = UNSET
    premiere_annee: int | UnsetType | None = UNSET
    derniere_annee: int | UnsetType | None = UNSET
    section: SectionTarifaire | UnsetType | None = UNSET
    quantite: Decimal | UnsetType | None = UNSET
    unite: UniteCout | UnsetType | None = UNSET
    cout_unitaire_centimes: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("moyens", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        change_part(records, "moyens", self.id, given(self, "id"))


class DeleteMoyens(Deletion, frozen=True):
    """Delete means."""

    kind = Moyen
    words = ("supprimer un moyen", "supprimer {n} moyens")


class AddFinancement(Operation, frozen=True):
    """Add a funding at the end of a fiche; answers its id."""

    fiche_id: int
    source: SourceFinancement
    precision: str = ""
    montant_centimes: int | None = None
    etat: EtatFinancement = EtatFinancement.DEMANDE
    montant_obtenu_centimes: int | None = None
    premiere_annee: int | None = None
    derniere_annee: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un financement")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        return add_part(records, "financements", Financement, given(self))


class UpdateFinancement(Operation, frozen=True):
    """Change a funding."""

    id: int
    source: SourceFinancement | UnsetType = UNSET
    precision: str | UnsetType = UNSET
    montant_centimes: int | UnsetType | None = UNSET
    etat: EtatFinancement | UnsetType = UNSET
    montant_obtenu_centimes: int | UnsetType | None = UNSET
    premiere_annee: int | UnsetType | None = UNSET
    derniere_annee: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("financements", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        change_part(records, "financements", self.id, given(self, "id"))


class DeleteFinancements(Deletion, frozen=True):
    """Delete fundings."""

    kind = Financement
    words = ("supprimer un financement", "supprimer {n} financements")
