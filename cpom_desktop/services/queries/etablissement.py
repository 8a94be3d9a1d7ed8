"""What deserves a look on the establishment and the dates: warnings, never refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossier import TypeCapacite, add_years, total_places
from cpom_desktop.domain.identifiants import (
    check_code_postal,
    check_finess,
    check_siret,
)
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.messages_saisie import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cpom_desktop.domain.dossier import Dossier
    from cpom_desktop.domain.identifiants import Finding
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossier", "etablissement", "capacites", "anomalies_assumees")
USUAL_YEARS = 5
OVERLAP = "<="
"""In the name of a doubt: the contract begins before the present one ends."""

CHECKS: Mapping[str, Callable[[str], tuple[Finding, ...]]] = {
    "finess_et": check_finess,
    "finess_ej": check_finess,
    "siret": check_siret,
    "code_postal": check_code_postal,
}


class Avertissement(NamedTuple):
    """A doubt told beside a field.

    Attributes:
        cle: name under which she may assume it; holds the doubtful value, so that a new value
            asks again.
        champ: « table.field » it is about.
        texte: the sentence.
        motif: her reason when she assumed it, else empty.
    """

    cle: str
    champ: str
    texte: str
    motif: str = ""


def avertissements(snapshot: DossierSnapshot) -> tuple[Avertissement, ...]:
    """Return every doubt about the establishment, its places and the dates, in page order."""
    motifs = {a.cle: a.motif for a in snapshot.anomalies_assumees}
    found = (*_identifiers(snapshot), *_places(snapshot), *_dates(snapshot.dossier))
    return tuple(
        Avertissement(f"{champ}:{valeur}", champ, texte, motifs.get(f"{champ}:{valeur}", ""))
        for champ, valeur, texte in found
    )


def avertissement_of(snapshot: DossierSnapshot, champ: str) -> Avertissement | None:
    """Return the first doubt about one field."""
    return next((a for a in avertissements(snapshot) if a.champ == champ), None)


def _identifiers(snapshot: DossierSnapshot) -> Iterable[tuple[str, str, str]]:
    etablissement = snapshot.etablissement
    for name, check in CHECKS.items():
        value = getattr(etablissement, name)
        for finding in check(value) if value else ():
            yield f"etablissement.{name}", value, sentence_of(finding.code, finding.values)
    if etablissement.finess_et and etablissement.finess_et == etablissement.finess_ej:
        yield (
            "etablissement.finess_ej",
            etablissement.finess_ej,
            _("Le FINESS géographique et le FINESS juridique sont identiques."),
        )


def _places(snapshot: DossierSnapshot) -> Iterable[tuple[str, str, str]]:
    permanent = next(
        (c.autorisees for c in snapshot.capacites if c.type is TypeCapacite.HEBERGEMENT_PERMANENT),
        None,
    )
    for c in snapshot.capacites:
        if c.type.inside_permanent and (c.autorisees or 0) > (permanent or 0):
            yield (
                f"capacites.{c.type}.autorisees",
                f"{c.autorisees}",
                _(
                    "Ces places sont comprises dans l'hébergement permanent : "
                    "elles ne peuvent pas le dépasser."
                ),
            )
        if c.installees is not None and c.autorisees is not None and c.installees > c.autorisees:
            yield (
                f"capacites.{c.type}.installees",
                f"{c.installees}>{c.autorisees}",
                _("Plus de places installées que de places autorisées. Vérifiez l'arrêté."),
            )


def _dates(dossier: Dossier) -> Iterable[tuple[str, str, str]]:
    signature, effet = dossier.date_signature, dossier.date_effet
    if signature and effet and effet < signature:
        yield (
            "dossier.date_effet",
            f"{effet}",
            _(
                "La date d'effet ({effet}) précède la signature ({signature}). Est-ce voulu ?",
                effet=format_date(effet),
                signature=format_date(signature),
            ),
        )
    if dossier.duree_annees != USUAL_YEARS:
        yield (
            "dossier.duree_annees",
            f"{dossier.duree_annees}",
            _("Un CPOM couvre d'ordinaire 5 ans. Vous en indiquez {n}.", n=dossier.duree_annees),
        )
    present_end = dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    if effet and present_end and effet <= present_end:
        yield (
            "dossier.date_effet",
            f"{effet}{OVERLAP}{present_end}",
            _(
                "Deux CPOM ne peuvent pas couvrir la même période : celui-ci prend effet le "
                "{effet}, avant la fin du contrat en cours ({fin}).",
                effet=format_date(effet),
                fin=format_date(present_end),
            ),
        )
    if effet and present_end and effet > add_years(present_end, 1):
        yield (
            "dossier.date_effet",
            f"{effet}>{present_end}",
            _(
                "Plus d'un an sépare la fin du contrat en cours ({fin}) de la date d'effet.",
                fin=format_date(present_end),
            ),
        )


def contract_name(snapshot: DossierSnapshot) -> str:
    """Return « CPOM 2028–2032 », or « CPOM » until it is dated."""
    dossier = snapshot.dossier
    if dossier.date_effet is None or dossier.date_fin is None:
        return _("CPOM")
    return f"CPOM {dossier.date_effet.year}–{dossier.date_fin.year}"


def dossier_name(snapshot: DossierSnapshot) -> str:
    """Return « EHPAD Les Tilleuls – CPOM 2028–2032 »."""
    return f"{snapshot.etablissement.nom} – {contract_name(snapshot)}"


def places(snapshot: DossierSnapshot, column: str = "autorisees") -> int:
    """Return the total of places of one column, PASA and UHR not counted twice."""
    return total_places(snapshot.capacites, column)
