"""Formulas on the staff and on the accounts (numbers §1.2, §1.3, §3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Formule, Unite

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cpom_desktop.domain.donnees import Lecteur, Terme

FONCTIONS = (
    "etp_direction",
    "etp_administration",
    "etp_services_generaux",
    "etp_restauration",
    "etp_socio_educatif",
    "etp_ash",
    "etp_aides_soignants",
    "etp_infirmiers",
    "etp_paramedicaux",
    "etp_psychologue",
    "etp_medecin_coordonnateur",
)
"""Full-time equivalents by function, at 31 December."""
MOTIFS = (
    "absences_courtes",
    "absences_moyennes",
    "absences_longues",
    "absences_maternite",
    "absences_at_mp",
    "absences_conges",
)
"""Calendar days of absence by reason."""
SECTIONS = ("hebergement", "dependance", "soins")
PRODUITS = tuple(f"produits_g{group}_{section}" for section in SECTIONS for group in (1, 2, 3))
CHARGES = tuple(f"charges_g{group}_{section}" for section in SECTIONS for group in (1, 2, 3))
DAYS = 365
"""Days of a full-time equivalent, in leap years too (numbers §1.2, remark b)."""


def _one(slug: str) -> Terme:
    def term(v: Lecteur) -> Decimal:
        return v(slug)

    return term


def etp(v: Lecteur) -> Decimal:
    """Return the full-time equivalents in post."""
    return v.total(*FONCTIONS)


def _etp_days(v: Lecteur) -> Decimal:
    return etp(v) * DAYS


def _absences(v: Lecteur) -> Decimal:
    return v.total(*MOTIFS)


def _moves(v: Lecteur) -> Decimal:
    return (v("recrutements_cdi") + v("departs_cdi")) / 2


def _vacant(v: Lecteur) -> Decimal:
    return v("etp_budgetes") - etp(v)


def _external(v: Lecteur) -> Decimal:
    return v.total("c6111", "c6112", "c621", "c6223", "c6226")


def _personnel(v: Lecteur) -> Decimal:
    return v.total(*(f"charges_g2_{section}" for section in SECTIONS))


def _direct(v: Lecteur) -> Decimal:
    return _personnel(v) + v("c6111") + v("c6112")


def produits(v: Lecteur) -> Decimal:
    """Return every income of the year."""
    return v.total(*PRODUITS)


def charges(v: Lecteur) -> Decimal:
    """Return every expense of the year."""
    return v.total(*CHARGES)


def resultat(v: Lecteur) -> Decimal:
    """Return the result of the year, all sections."""
    return produits(v) - charges(v)


def _resultat_of(section: str) -> Terme:
    def term(v: Lecteur) -> Decimal:
        income = v.total(*(name for name in PRODUITS if name.endswith(section)))
        return income - v.total(*(name for name in CHARGES if name.endswith(section)))

    return term


def caf(v: Lecteur) -> Decimal:
    """Return the self-financing capacity; c/778 counts when it is typed (remark a)."""
    kept = resultat(v) + v("c68") - v("c78") + v("c675") - v("c775") - v("c777")
    return kept - v.facultatif("c778")


def _produits_caf(v: Lecteur) -> Decimal:
    left_out = v("c775") + v("c777") + v("c78") + v.facultatif("c7781")
    return produits(v) - left_out - v.facultatif("c709") - v.facultatif("c713")


def _decaissables(v: Lecteur) -> Decimal:
    return charges(v) - v("c68") - v("c675")


def frng(v: Lecteur) -> Decimal:
    """Return the net working capital, from its two parts."""
    return v("fri") + v("fre")


def _frng_days(v: Lecteur) -> Decimal:
    return frng(v) * DAYS


def tresorerie(v: Lecteur) -> Decimal:
    """Return the cash: working capital less what it must finance."""
    return frng(v) - v("bfr")


def _cash_days(v: Lecteur) -> Decimal:
    return tresorerie(v) * DAYS


PERCENT, EUROS = Unite.POUR_CENT, Unite.EUROS
FORMULES: Mapping[str, Formule] = {
    "etp-reels": Formule(etp, None, Unite.ETP),
    "absenteisme": Formule(_absences, _etp_days, PERCENT),
    **{
        name.replace("_", "-").replace("absences", "absenteisme"): Formule(
            _one(name), _etp_days, PERCENT
        )
        for name in MOTIFS
    },
    "rotation": Formule(_moves, _one("effectif_cdi"), PERCENT),
    "etp-vacants": Formule(_vacant, _one("etp_budgetes"), PERCENT),
    "prestations-externes": Formule(_external, _direct, PERCENT),
    "encadrement": Formule(etp, _one("places_hp"), Unite.ETP_POUR_CENT_PLACES),
    "cout-etp": Formule(_personnel, etp, EUROS, 0),
    "resultat": Formule(resultat, None, EUROS, 0),
    **{f"resultat-{s}": Formule(_resultat_of(s), None, EUROS, 0) for s in SECTIONS},
    "caf": Formule(caf, None, EUROS, 0),
    "taux-caf": Formule(caf, _produits_caf, PERCENT),
    "part-personnel": Formule(_personnel, charges, PERCENT),
    "vetuste-constructions": Formule(
        _one("amortissements_constructions"), _one("brut_constructions"), PERCENT
    ),
    "vetuste-equipements": Formule(
        _one("amortissements_equipements"), _one("brut_equipements"), PERCENT
    ),
    "frng": Formule(frng, None, EUROS, 0),
    "frng-jours": Formule(_frng_days, _decaissables, Unite.JOURS, 1),
    "tresorerie": Formule(tresorerie, None, EUROS, 0),
    "tresorerie-jours": Formule(_cash_days, _decaissables, Unite.JOURS, 1),
    "duree-dette": Formule(_one("encours_dette"), caf, Unite.ANNEES, 1),
    "couverture-capital": Formule(caf, _one("remboursement_capital"), PERCENT),
}
"""Formula by name; what each means is said in the pack."""
