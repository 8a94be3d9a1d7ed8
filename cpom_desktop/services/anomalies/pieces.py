"""Rules about the documents to gather: they are there, they still hold, they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.pieces import TABLES, Statut, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.pieces import LignePiece

GATHERED = frozenset({EtatPiece.DISPONIBLE, EtatPiece.DEMANDEE})
"""What tells that she began to gather the documents."""
REGISTRE = Registre()
PAGE = "pieces"


def _of(ground: Ground, statut: Statut) -> list[LignePiece]:
    found = pieces(ground.snapshot, ground.content, ground.today)
    return [line for line in found.lignes if line.statut is statut]


def _releve(lines: Sequence[LignePiece], phrase: str, que_faire: str) -> Releve:
    first = lines[0].piece
    return Releve(
        objet=together("pieces", (line.piece.id for line in lines)),
        phrase=phrase,
        que_faire=que_faire,
        page=PAGE,
        champ=f"pieces.{first.id}.etat",
        ou=_("Pièces à réunir"),
    )


@REGISTRE.regle(
    "piece-manquante",
    Gravite.CONSEIL,
    stage=1,
    titre="Les pièces du diagnostic sont là, ou demandées",
    pourquoi="L'ARS et le département les regarderont pendant le diagnostic.",
    tables=TABLES,
)
def piece_manquante(ground: Ground) -> Iterator[Releve]:
    """Find the documents that lack and were not asked for, once some were gathered."""
    lacking = _of(ground, Statut.MANQUANTE)
    if lacking and any(piece.etat in GATHERED for piece in ground.snapshot.pieces):
        told = ngettext(
            "{n} pièce manque et n'est pas demandée : {titres}.",
            "{n} pièces manquent et ne sont pas demandées : {titres}.",
            len(lacking),
            titres=some([line.piece.titre for line in lacking]),
        )
        yield _releve(lacking, told, _("Demandez-les, ou dites qu'elles sont sans objet."))


@REGISTRE.regle(
    "piece-trop-ancienne",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Les pièces réunies sont encore valables",
    pourquoi="Une pièce dépassée sera redemandée, et affaiblit ce qu'elle prouve.",
    tables=TABLES,
)
def piece_trop_ancienne(ground: Ground) -> Iterator[Releve]:
    """Find the documents whose version is too old, told together."""
    old = _of(ground, Statut.TROP_ANCIENNE)
    if old:
        told = ngettext(
            "{n} pièce est trop ancienne : {titres}.",
            "{n} pièces sont trop anciennes : {titres}.",
            len(old),
            titres=some([line.piece.titre for line in old]),
        )
        yield _releve(old, told, _("Demandez la version en vigueur."))
