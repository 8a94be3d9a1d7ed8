"""The fil d'or in words: what each link says, what lacks in it, and where that is mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.instances import COPIL
from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.fiches_action import contract_years, format_euros
from cpom_desktop.services.queries.fil_dor import TABLES as WOVEN
from cpom_desktop.services.queries.fil_dor import Fil, fil_dor
from cpom_desktop.services.queries.fil_dor_mots import Destination, MaillonLu, Mots
from cpom_desktop.services.queries.once import kept
from cpom_desktop.services.queries.reunions import reunions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

__all__ = ["Destination", "FilDorLu", "FilLu", "MaillonLu", "NomAxe", "a_reparer", "fil_dor_lu"]

TABLES = (*WOVEN, "criteres_propres", "packs_integres", "dossier", "etablissement")


class NomAxe(NamedTuple):
    """An axis that may be looked at alone."""

    id: int
    numero: int
    libelle: str


@dataclass(frozen=True, slots=True)
class FilLu:
    """One thread as it is read.

    Attributes:
        cle: what it is known by through changes: that of the thing nearest to its end.
        axe_id: 0 when it hangs from none.
        maillons: the six links, in order.
    """

    cle: str
    axe_id: int
    maillons: tuple[MaillonLu, ...]
    rompu: bool
    cout_centimes: int


@dataclass(frozen=True, slots=True)
class FilDorLu:
    """Every thread, in the order in which it is shown.

    Attributes:
        non_retenues: the weaknesses that found nothing and that nobody retained: not shown first.
        annees: those that the contract covers.
    """

    rompus: tuple[FilLu, ...]
    non_retenues: tuple[FilLu, ...]
    complets: tuple[FilLu, ...]
    axes: tuple[NomAxe, ...]
    annees: tuple[int, ...]

    @property
    def est_vide(self) -> bool:
        """Tell whether there is not one thread."""
        return not (self.rompus or self.non_retenues or self.complets)

    @property
    def cout_centimes(self) -> int:
        """What the whole threads cost; the broken ones are left out."""
        return sum(fil.cout_centimes for fil in self.complets)

    @property
    def sans_axe(self) -> int:
        """How many threads hang from no axis."""
        return sum(not fil.axe_id for fil in (*self.rompus, *self.non_retenues))

    def de_l_axe(self, axe_id: int) -> FilDorLu:
        """Return the threads of one axis, all of them for 0."""
        if not axe_id:
            return self
        return replace(
            self,
            rompus=_of(self.rompus, axe_id),
            non_retenues=_of(self.non_retenues, axe_id),
            complets=_of(self.complets, axe_id),
        )

    def titre_rompus(self) -> str:
        """Return « 3 fils rompus »."""
        return ngettext("{n} fil rompu", "{n} fils rompus", len(self.rompus))

    def titre_complets(self) -> str:
        """Return « 5 fils complets »."""
        return ngettext("{n} fil complet", "{n} fils complets", len(self.complets))

    def titre_non_retenues(self) -> str:
        """Return « 12 faiblesses non retenues »."""
        return ngettext(
            "{n} faiblesse non retenue", "{n} faiblesses non retenues", len(self.non_retenues)
        )

    def total(self) -> str:
        """Return « 391 427 € de 2028 à 2032 »; empty when no thread is whole."""
        if not self.complets:
            return ""
        montant = format_euros(self.cout_centimes)
        if not self.annees:
            return montant
        first, last = str(self.annees[0]), str(self.annees[-1])
        return _("{montant} de {debut} à {fin}", montant=montant, debut=first, fin=last)


@kept(*TABLES)
def fil_dor_lu(snapshot: DossierSnapshot, content: Content) -> FilDorLu:
    """Return the threads of the dossier in words, the broken ones first."""
    told = fil_dor(snapshot)
    words = Mots(snapshot, content)
    return FilDorLu(
        tuple(_read(fil, words) for fil in told.a_reparer),
        tuple(_read(fil, words) for fil in told.rompus if not fil.retenu),
        tuple(_read(fil, words) for fil in told.complets),
        tuple(NomAxe(a.id, rank, a.libelle) for rank, a in enumerate(snapshot.axes, start=1)),
        contract_years(snapshot.dossier),
    )


def a_reparer(snapshot: DossierSnapshot, content: Content, today: date) -> str:
    """Return by when the broken threads should be mended: the next COPIL, when it is known."""
    coming = [
        (view.jour, view.court)
        for view in reunions(snapshot, content, today)
        if view.instance is not None
        and view.instance.slug == COPIL
        and view.jour is not None
        and view.jour >= today
        and view.reunion.etat in {EtatReunion.BROUILLON, EtatReunion.CONVOQUEE}
    ]
    if not coming:
        return _("à réparer avant de présenter les objectifs au COPIL")
    jour, court = min(coming)
    return _("à réparer avant le {reunion} du {jour}", reunion=court, jour=format_date(jour))


def _of(fils: Iterable[FilLu], axe_id: int) -> tuple[FilLu, ...]:
    return tuple(fil for fil in fils if fil.axe_id == axe_id)


def _read(fil: Fil, words: Mots) -> FilLu:
    return FilLu(
        cle=_key(fil),
        axe_id=fil.axe.id if fil.axe else 0,
        maillons=words.maillons(fil),
        rompu=bool(fil.manque),
        cout_centimes=fil.cout_centimes or 0,
    )


def _key(fil: Fil) -> str:
    if fil.fiche is not None:
        return f"fiches_action.{fil.fiche.id}"
    if fil.objectif is not None:
        return f"objectifs.{fil.objectif.id}"
    if fil.axe is not None:
        return f"axes.{fil.axe.id}"
    if fil.indicateurs:
        return f"indicateurs.{fil.indicateurs[0].id}"
    return f"constats.{fil.criteres[0]}"
