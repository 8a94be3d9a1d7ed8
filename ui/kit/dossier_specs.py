"""The fields of the contract and of the establishment, declared once for every screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import (
    OptionSoins,
    RegimeTarifaire,
    StatutJuridique,
    ZoneScolaire,
)
from cpom_desktop.domain.identifiants import compact, show_finess, show_siret
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateActeur, UpdateDossier, UpdateEtablissement
from cpom_desktop.services.queries.etablissement import avertissement_of
from cpom_desktop.services.queries.planning import target_label
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import (
    date_reader,
    read_number,
    show_computed_day,
    show_day,
    single_field,
    update_record,
)

if TYPE_CHECKING:
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

IDENTIFIERS = ("finess_et", "finess_ej", "siret", "code_postal")
CHOICES = {
    "statut_juridique": StatutJuridique,
    "regime_tarifaire": RegimeTarifaire,
    "option_soins": OptionSoins,
    "zone_scolaire": ZoneScolaire,
}
SHOWN = {"finess_et": show_finess, "finess_ej": show_finess, "siret": show_siret}


class DossierSpecs:
    """Builds the specs of one open dossier.

    Args:
        session: the open dossier.
        warn: whether a doubt is told under its field (a page may tell it otherwise).
    """

    def __init__(self, session: Session, *, warn: bool) -> None:
        self._session = session
        self._warn = warn
        self._read_date = date_reader(session.workspace)

    def etab(self, name: str, kind: FieldKind = "line") -> FieldSpec:
        """Return the spec of a field of the establishment."""
        spec = single_field("etablissement", name, UpdateEtablissement, kind)
        if name in CHOICES:
            spec = replace(spec, kind="choice", choices=choices(CHOICES[name]))
        if name in IDENTIFIERS:
            spec = replace(spec, parse=compact, show=SHOWN.get(name))
        return self._checked(spec)

    def dossier(self, name: str, kind: FieldKind = "line") -> FieldSpec:
        """Return the spec of a field of the contract."""
        return self._checked(single_field("dossier", name, UpdateDossier, kind))

    def date(self, table: str, name: str) -> FieldSpec:
        """Return the spec of a date."""
        spec = self.dossier(name, "date") if table == "dossier" else self.etab(name, "date")
        return replace(spec, parse=self._read_date, show=show_day)

    def target(self) -> FieldSpec:
        """Return the spec of the date that the plan is computed back from."""
        wording = target_label(self._session.snapshot, self._session.content)
        return replace(self.date("dossier", "date_signature"), label=wording)

    def years(self) -> FieldSpec:
        """Return the spec of the length of the contract."""
        spec = self.dossier("duree_annees", "integer")
        return replace(spec, unit=_("ans"), parse=read_number)

    def contract_in_force(self) -> FieldSpec:
        """Return the spec of the present contract."""
        spec = self.dossier("contrat_actuel")
        return replace(spec, placeholder=_("Exemple : CPOM 2022–2026"))

    def departement(self) -> FieldSpec:
        """Return the spec of the département, chosen in the list of the territories."""
        return FieldSpec(
            key="etablissement.departement",
            label=label("etablissement", "departement"),
            kind="choice",
            read=_read_departement,
            write=_write_departement,
            choices=self._departements,
        )

    def piste(self, help_text: str = "") -> FieldSpec:
        """Return the spec of the track."""
        spec = self.dossier("piste", "choice")
        return replace(spec, choices=self._pistes, help=help_text)

    def contract_end(self) -> FieldSpec:
        """Return the computed last day of the contract."""
        return FieldSpec(
            key="dossier.date_fin",
            label=_("Fin du contrat"),
            kind="line",
            read=attrgetter("dossier.date_fin"),
            show=show_computed_day,
            help=_("Date d'effet et durée, moins un jour."),
        )

    def authorised_until(self) -> FieldSpec:
        """Return the computed last day of the authorisation."""
        return FieldSpec(
            key="etablissement.autorise_jusqu_au",
            label=_("Jusqu'au"),
            kind="line",
            read=attrgetter("etablissement.autorise_jusqu_au"),
            show=show_computed_day,
            help=_("Durée de 15 ans, de mémoire : à vérifier."),
        )

    def person(self, acteur: Acteur, name: str, wording: str) -> FieldSpec:
        """Return the spec of one field of a stakeholder of the team."""
        return FieldSpec(
            key=f"acteurs.{acteur.id}.{name}",
            label=wording,
            kind="line",
            read=partial(_read_person, acteur.id, name),
            write=partial(update_record, UpdateActeur, acteur.id, name),
        )

    def _checked(self, spec: FieldSpec) -> FieldSpec:
        return replace(spec, check=partial(_doubt, spec.key)) if self._warn else spec

    def _departements(self, _snapshot: DossierSnapshot) -> list[tuple[object, str]]:
        known = self._session.content.territoires.departements.values()
        return [(d.code, f"{d.code} – {d.nom}") for d in known]

    def _pistes(self, _snapshot: DossierSnapshot) -> list[tuple[object, str]]:
        return [(piste.slug, piste.libelle) for piste in self._session.content.avis.pistes]


def _doubt(key: str, _value: object, snapshot: DossierSnapshot) -> str | None:
    found = avertissement_of(snapshot, key)
    return found.texte if found and not found.motif else None


def _read_departement(snapshot: DossierSnapshot) -> str | None:
    return snapshot.etablissement.departement or None


def _write_departement(value: str | None) -> UpdateEtablissement:
    return UpdateEtablissement(departement=value or "")


def _read_person(acteur_id: int, name: str, snapshot: DossierSnapshot) -> str:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return str(getattr(acteur, name)) if acteur else ""
