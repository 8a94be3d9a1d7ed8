"""What proves a finding: the documents that it cites, those that it could, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.pieces import pieces, serves

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.queries.pieces import LignePiece
    from cpom_desktop.services.snapshot import DossierSnapshot

    Choices = tuple[tuple[int, str], ...]

TABLES = ("constats_pieces", "pieces", "fichiers")
"""Tables that the proofs come from, beside the findings."""


def pieces_of(
    snapshot: DossierSnapshot, content: Content, today: date, critere: str
) -> tuple[LignePiece, ...]:
    """Return the documents that a finding cites, in the order of « Pièces à réunir »."""
    cited = {link.piece_id for link in snapshot.constats_pieces if link.critere == critere}
    if not cited:
        return ()
    lines = pieces(snapshot, content, today).lignes
    return tuple(line for line in lines if line.piece.id in cited)


def proofs_count(snapshot: DossierSnapshot, critere: str) -> int:
    """Return how many documents and files prove a finding."""
    cited = sum(link.critere == critere for link in snapshot.constats_pieces)
    return cited + sum(file.critere == critere for file in snapshot.fichiers)


def proof_lines(
    snapshot: DossierSnapshot, content: Content, today: date, constat: Constat
) -> tuple[str, ...]:
    """Return what proves a finding: her reference, the documents cited, the files, a line each."""
    cited = pieces_of(snapshot, content, today, constat.critere)
    files = (file.nom for file in snapshot.fichiers if file.critere == constat.critere)
    told = (constat.preuve, *(line.piece.titre for line in cited), *files)
    return tuple(text for text in told if text)


def pieces_to_choose(
    snapshot: DossierSnapshot, content: Content, today: date, critere: str
) -> tuple[tuple[str, Choices], ...]:
    """Return the documents that may be cited: those of the theme first, then the others."""
    found = criteres(snapshot, content).by_slug.get(critere)
    theme = content.grille.theme(found.theme) if found else None
    lines = [
        line
        for line in pieces(snapshot, content, today).lignes
        if line.piece.etat is not EtatPiece.SANS_OBJET
    ]
    near = [line for line in lines if theme is not None and serves(line.piece, theme.lettre)]
    others = [line for line in lines if line not in near]
    return (
        (_("Utiles à ce thème"), _choices(near)),
        (_("Les autres pièces"), _choices(others)),
    )


def _choices(lines: Iterable[LignePiece]) -> Choices:
    return tuple((line.piece.id, line.piece.titre) for line in lines)
