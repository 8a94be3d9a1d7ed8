"""Operations on the stakeholders."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur, Civilite, Famille, Position, StatutContrat
from cpom_desktop.domain.reunions import Decision
from cpom_desktop.domain.saisie import parse_email, parse_phone
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    cleaned,
    given,
    next_place,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddActeur(Operation, frozen=True):
    """Add a stakeholder; answers its id."""

    famille: Famille
    structure: str = ""
    service: str = ""
    nom: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    statut_contrat: StatutContrat | None = None
    relation: str = ""
    attentes: str = ""
    influence: int | None = None
    interet: int | None = None
    position: Position | None = None
    civilite: Civilite | None = None
    adresse: str = ""
    phases: str = ""
    depuis: date | None = None
    convention: bool = False
    convention_signee_le: date | None = None
    convention_echeance: date | None = None
    convention_evaluee_le: date | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un acteur")

    def apply(self, records: Records, context: Context) -> int:
        """Insert after the others of the dossier."""
        values = checked_acteur(cleaned("acteurs", given(self)))
        place = next_place(records.all(Acteur))
        return records.insert(Acteur(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateActeur(Operation, frozen=True):
    """Change a stakeholder."""

    id: int
    famille: Famille | UnsetType = UNSET
    structure: str | UnsetType = UNSET
    service: str | UnsetType = UNSET
    nom: str | UnsetType = UNSET
    fonction: str | UnsetType = UNSET
    telephone: str | UnsetType = UNSET
    courriel: str | UnsetType = UNSET
    statut_contrat: StatutContrat | UnsetType | None = UNSET
    relation: str | UnsetType = UNSET
    attentes: str | UnsetType = UNSET
    influence: int | UnsetType | None = UNSET
    interet: int | UnsetType | None = UNSET
    position: Position | UnsetType | None = UNSET
    civilite: Civilite | UnsetType | None = UNSET
    adresse: str | UnsetType = UNSET
    phases: str | UnsetType = UNSET
    depuis: date | UnsetType | None = UNSET
    convention: bool | UnsetType = UNSET
    convention_signee_le: date | UnsetType | None = UNSET
    convention_echeance: date | UnsetType | None = UNSET
    convention_evaluee_le: date | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("acteurs", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        update_given(records, "acteurs", self.id, checked_acteur(given(self, "id")))


class DeleteActeurs(Operation, frozen=True):
    """Delete stakeholders; tasks and roles that name them stay, without a name.

    Exchanges, presences and decisions of meetings keep the names in words.
    """

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer un acteur", "supprimer {n} acteurs", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write down who carried each decision, then delete them."""
        names = {a.id: a.display_name for a in records.all(Acteur) if a.id in self.ids}
        for decision in records.all(Decision):
            if decision.responsable_id in names and not decision.porteur:
                name = names[decision.responsable_id]
                records.update(Decision, decision.id, {"porteur": name})
        records.delete(Acteur, self.ids)


def checked_acteur(values: dict[str, object]) -> dict[str, object]:
    """Return the values with telephone and e-mail in one form, ratings within their scale."""
    for name, read in (("telephone", parse_phone), ("courriel", parse_email)):
        if isinstance(text := values.get(name), str):
            values[name] = read(text)
    for name in ("influence", "interet"):
        rating = values.get(name)
        if isinstance(rating, int) and not 1 <= rating <= 4:
            raise RegleInvalide("cotation", limite=4)
    return values
