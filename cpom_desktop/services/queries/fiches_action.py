"""The fiches action as they are read: each with its parts, its costs, and what it lacks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.fiches_action import cost_by_year, total_cost, total_funding
from cpom_desktop.domain.lacunes import FicheParts, Lacune, lacunes
from cpom_desktop.domain.objectifs import Rattachement, cibles_of, numeros, rattachement
from cpom_desktop.i18n import EMPTY, NBSP, format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "fiches_action",
    "etapes",
    "moyens",
    "financements",
    "indicateurs",
    "cibles_indicateurs",
    "fiches_indicateurs",
    "fiches_constats",
    "axes",
    "objectifs",
    "acteurs",
)

LACUNES: Mapping[Lacune, str] = {
    Lacune.OBJECTIF: "Rattachez la fiche à un objectif.",
    Lacune.CONSTAT: "Citez au moins un constat du diagnostic.",
    Lacune.ETAT_DES_LIEUX: "Décrivez l'état des lieux, chiffré et daté.",
    Lacune.RESULTATS: "Écrivez les résultats attendus.",
    Lacune.RESPONSABLE: "Nommez un responsable.",
    Lacune.ACTEURS: "Indiquez les acteurs à mobiliser.",
    Lacune.ETAPE: "Ajoutez au moins une étape.",
    Lacune.ECHEANCE: "Donnez une date de fin à chaque étape.",
    Lacune.COUT: "Chiffrez au moins un moyen, même à 0 €.",
    Lacune.FINANCEMENT: "Dites qui finance la totalité du coût.",
    Lacune.INDICATEUR_RESULTAT: "Ajoutez un indicateur de résultat.",
    Lacune.VALEUR_INITIALE: "Donnez la valeur initiale de chaque indicateur.",
    Lacune.CIBLE: "Donnez une cible à chaque indicateur.",
    Lacune.MODE_CALCUL: "Écrivez le mode de calcul de chaque indicateur.",
    Lacune.SUIVI: "Décrivez les modalités de suivi et d'évaluation.",
}
"""What to do about each thing that a fiche may lack."""

LACUNE_FIELDS: Mapping[Lacune, str] = {
    Lacune.OBJECTIF: "objectif_id",
    Lacune.ETAT_DES_LIEUX: "etat_des_lieux",
    Lacune.RESULTATS: "resultats_attendus",
    Lacune.RESPONSABLE: "responsable_id",
    Lacune.ACTEURS: "acteurs_mobilises",
    Lacune.SUIVI: "modalites_suivi",
}
"""The field of the fiche that fills each lack; the others are filled in its tables."""


class IndicateurView(NamedTuple):
    """An indicator of a fiche with its yearly targets, in the order of years."""

    indicateur: Indicateur
    cibles: Mapping[int, Decimal]

    @property
    def final(self) -> tuple[int, Decimal] | None:
        """The last year that has a target, and the target."""
        return max(self.cibles.items(), default=None)


class FicheView(NamedTuple):
    """A fiche ready to show or print; money in cents."""

    parts: FicheParts
    place: Rattachement
    numero_objectif: str
    indicateurs: tuple[IndicateurView, ...]
    cout_centimes: int
    cout_par_annee: Mapping[int, int]
    finance_centimes: int
    lacunes: tuple[Lacune, ...]

    @property
    def fiche(self) -> FicheAction:
        """The fiche itself."""
        return self.parts.fiche


def fiches(snapshot: DossierSnapshot) -> tuple[FicheView, ...]:
    """Return every fiche, by number."""
    ordered = sorted(snapshot.fiches_action, key=_numero)
    return tuple(fiche_view(snapshot, fiche) for fiche in ordered)


def _numero(fiche: FicheAction) -> int:
    return fiche.numero


def fiche_view(snapshot: DossierSnapshot, fiche: FicheAction) -> FicheView:
    """Return a fiche with what hangs from it."""
    parts = fiche_parts(snapshot, fiche)
    place = rattachement(fiche.objectif_id, snapshot.axes, snapshot.objectifs)
    numbers = numeros(snapshot.axes, snapshot.objectifs)
    return FicheView(
        parts,
        place,
        numbers.get(fiche.objectif_id or 0, ""),
        tuple(
            IndicateurView(i, cibles_of(snapshot.cibles_indicateurs, i.id))
            for i in parts.indicateurs
        ),
        total_cost(parts.moyens),
        cost_by_year(parts.moyens),
        total_funding(parts.financements),
        lacunes(parts),
    )


def fiche_parts(snapshot: DossierSnapshot, fiche: FicheAction) -> FicheParts:
    """Return a fiche with its own rows, each in its order."""
    by_id = {indicateur.id: indicateur for indicateur in snapshot.indicateurs}
    links = [li for li in snapshot.fiches_indicateurs if li.fiche_id == fiche.id]
    return FicheParts(
        fiche=fiche,
        etapes=[e for e in snapshot.etapes if e.fiche_id == fiche.id],
        moyens=[m for m in snapshot.moyens if m.fiche_id == fiche.id],
        financements=[f for f in snapshot.financements if f.fiche_id == fiche.id],
        indicateurs=[by_id[li.indicateur_id] for li in links],
        targeted=frozenset(c.indicateur_id for c in snapshot.cibles_indicateurs),
        criteres=[c.critere for c in snapshot.fiches_constats if c.fiche_id == fiche.id],
    )


def format_euros(centimes: int | None) -> str:
    """Return an amount as « 16 060 € », with its cents when it has some; « – » when not told."""
    if centimes is None:
        return EMPTY
    euros = Decimal(centimes) / 100
    return f"{format_number(euros, 0 if centimes % 100 == 0 else 2)}{NBSP}€"
