"""The fil d'or: finding → axis → objective → fiche → indicator → means, broken threads first.

Every finding said to be a weakness, every axis, objective, fiche and indicator is in at least one
thread; a thread says which of its links lack.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import total_cost, total_funding
from cpom_desktop.domain.objectifs import numeros, rattachement
from cpom_desktop.services.queries.fiches_action import TABLES as FICHES
from cpom_desktop.services.queries.fiches_action import all_parts
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.domain.lacunes import FicheParts
    from cpom_desktop.domain.objectifs import Axe, Indicateur, Objectif
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (*FICHES, "objectifs_constats", "constats")


class Maillon(StrEnum):
    """A link of a thread, in order."""

    CONSTAT = "constat"
    AXE = "axe"
    OBJECTIF = "objectif"
    FICHE = "fiche"
    INDICATEUR = "indicateur"
    MOYENS = "moyens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fil:
    """One thread.

    Attributes:
        criteres: slugs of the criteria that found it.
        objectif, numero: the last objective known, and its number.
        cout_centimes, finance_centimes: of its fiche; None when nothing is costed.
        retenu: False for a weakness that founds nothing and is not in the feuille de route.
    """

    criteres: tuple[str, ...] = ()
    axe: Axe | None = None
    objectif: Objectif | None = None
    numero: str = ""
    fiche: FicheAction | None = None
    indicateurs: tuple[Indicateur, ...] = ()
    cout_centimes: int | None = None
    finance_centimes: int = 0
    retenu: bool = True

    @property
    def manque(self) -> tuple[Maillon, ...]:
        """The links that lack, in order; means that are not wholly funded lack."""
        costed = self.cout_centimes is not None and self.finance_centimes >= self.cout_centimes
        operational = self.objectif is not None and self.objectif.strategique_id is not None
        known = {
            Maillon.CONSTAT: bool(self.criteres),
            Maillon.AXE: self.axe is not None,
            Maillon.OBJECTIF: operational,
            Maillon.FICHE: self.fiche is not None,
            Maillon.INDICATEUR: bool(self.indicateurs),
            Maillon.MOYENS: costed,
        }
        return tuple(maillon for maillon, there in known.items() if not there)


@dataclass(frozen=True, slots=True)
class FilDor:
    """Every thread, the broken ones first.

    Attributes:
        rompus: those that lack a link, the most complete first: they are the nearest to mend.
        complets: the others, by number of objective.
    """

    rompus: tuple[Fil, ...]
    complets: tuple[Fil, ...]

    @property
    def a_reparer(self) -> tuple[Fil, ...]:
        """The broken threads but for the weaknesses that nobody retained."""
        return tuple(fil for fil in self.rompus if fil.retenu)

    @property
    def cout_centimes(self) -> int:
        """What the whole threads cost; the broken ones are left out."""
        return sum(fil.cout_centimes or 0 for fil in self.complets)


@kept(*TABLES)
def fil_dor(snapshot: DossierSnapshot) -> FilDor:
    """Return the threads of the dossier; a fiche that was given up is in none."""
    found = tuple(_Weaving(snapshot).fils())
    broken = sorted((fil for fil in found if fil.manque), key=lambda fil: len(fil.manque))
    whole = sorted((fil for fil in found if not fil.manque), key=_place)
    return FilDor(tuple(broken), tuple(whole))


def _place(fil: Fil) -> tuple[list[int], int]:
    ranks = [int(rank) for rank in fil.numero.split(".") if rank]
    return ranks, fil.fiche.numero if fil.fiche else 0


class _Weaving:
    """The rows of a snapshot, indexed once."""

    def __init__(self, snapshot: DossierSnapshot) -> None:
        self.snapshot = snapshot
        self.numbers = numeros(snapshot.axes, snapshot.objectifs)
        self.axes = {axe.id: axe for axe in snapshot.axes}
        self.founding: dict[int, list[str]] = {}
        for link in snapshot.objectifs_constats:
            self.founding.setdefault(link.objectif_id, []).append(link.critere)
        self.parts = [
            parts
            for parts in all_parts(snapshot)
            if parts.fiche.statut is not StatutFiche.ABANDONNEE
        ]

    def fils(self) -> Iterator[Fil]:
        """Yield the threads: of the fiches, then of what no fiche holds."""
        yield from map(self._of_fiche, self.parts)
        yield from self._objectifs()
        yield from self._axes()
        yield from self._indicateurs()
        yield from self._constats()

    def _of_fiche(self, parts: FicheParts) -> Fil:
        snapshot = self.snapshot
        place = rattachement(parts.fiche.objectif_id, snapshot.axes, snapshot.objectifs)
        objectif = place.operationnel or place.strategique
        founding = self.founding.get(objectif.id, []) if objectif else []
        costed = any(moyen.montant is not None for moyen in parts.moyens)
        return Fil(
            criteres=tuple(dict.fromkeys((*parts.criteres, *founding))),
            axe=place.axe,
            objectif=objectif,
            numero=self.numbers.get(objectif.id, "") if objectif else "",
            fiche=parts.fiche,
            indicateurs=tuple(parts.indicateurs),
            cout_centimes=total_cost(parts.moyens) if costed else None,
            finance_centimes=total_funding(parts.financements),
        )

    def _objectifs(self) -> Iterator[Fil]:
        """Yield the objectives that nothing carries out."""
        carried = {parts.fiche.objectif_id for parts in self.parts}
        above = {objectif.strategique_id for objectif in self.snapshot.objectifs}
        for objectif in self.snapshot.objectifs:
            if objectif.id not in carried and objectif.id not in above:
                yield Fil(
                    criteres=tuple(self.founding.get(objectif.id, ())),
                    axe=self.axes.get(objectif.axe_id),
                    objectif=objectif,
                    numero=self.numbers[objectif.id],
                )

    def _axes(self) -> Iterator[Fil]:
        used = {objectif.axe_id for objectif in self.snapshot.objectifs}
        yield from (Fil(axe=axe) for axe in self.snapshot.axes if axe.id not in used)

    def _indicateurs(self) -> Iterator[Fil]:
        used = {i.id for parts in self.parts for i in parts.indicateurs}
        for indicateur in self.snapshot.indicateurs:
            if indicateur.id not in used:
                yield Fil(indicateurs=(indicateur,))

    def _constats(self) -> Iterator[Fil]:
        """Yield the weaknesses that found nothing, those of the feuille de route first."""
        told = {slug for slugs in self.founding.values() for slug in slugs}
        told |= {slug for parts in self.parts for slug in parts.criteres}
        weak = [c for c in self.snapshot.constats if c.nature is NatureConstat.FAIBLESSE]
        for constat in sorted(weak, key=_urgency):
            if constat.critere not in told:
                yield Fil(criteres=(constat.critere,), retenu=constat.rang is not None)


def _urgency(constat: Constat) -> tuple[int, int, str]:
    return constat.rang or 99, constat.priorite or 9, constat.critere
