"""The dates of the échéancier that are kept on other pages: agreements, documents to gather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import EtatPiece, Validite, valid_until
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.echeancier_dit import said_of, state_of
from cpom_desktop.services.queries.echeancier_types import Ligne, Origine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.pieces import Piece
    from cpom_desktop.services.queries.echeancier_lignes import Ground

AGREEMENT_REMINDERS = (90, 30)
"""Reminders of the end of an agreement: the time to write another."""
ASKED_REMINDERS = (3,)
"""Reminders of a document that was asked for."""
EXPIRY_REMINDERS = (60, 30)
"""Reminders of the last day a version holds: the time to have another."""


def dates_of_the_dossier(ground: Ground) -> Iterator[Ligne]:
    """Yield what has a date on another page of the dossier."""
    yield from _agreements(ground)
    for piece in ground.snapshot.pieces:
        if piece.etat is EtatPiece.DEMANDEE and piece.attendue_le is not None:
            yield _expected(piece, piece.attendue_le, ground)
        last = valid_until(piece)
        if last is not None and last >= ground.today and _expires(piece):
            yield _expiring(piece, last, ground)


def _agreements(ground: Ground) -> Iterator[Ligne]:
    """Yield the end of each agreement; what was done of the one before does not count."""
    for partner in ground.snapshot.acteurs:
        end = partner.convention_echeance
        if not partner.convention or end is None:
            continue
        said = ground.said.get(f"convention:{partner.id}")
        done = said.fait_le if said else None
        if done and partner.convention_signee_le and done < partner.convention_signee_le:
            done = None
        acteur = ground.snapshot.acteurs_by_id.get(said.acteur_id or 0) if said else None
        name = partner.structure or partner.display_name
        yield Ligne(
            cle=f"convention:{partner.id}",
            origine=Origine.DOSSIER,
            titre=_("Fin de la convention : {nom}", nom=name),
            court=_("Convention {nom}", nom=name),
            resume=_agreement_words(partner),
            etat=state_of(end, done, said, ground.today, information=False),
            jour=end,
            fait_le=done,
            **said_of(said, acteur, AGREEMENT_REMINDERS),
            explication=_("Date saisie avec la convention, dans la page Acteurs."),
            page="acteurs",
            champ=f"acteurs.{partner.id}.convention_echeance",
        )


def _agreement_words(partner: Acteur) -> str:
    signed = partner.convention_signee_le
    if signed is None:
        return _("convention à renouveler ou à revoir")
    return _("convention signée le {jour}, à revoir", jour=format_date(signed))


def awaited_piece(cle: str) -> int:
    """Return the id of the document that a line awaits; 0 for any other line."""
    kind, _colon, rest = cle.partition(":")
    ident, _colon, suffix = rest.partition(":")
    return int(ident) if kind == "piece" and suffix == "attendue" else 0


def _expires(piece: Piece) -> bool:
    """Tell whether the end of a version is a date: that of an exercice is told by its rules.

    Once it is over, the page says that it is too old: it would be late here for ever.
    """
    if piece.etat is not EtatPiece.DISPONIBLE:
        return False
    return piece.valable_jusqu_au is not None or piece.validite is Validite.DUREE


def _expected(piece: Piece, day: date, ground: Ground) -> Ligne:
    """Return the day by which a document should come; receiving it ends the line."""
    asked = piece.demandee_le
    words = (
        _("pièce demandée le {jour}", jour=format_date(asked)) if asked else _("pièce demandée")
    )
    return _of_piece(
        piece,
        ground,
        suffix="attendue",
        titre=_("Recevoir : {titre}", titre=piece.titre),
        resume=words,
        day=day,
        field="attendue_le",
        reminders=ASKED_REMINDERS,
        since=asked,
    )


def _expiring(piece: Piece, day: date, ground: Ground) -> Ligne:
    """Return the last day a version holds; what was done of the one before does not count."""
    return _of_piece(
        piece,
        ground,
        suffix="valable",
        titre=_("Mettre à jour : {titre}", titre=piece.titre),
        resume=_("dernier jour où cette version est valable"),
        day=day,
        field="version_du",
        reminders=EXPIRY_REMINDERS,
        since=piece.version_du,
    )


def _of_piece(  # noqa: PLR0913 - what differs between its two dates
    piece: Piece,
    ground: Ground,
    *,
    suffix: str,
    titre: str,
    resume: str,
    day: date,
    field: str,
    reminders: tuple[int, ...],
    since: date | None,
) -> Ligne:
    cle = f"piece:{piece.id}:{suffix}"
    said = ground.said.get(cle)
    done = said.fait_le if said else None
    if done and since and done < since:
        done = None
    named = (said.acteur_id if said else None) or piece.detenteur_id
    acteur = ground.snapshot.acteurs_by_id.get(named or 0)
    return Ligne(
        cle=cle,
        origine=Origine.DOSSIER,
        titre=titre,
        court=piece.titre,
        resume=resume,
        etat=state_of(day, done, said, ground.today),
        jour=day,
        fait_le=done,
        **said_of(said, acteur, reminders),
        explication=_("Date tenue dans la page Pièces à réunir."),
        page="pieces",
        champ=f"pieces.{piece.id}.{field}",
    )
