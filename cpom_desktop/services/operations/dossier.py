"""Operations on the contract, the establishment and its places."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.dossier import (
    AnomalieAssumee,
    Capacite,
    Etablissement,
    LectureRaci,
    OptionSoins,
    Piste,
    RegimeTarifaire,
    StatutJuridique,
    TypeCapacite,
    ZoneScolaire,
)
from cpom_desktop.domain.identifiants import compact
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, capitalise
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    cleaned,
    given,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.ports import Records

AUTHORITIES: Mapping[str, frozenset[str]] = {
    "ars": frozenset({"ars-delegation-departementale", "ars-direction-autonomie", "dgars"}),
    "collectivite": frozenset({"departement-etablissements-pa", "president-departement"}),
}
"""Field of the establishment that names an authority → slugs of its stakeholders."""
LONGEST_CONTRACT = 7
"""Years: five, and two extensions of one (kit §2.2; our reading of « 7 ans »)."""


class UpdateDossier(Operation, frozen=True):
    """Change the contract being prepared."""

    piste: Piste | UnsetType | None = UNSET
    date_reference: date | UnsetType | None = UNSET
    date_signature: date | UnsetType | None = UNSET
    date_effet: date | UnsetType | None = UNSET
    duree_annees: int | UnsetType = UNSET
    contrat_actuel: str | UnsetType = UNSET
    fin_contrat_actuel: date | UnsetType | None = UNSET
    prolonge_jusqu_au: date | UnsetType | None = UNSET
    lecture_raci: LectureRaci | UnsetType = UNSET
    debut_demarche: date | UnsetType | None = UNSET
    reporter_reunions: bool | UnsetType = UNSET
    eviter_ete: bool | UnsetType = UNSET
    eviter_fin_annee: bool | UnsetType = UNSET
    eviter_ponts: bool | UnsetType = UNSET
    eviter_vacances: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("dossier", given(self))

    def apply(self, records: Records, context: Context) -> None:
        """Check the length, then write."""
        years = self.duree_annees
        if years is not UNSET and not 1 <= years <= LONGEST_CONTRACT:
            raise RegleInvalide("duree-contrat", limite=LONGEST_CONTRACT)
        update_given(records, "dossier", 1, given(self))


class UpdateEtablissement(Operation, frozen=True):
    """Change the establishment; a new postal code fills in what its département decides."""

    nom: str | UnsetType = UNSET
    gestionnaire: str | UnsetType = UNSET
    statut_juridique: StatutJuridique | UnsetType | None = UNSET
    finess_et: str | UnsetType = UNSET
    finess_ej: str | UnsetType = UNSET
    siret: str | UnsetType = UNSET
    adresse: str | UnsetType = UNSET
    code_postal: str | UnsetType = UNSET
    commune: str | UnsetType = UNSET
    departement: str | UnsetType = UNSET
    ars: str | UnsetType = UNSET
    collectivite: str | UnsetType = UNSET
    collectivite_signataire: bool | UnsetType = UNSET
    regime_tarifaire: RegimeTarifaire | UnsetType | None = UNSET
    option_soins: OptionSoins | UnsetType | None = UNSET
    zone_scolaire: ZoneScolaire | UnsetType | None = UNSET
    autorise_depuis: date | UnsetType | None = UNSET
    projet_perimetre: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("etablissement", given(self))

    def apply(self, records: Records, context: Context) -> None:
        """Write; identifiers are stored without spaces, authorities follow the département.

        Raises:
            RegleInvalide: `nom-vide`.
        """
        if self.nom is not UNSET:
            require_text(self.nom)
        values = cleaned("etablissement", given(self))
        for name in ("finess_et", "finess_ej", "siret", "code_postal"):
            if isinstance(text := values.get(name), str):
                values[name] = compact(text)
        before = records.get(Etablissement, 1)
        if isinstance(code := values.get("code_postal"), str) and "departement" not in values:
            found = context.content.departement_of_postal_code(code)
            if found:
                values["departement"] = found
        if values.get("departement", before.departement) != before.departement:
            values |= _proposed(before, str(values["departement"]), values, context)
        update_given(records, "etablissement", 1, values)
        _name_authorities(records, context, before)


def _name_authorities(records: Records, context: Context, before: Etablissement) -> None:
    """Give the authorities' new names to the stakeholders that carry the former ones.

    « ARS, délégation départementale » becomes the ARS's own name, and its service.
    """
    after = records.get(Etablissement, 1)
    models = {model.slug: model.structure for model in context.content.acteurs.acteurs}
    for field, slugs in AUTHORITIES.items():
        name, former = getattr(after, field), getattr(before, field)
        if not name or name == former:
            continue
        for acteur in records.all(Acteur):
            if acteur.slug not in slugs:
                continue
            if acteur.structure == models.get(acteur.slug):
                service = acteur.service or acteur.structure.partition(", ")[2]
                values = {"structure": name, "service": capitalise(service)}
                records.update(Acteur, acteur.id, values)
            elif former and acteur.structure == former:
                records.update(Acteur, acteur.id, {"structure": name})


def _proposed(
    before: Etablissement, code: str, values: dict[str, object], context: Context
) -> dict[str, object]:
    """Return what the new département proposes, where she has not written otherwise."""
    old, new = proposals(context.content, before.departement), proposals(context.content, code)
    return {
        name: value
        for name, value in new.items()
        if name not in values and getattr(before, name) in ("", None, old.get(name))
    }


def proposals(content: Content, departement: str) -> dict[str, object]:
    """Return the fields that a département fills in; none when it is not known."""
    if departement not in content.territoires.departements:
        return {}
    found = content.proposal_for(departement)
    return {
        "ars": found.ars,
        "collectivite": found.collectivite,
        "zone_scolaire": found.zone,
        "regime_tarifaire": found.regime,
    }


class UpdateCapacite(Operation, frozen=True):
    """Change the places of one kind; None empties, which differs from 0."""

    type: TypeCapacite
    autorisees: int | UnsetType | None = UNSET
    installees: int | UnsetType | None = UNSET
    financees: int | UnsetType | None = UNSET
    aide_sociale: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("capacites", given(self, "type"))

    def apply(self, records: Records, context: Context) -> None:
        """Write the row of this kind, made at its first value."""
        values = given(self, "type")
        for value in values.values():
            if isinstance(value, int) and not 0 <= value <= 2000:
                raise RegleInvalide("places", limite=2000)
        row = next((c for c in records.all(Capacite) if c.type is self.type), None)
        row_id = row.id if row else records.insert(Capacite(id=0, type=self.type))
        update_given(records, "capacites", row_id, values)


class AssumeAnomalie(Operation, frozen=True):
    """Keep a warning as it is (« J'assume »), with a reason; an empty reason takes it back."""

    cle: str
    motif: str

    def title(self) -> str:
        """Return its title."""
        return _("assumer une anomalie") if self.motif else _("ne plus assumer une anomalie")

    def apply(self, records: Records, context: Context) -> None:
        """Replace what was said of this warning."""
        kept = [a.id for a in records.all(AnomalieAssumee) if a.cle == self.cle]
        records.delete(AnomalieAssumee, kept)
        values = cleaned("anomalies_assumees", {"motif": self.motif})
        if values["motif"]:
            records.insert(
                AnomalieAssumee(
                    id=0, cle=self.cle, motif=str(values["motif"]), assumee_le=context.today
                )
            )
