"""The tree of the contract: axes, objectives, fiches, indicators, numbered, with their state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.i18n import NBSP, _, format_number, ngettext
from cpom_desktop.services.queries.fiches_action import TABLES as FICHES
from cpom_desktop.services.queries.fiches_action import IndicateurView, fiches
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.domain.objectifs import Axe, Indicateur, Objectif
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = FICHES
AXES, OBJECTIFS, ACTIONS, INDICATEURS = "axes", "objectifs", "fiches_action", "indicateurs"
SANS = "sans"
"""Table of the row that gathers what hangs from no objective, and of that without a fiche."""


class EtatNoeud(StrEnum):
    """What is left to do of a row of the tree."""

    COMPLET = "complet"
    A_COMPLETER = "a_completer"
    A_REDIGER = "a_rediger"
    A_ADAPTER = "a_adapter"
    ABANDONNEE = "abandonnee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noeud:
    """A row of the tree, with those under it.

    Attributes:
        cle: what it is known by through changes; an indicator has one for each of its fiches.
        numero: « 2 », « 2.1 », « 2.1.3 », « FA-04 »; empty for an indicator.
        libelle: its own words.
        mots: what is shown of it: the number, then the words.
        cout_centimes: of what is under it too; None where nothing is costed.
        etat: None when nothing is told of it.
        depart, cible: of an indicator, in words.
    """

    cle: str
    table: str
    id: int = 0
    numero: str = ""
    libelle: str = ""
    mots: str = ""
    strategique: bool = False
    responsable: str = ""
    echeance: date | None = None
    cout_centimes: int | None = None
    etat: EtatNoeud | None = None
    depart: str = ""
    cible: str = ""
    enfants: tuple[Noeud, ...] = ()

    @property
    def champ(self) -> str:
        """Key of what it is in the dossier: « objectifs.4 »."""
        return f"{self.table}.{self.id}"

    def walk(self) -> Iterator[Noeud]:
        """Yield it, then those under it, from top to bottom."""
        yield self
        for enfant in self.enfants:
            yield from enfant.walk()


@dataclass(frozen=True, slots=True)
class Arbre:
    """The whole tree; `compte` says how many of each thing it holds."""

    racines: tuple[Noeud, ...]
    axes: int
    objectifs: int
    fiches: int
    indicateurs: int

    def walk(self) -> Iterator[Noeud]:
        """Yield every row, from top to bottom."""
        for racine in self.racines:
            yield from racine.walk()

    def noeud(self, cle: str) -> Noeud | None:
        """Return a row by its key, or by that of what it is; None when it is gone."""
        rows = tuple(self.walk())
        found = next((row for row in rows if row.cle == cle), None)
        return found or next((row for row in rows if row.champ == cle), None)

    def parent(self, cle: str) -> Noeud | None:
        """Return the row over a row; None for one that is at the top."""
        rows = self.walk()
        return next((row for row in rows if any(e.cle == cle for e in row.enfants)), None)

    def compte(self) -> str:
        """Return « 4 axes, 7 objectifs, 9 fiches actions, 13 indicateurs »."""
        return ", ".join(
            (
                ngettext("{n} axe", "{n} axes", self.axes),
                ngettext("{n} objectif", "{n} objectifs", self.objectifs),
                ngettext("{n} fiche action", "{n} fiches actions", self.fiches),
                ngettext("{n} indicateur", "{n} indicateurs", self.indicateurs),
            )
        )


@kept(*TABLES)
def arbre(snapshot: DossierSnapshot) -> Arbre:
    """Return the tree of a dossier; what hangs from nothing is gathered at its end."""
    reading = _Reading(snapshot)
    return Arbre(
        (*reading.axes(), *reading.loose()),
        len(snapshot.axes),
        len(snapshot.objectifs),
        len(snapshot.fiches_action),
        len(snapshot.indicateurs),
    )


class _Reading:
    """The rows of a snapshot, indexed once."""

    def __init__(self, snapshot: DossierSnapshot) -> None:
        self.snapshot = snapshot
        self.numbers = numeros(snapshot.axes, snapshot.objectifs)
        self.names = {acteur.id: acteur.display_name for acteur in snapshot.acteurs}
        self.views: dict[int | None, list[FicheView]] = {}
        for view in fiches(snapshot):
            self.views.setdefault(view.fiche.objectif_id, []).append(view)

    def axes(self) -> Iterator[Noeud]:
        """Yield the axes in their order."""
        for rank, axe in enumerate(self.snapshot.axes, start=1):
            yield self._axe(rank, axe)

    def loose(self) -> Iterator[Noeud]:
        """Yield the row of the fiches without objective, and that of indicators without fiche."""
        views = self.views.get(None, ())
        if views:
            yield _gathered(_("Fiches sans objectif"), "fiches", map(self._fiche, views))
        linked = {link.indicateur_id for link in self.snapshot.fiches_indicateurs}
        alone = [i for i in self.snapshot.indicateurs if i.id not in linked]
        if alone:
            aimed = {i.id: _targets(self.snapshot, i) for i in alone}
            rows = (_indicateur(SANS, IndicateurView(i, aimed[i.id])) for i in alone)
            yield _gathered(_("Indicateurs sans fiche"), "indicateurs", rows)

    def _axe(self, rank: int, axe: Axe) -> Noeud:
        own = [o for o in self.snapshot.objectifs if o.axe_id == axe.id]
        rows = tuple(self._objectif(o) for o in own if o.strategique_id is None)
        return Noeud(
            cle=f"{AXES}.{axe.id}",
            table=AXES,
            id=axe.id,
            numero=str(rank),
            libelle=axe.libelle,
            mots=_("Axe {n}. {libelle}", n=rank, libelle=axe.libelle),
            cout_centimes=_cost(rows),
            etat=None if rows else EtatNoeud.A_COMPLETER,
            enfants=rows,
        )

    def _objectif(self, objectif: Objectif) -> Noeud:
        below = [o for o in self.snapshot.objectifs if o.strategique_id == objectif.id]
        views = self.views.get(objectif.id, ())
        rows = (*map(self._objectif, below), *map(self._fiche, views))
        number = self.numbers[objectif.id]
        return Noeud(
            cle=f"{OBJECTIFS}.{objectif.id}",
            table=OBJECTIFS,
            id=objectif.id,
            numero=number,
            libelle=objectif.libelle,
            mots=f"{number} {objectif.libelle}",
            strategique=objectif.strategique_id is None,
            cout_centimes=_cost(rows),
            etat=_state(objectif, rows),
            enfants=rows,
        )

    def _fiche(self, view: FicheView) -> Noeud:
        fiche = view.fiche
        key = f"{ACTIONS}.{fiche.id}"
        costed = any(moyen.montant is not None for moyen in view.parts.moyens)
        return Noeud(
            cle=key,
            table=ACTIONS,
            id=fiche.id,
            numero=fiche.repere,
            libelle=fiche.titre,
            mots=f"{fiche.repere} {fiche.titre}",
            responsable=self.names.get(fiche.responsable_id or 0, ""),
            echeance=max((e.fin for e in view.parts.etapes if e.fin), default=None),
            cout_centimes=view.cout_centimes if costed else None,
            etat=_fiche_state(view),
            enfants=tuple(_indicateur(key, one) for one in view.indicateurs),
        )


def _gathered(words: str, name: str, rows: Iterable[Noeud]) -> Noeud:
    held = tuple(rows)
    cle = f"{SANS}.{name}"
    return Noeud(
        cle=cle, table=SANS, libelle=words, mots=words, cout_centimes=_cost(held), enfants=held
    )


def _indicateur(above: str, one: IndicateurView) -> Noeud:
    measure = one.indicateur
    whole = one.cibles and measure.valeur_initiale is not None
    state = EtatNoeud.A_ADAPTER if measure.a_adapter else EtatNoeud.COMPLET
    return Noeud(
        cle=f"{above}/{INDICATEURS}.{measure.id}",
        table=INDICATEURS,
        id=measure.id,
        libelle=measure.libelle,
        mots=f"{measure.libelle}{NBSP}: {depart_et_cible(one)}",
        etat=state if whole else EtatNoeud.A_COMPLETER,
        depart=depart_words(measure),
        cible=cible_words(one),
    )


def _state(objectif: Objectif, rows: tuple[Noeud, ...]) -> EtatNoeud | None:
    """Return what is left of an objective: carried out first, then made hers."""
    if objectif.a_adapter:
        return EtatNoeud.A_ADAPTER
    if objectif.strategique_id is None:
        return None if rows else EtatNoeud.A_COMPLETER
    return None if rows else EtatNoeud.A_REDIGER


def _fiche_state(view: FicheView) -> EtatNoeud:
    fiche = view.fiche
    if fiche.statut is StatutFiche.ABANDONNEE:
        return EtatNoeud.ABANDONNEE
    if fiche.a_adapter:
        return EtatNoeud.A_ADAPTER
    return EtatNoeud.A_COMPLETER if view.lacunes else EtatNoeud.COMPLET


def _cost(rows: Iterable[Noeud]) -> int | None:
    """Return what rows cost together; a fiche that was given up costs nothing."""
    known = [
        row.cout_centimes
        for row in rows
        if row.cout_centimes is not None and row.etat is not EtatNoeud.ABANDONNEE
    ]
    return sum(known) if known else None


def _targets(snapshot: DossierSnapshot, measure: Indicateur) -> Mapping[int, Decimal]:
    rows = [c for c in snapshot.cibles_indicateurs if c.indicateur_id == measure.id]
    return {row.annee: row.valeur for row in sorted(rows, key=_year)}


def _year(row: object) -> int:
    return int(getattr(row, "annee", 0))


def depart_words(measure: Indicateur) -> str:
    """Return « 11,8 % en 2026 », or that the start is to be filled in."""
    if measure.valeur_initiale is None:
        return _("départ à compléter")
    value = valeur_words(measure, measure.valeur_initiale)
    if measure.annee_initiale is None:
        return value
    return _("{valeur} en {annee}", valeur=value, annee=str(measure.annee_initiale))


def cible_words(one: IndicateurView) -> str:
    """Return « 9 % en 2032 », the last target; or that it is to be filled in."""
    if one.final is None:
        return _("cible à compléter")
    year, value = one.final
    told = valeur_words(one.indicateur, value)
    return _("{valeur} en {annee}", valeur=told, annee=str(year))


def depart_et_cible(one: IndicateurView) -> str:
    """Return « 11,8 % en 2026, cible 9 % en 2032 »."""
    if one.final is None:
        return f"{depart_words(one.indicateur)}, {cible_words(one)}"
    return _(
        "{depart}, cible {cible}", depart=depart_words(one.indicateur), cible=cible_words(one)
    )


def valeur_words(measure: Indicateur, value: Decimal) -> str:
    """Return a value of an indicator with its unit."""
    told = (
        format_number(value)
        if measure.decimales is None
        else format_number(value, measure.decimales)
    )
    return f"{told}{NBSP}{measure.unite}" if measure.unite else told
