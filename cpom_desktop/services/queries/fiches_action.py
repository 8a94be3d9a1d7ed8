"""The fiches actions as they are read: each with its parts, its costs, and what it lacks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from cpom_desktop.domain.fiches_action import repere
from cpom_desktop.domain.lacunes import FicheParts, Lacune, lacunes
from cpom_desktop.domain.moyens import cost_by_year, total_cost, total_funding
from cpom_desktop.domain.objectifs import Rattachement, cibles_of, numeros, rattachement
from cpom_desktop.i18n import EMPTY, NBSP, _, format_number, ngettext
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.domain.dossier import Dossier
    from cpom_desktop.domain.fiches_action import FicheAction, FicheVersion
    from cpom_desktop.domain.objectifs import CibleIndicateur, Indicateur
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
    "fiches_origines",
    "fiches_versions",
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
    Lacune.CONSTAT: "constats",
    Lacune.ETAT_DES_LIEUX: "etat_des_lieux",
    Lacune.RESULTATS: "resultats_attendus",
    Lacune.RESPONSABLE: "responsable_id",
    Lacune.ACTEURS: "acteurs_mobilises",
    Lacune.ETAPE: "etapes",
    Lacune.ECHEANCE: "etapes",
    Lacune.COUT: "moyens",
    Lacune.FINANCEMENT: "financements",
    Lacune.INDICATEUR_RESULTAT: "indicateurs",
    Lacune.VALEUR_INITIALE: "indicateurs",
    Lacune.CIBLE: "indicateurs",
    Lacune.MODE_CALCUL: "indicateurs",
    Lacune.SUIVI: "modalites_suivi",
}
"""Where each lack is filled: a field of the fiche, or one of its parts."""


class IndicateurView(NamedTuple):
    """An indicator of a fiche with its yearly targets, in the order of years.

    `partage`: the other fiches that it follows, « FA-02 ».
    """

    indicateur: Indicateur
    cibles: Mapping[int, Decimal]
    partage: tuple[str, ...] = ()

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


class _Part(Protocol):
    @property
    def fiche_id(self) -> int: ...


PartRow = TypeVar("PartRow", bound=_Part)


class _Index:
    """The rows of a snapshot grouped once, for reading many fiches."""

    def __init__(self, snapshot: DossierSnapshot) -> None:
        self.snapshot = snapshot
        self.etapes = _by_fiche(snapshot.etapes)
        self.moyens = _by_fiche(snapshot.moyens)
        self.financements = _by_fiche(snapshot.financements)
        self.links = _by_fiche(snapshot.fiches_indicateurs)
        self.constats = _by_fiche(snapshot.fiches_constats)
        self.origines = _by_fiche(snapshot.fiches_origines)
        self.versions = _by_fiche(snapshot.fiches_versions)
        self.indicateurs = {indicateur.id: indicateur for indicateur in snapshot.indicateurs}
        self.numbers = numeros(snapshot.axes, snapshot.objectifs)
        self.followed: dict[int, list[int]] = {}
        for fiche in snapshot.fiches_action:
            for link in self.links.get(fiche.id, ()):
                self.followed.setdefault(link.indicateur_id, []).append(fiche.numero)
        self.cibles: dict[int, list[CibleIndicateur]] = {}
        for cible in snapshot.cibles_indicateurs:
            self.cibles.setdefault(cible.indicateur_id, []).append(cible)
        self.targeted = frozenset(self.cibles)

    def parts(self, fiche: FicheAction) -> FicheParts:
        """Return a fiche with its own rows, each in its order."""
        return FicheParts(
            fiche=fiche,
            etapes=self.etapes.get(fiche.id, ()),
            moyens=self.moyens.get(fiche.id, ()),
            financements=self.financements.get(fiche.id, ()),
            indicateurs=[
                self.indicateurs[li.indicateur_id] for li in self.links.get(fiche.id, ())
            ],
            targeted=self.targeted,
            criteres=[link.critere for link in self.constats.get(fiche.id, ())],
            origines=self.origines.get(fiche.id, ()),
            versions=sorted(self.versions.get(fiche.id, ()), key=_day),
        )

    def others(self, indicateur_id: int, fiche: FicheAction) -> tuple[str, ...]:
        """Return the other fiches that an indicator follows, by number."""
        numbers = self.followed.get(indicateur_id, ())
        return tuple(repere(n) for n in sorted(numbers) if n != fiche.numero)

    def view(self, fiche: FicheAction) -> FicheView:
        """Return a fiche ready to show or print."""
        parts = self.parts(fiche)
        place = rattachement(fiche.objectif_id, self.snapshot.axes, self.snapshot.objectifs)
        return FicheView(
            parts,
            place,
            self.numbers.get(fiche.objectif_id or 0, ""),
            tuple(
                IndicateurView(
                    i, cibles_of(self.cibles.get(i.id, ()), i.id), self.others(i.id, fiche)
                )
                for i in parts.indicateurs
            ),
            total_cost(parts.moyens),
            cost_by_year(parts.moyens),
            total_funding(parts.financements),
            lacunes(parts),
        )


def fiches(snapshot: DossierSnapshot) -> tuple[FicheView, ...]:
    """Return every fiche, by number."""
    index = _Index(snapshot)
    return tuple(index.view(fiche) for fiche in sorted(snapshot.fiches_action, key=_numero))


def fiche_view(snapshot: DossierSnapshot, fiche: FicheAction) -> FicheView:
    """Return a fiche with what hangs from it."""
    return _Index(snapshot).view(fiche)


@kept(*TABLES)
def all_parts(snapshot: DossierSnapshot) -> tuple[FicheParts, ...]:
    """Return every fiche with its own rows, by number."""
    index = _Index(snapshot)
    return tuple(index.parts(fiche) for fiche in sorted(snapshot.fiches_action, key=_numero))


def lacune_sentence(lacune: Lacune) -> str:
    """Return what to do about what a fiche lacks."""
    return _(LACUNES[lacune])


def lacunes_count(found: Sequence[Lacune]) -> str:
    """Return « 3 points à compléter », or « Complète »."""
    if not found:
        return _("Complète")
    return ngettext("{n} point à compléter", "{n} points à compléter", len(found))


def funding_gap(view: FicheView) -> str:
    """Return how the money told stands beside the cost, in words; nothing without either."""
    gap = view.cout_centimes - view.finance_centimes
    if not view.cout_centimes and not view.finance_centimes:
        return ""
    if gap > 0:
        return _("Il manque {montant}", montant=format_euros(gap))
    if gap < 0:
        return _("Financement supérieur au coût de {montant}", montant=format_euros(-gap))
    return _("Coût entièrement financé")


def format_euros(centimes: int | None) -> str:
    """Return an amount as « 16 060 € », with its cents when it has some; « – » when not told."""
    if centimes is None:
        return EMPTY
    euros = Decimal(centimes) / 100
    return f"{format_number(euros, 0 if centimes % 100 == 0 else 2)}{NBSP}€"


def contract_years(dossier: Dossier) -> tuple[int, ...]:
    """Return the years that the contract covers; none until its day of effect is known."""
    if dossier.date_effet is None or dossier.date_fin is None:
        return ()
    return tuple(range(dossier.date_effet.year, dossier.date_fin.year + 1))


def _numero(fiche: FicheAction) -> int:
    return fiche.numero


def _day(version: FicheVersion) -> tuple[date, int]:
    return version.jour, version.id


def _by_fiche(rows: Iterable[PartRow]) -> Mapping[int, list[PartRow]]:
    found: dict[int, list[PartRow]] = {}
    for row in rows:
        found.setdefault(row.fiche_id, []).append(row)
    return found
