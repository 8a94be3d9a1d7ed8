"""Operations on the dossiers of documents that she composes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.dossiers_nommes import DossierNomme, DossierPartie, Mention, Paper
from cpom_desktop.domain.instances import Confidentialite  # noqa: TC001 - msgspec reads it
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

MOST_PARTS = 200
"""Documents of one dossier: far above the catalogue, its fiches and its meetings."""


class AddDossierNomme(Operation, frozen=True):
    """Compose a dossier of documents; answers its id.

    Attributes:
        parties: slugs of the documents that it holds, in order.
    """

    nom: str
    parties: list[str] = []  # noqa: RUF012 - msgspec copies an empty default
    modele: str = ""
    mention: Mention = Mention.PROJET
    classe: Confidentialite | None = None
    papier: Paper = Paper.A4
    noir_et_blanc: bool = False
    couverture: bool = True
    sommaire: bool = True
    logo: bool = True
    noms: bool = True
    sources: bool = True

    def title(self) -> str:
        """Return its title."""
        return _("composer un dossier de documents")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it after the others, then its parts.

        Raises:
            RegleInvalide: as `SetDossierParties`.
        """
        require_text(self.nom)
        values = cleaned("dossiers_nommes", given(self, "parties"))
        place = next_place(records.all(DossierNomme))
        made = records.insert(DossierNomme(id=0, ordre=place, **values))  # type: ignore[arg-type]
        _write_parts(records, made, self.parties)
        return made


class UpdateDossierNomme(Operation, frozen=True):
    """Change how a dossier of documents is called or printed."""

    id: int
    nom: str | UnsetType = UNSET
    mention: Mention | UnsetType = UNSET
    classe: Confidentialite | UnsetType | None = UNSET
    papier: Paper | UnsetType = UNSET
    noir_et_blanc: bool | UnsetType = UNSET
    couverture: bool | UnsetType = UNSET
    sommaire: bool | UnsetType = UNSET
    logo: bool | UnsetType = UNSET
    noms: bool | UnsetType = UNSET
    sources: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("dossiers_nommes", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `introuvable`, `nom-vide`.
        """
        values = given(self, "id")
        if isinstance(self.nom, str):
            require_text(self.nom)
        update_given(records, "dossiers_nommes", self.id, values)


class SetDossierParties(Operation, frozen=True):
    """Say which documents a dossier holds, in what order.

    Attributes:
        parties: their slugs; one that is there already keeps its row.
    """

    dossier_id: int
    parties: list[str]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les documents du dossier")

    def apply(self, records: Records, context: Context) -> None:
        """Write the parts.

        Raises:
            RegleInvalide: `introuvable`, `nom-vide`; `parties-en-double`,
                `parties-trop-nombreuses`.
        """
        records.get(DossierNomme, self.dossier_id)
        _write_parts(records, self.dossier_id, self.parties)


class DeleteDossiersNommes(Deletion, frozen=True):
    """Delete dossiers of documents; the documents themselves stay."""

    kind = DossierNomme
    words = (
        "supprimer un dossier de documents",
        "supprimer {n} dossiers de documents",
    )


def _write_parts(records: Records, dossier_id: int, wanted: list[str]) -> None:
    """Make the parts of a dossier those wanted, in their order."""
    slugs = [str(cleaned("dossiers_parties", {"document": slug})["document"]) for slug in wanted]
    for slug in slugs:
        require_text(slug)
    if len(set(slugs)) < len(slugs):
        raise RegleInvalide("parties-en-double")
    if len(slugs) > MOST_PARTS:
        raise RegleInvalide("parties-trop-nombreuses", maximum=MOST_PARTS)
    rows = [row for row in records.all(DossierPartie) if row.dossier_id == dossier_id]
    records.delete(DossierPartie, [row.id for row in rows if row.document not in slugs])
    known = {row.document: row for row in rows}
    for place, slug in enumerate(slugs, start=1):
        row = known.get(slug)
        if row is None:
            part = DossierPartie(id=0, dossier_id=dossier_id, ordre=place, document=slug)
            records.insert(part)
        elif row.ordre != place:
            records.update(DossierPartie, row.id, {"ordre": place})
