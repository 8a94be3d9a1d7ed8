"""What `donnees.toml` says of the demonstration: figures by year and what is made of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.pieces import Piece
from cpom_desktop.services import operations as ops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.schema_donnees import DonneesFile
    from cpom_desktop.services.demonstration_relations import Filling
    from cpom_desktop.services.operations.base import Operation


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the file holds: an unknown key is a fault."""


class SourceAnnee(_Part, frozen=True):
    """Where the figures of one group and one year come from; no group: those of her own."""

    annee: int
    source: str
    le: date
    groupe: str = ""


class PreuvesLues(_Part, frozen=True):
    """The gathered documents that prove a finding, by slug."""

    critere: str
    pieces: tuple[str, ...]


class VerificateurLu(_Part, frozen=True):
    """Who verifies a finding, and when its proof is from and due again."""

    critere: str
    acteur: str = ""
    date_preuve: date | None = None
    echeance: date | None = None


class Figures(_Part, frozen=True):
    """Everything of `donnees.toml`.

    Attributes:
        annees: years of the columns.
        valeurs: slug → a value a year, « - » where nothing is known.
    """

    annees: tuple[int, ...]
    sources: tuple[SourceAnnee, ...]
    valeurs: dict[str, tuple[str, ...]]
    dites: tuple[ops.UpdateValeur, ...]
    indicateurs: tuple[ops.AddIndicateurPropre, ...]
    reperes: tuple[ops.AddRepere, ...]
    explications: tuple[ops.SetExplication, ...]
    criteres: tuple[ops.AddCritere, ...]
    reponses: tuple[ops.UpdateConstat, ...]
    liens: tuple[ops.SetConstatIndicateurs, ...]
    preuves: tuple[PreuvesLues, ...]
    verificateurs: tuple[VerificateurLu, ...]
    feuille_de_route: tuple[str, ...]
    syntheses: tuple[ops.SetSynthese, ...]
    has: tuple[ops.LigneHas, ...]
    correspondances: tuple[ops.KeepCorrespondance, ...]


def fill_figures(filling: Filling, figures: Figures, kit: DonneesFile) -> None:
    """Run everything that the file says, in its order."""
    for operation in _operations(filling, figures, kit):
        filling.run(operation)


def _operations(filling: Filling, figures: Figures, kit: DonneesFile) -> Iterator[Any]:
    yield from figures.indicateurs
    for about in figures.sources:
        if valeurs := list(_valeurs(figures, about, kit)):
            yield ops.SetValeurs(valeurs=valeurs, source=about.source, date_source=about.le)
    yield from (*figures.dites, *figures.reperes, *figures.explications, *figures.criteres)
    yield from (*figures.reponses, *figures.liens)
    for proof in figures.preuves:
        pieces = [filling.id_of(Piece, slug) for slug in proof.pieces]
        yield ops.SetConstatPieces(critere=proof.critere, pieces=pieces)
    for verified in figures.verificateurs:
        yield _verified(filling, verified)
    yield ops.RankConstats(criteres=list(figures.feuille_de_route))
    yield from (*figures.syntheses, ops.ImportHas(lignes=list(figures.has)))
    yield from figures.correspondances


def _verified(filling: Filling, about: VerificateurLu) -> Operation:
    return ops.UpdateConstat(
        critere=about.critere,
        acteur_id=filling.id_of(Acteur, about.acteur) if about.acteur else UNSET,
        date_preuve=about.date_preuve or UNSET,
        echeance=about.echeance or UNSET,
    )


def _valeurs(figures: Figures, about: SourceAnnee, kit: DonneesFile) -> Iterator[ops.ValeurSaisie]:
    column = figures.annees.index(about.annee)
    for slug, row in figures.valeurs.items():
        model = kit.donnee(slug)
        groupe = model.groupe if model else ""
        if groupe == about.groupe and column < len(row) and row[column] != "-":
            yield ops.ValeurSaisie(donnee=slug, annee=about.annee, valeur=Decimal(row[column]))
