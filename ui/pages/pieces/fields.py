"""The fields of a document to gather, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import Piece, TypePiece, Validite
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.labels import LONG_TEXTS, label
from cpom_desktop.services.operations import UpdatePiece
from cpom_desktop.services.queries.pieces import read_themes
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, read_count, update_record

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

PIECES = "pieces"


def field_key(piece_id: int, name: str = "") -> str:
    """Return the key of a field: « pieces.12.version_du »."""
    return f"{PIECES}.{piece_id}.{name}" if name else f"{PIECES}.{piece_id}"


def piece_specs(session: Session, piece_id: int) -> list[FieldSpec]:
    """Return the fields of a document, in the order in which she reads them."""
    spec = partial(_spec, piece_id)
    day = partial(_day, session, piece_id)
    letters = frozenset(theme.lettre for theme in session.content.grille.themes)
    return [
        spec("motif"),
        replace(spec("detenteur_id", "choice"), choices=acteurs, none_label=_("Personne")),
        day("demandee_le"),
        replace(day("attendue_le"), check=partial(_before_asked, piece_id)),
        day("version_du"),
        day("valable_jusqu_au"),
        replace(spec("periode"), placeholder=_("2023–2028")),
        replace(spec("emplacement"), placeholder=_("Classeur, serveur, armoire")),
        spec("titre"),
        replace(spec("type", "choice"), choices=choices(TypePiece), none_label=None),
        replace(spec("emetteur"), optional=True),
        replace(spec("validite", "choice"), choices=choices(Validite), none_label=None),
        replace(spec("validite_mois", "integer"), parse=read_count, show=_shown, unit=_("mois")),
        replace(
            spec("themes"),
            parse=partial(read_themes, letters=letters),
            show=_show_themes,
            placeholder=_("tous"),
        ),
        spec("donnees_personnelles", "flag"),
        replace(spec("note"), lines=2, optional=True),
    ]


def acteurs(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    """Return who may have a document: people who have a name first."""
    named = [a for a in snapshot.acteurs if a.nom]
    others = [a for a in snapshot.acteurs if not a.nom]
    return [(a.id, a.nom or a.display_name) for a in (*named, *others) if a.display_name]


def _spec(piece_id: int, name: str, kind: FieldKind | None = None) -> FieldSpec:
    usual: FieldKind = "text" if (PIECES, name) in LONG_TEXTS else "line"
    return FieldSpec(
        key=field_key(piece_id, name),
        label=label(PIECES, name),
        kind=kind or usual,
        read=partial(_read, piece_id, name),
        write=partial(update_record, UpdatePiece, piece_id, name),
        lines=2,
    )


def _day(session: Session, piece_id: int, name: str) -> FieldSpec:
    read = date_reader(session.workspace)
    return replace(_spec(piece_id, name, "date"), parse=read, show=_short_day)


def _short_day(day: date | None) -> str:
    """Return a day as 15 déc. 2027: two stand side by side in the panel."""
    return "" if day is None else format_date(day, "medium")


def _piece(piece_id: int, snapshot: DossierSnapshot) -> Piece | None:
    return next((piece for piece in snapshot.pieces if piece.id == piece_id), None)


def _read(piece_id: int, name: str, snapshot: DossierSnapshot) -> object:
    piece = _piece(piece_id, snapshot)
    return None if piece is None else getattr(piece, name)


def _before_asked(piece_id: int, day: date | None, snapshot: DossierSnapshot) -> str | None:
    """Return a doubt about a document expected before it was asked for; it never blocks."""
    piece = _piece(piece_id, snapshot)
    asked = piece.demandee_le if piece else None
    if day is None or asked is None or day >= asked:
        return None
    return _("Avant le jour de la demande, le {jour}. Est-ce voulu ?", jour=format_date(asked))


def _show_themes(themes: object) -> str:
    return str(themes or "").replace(",", ", ")


def _shown(value: object) -> str:
    return EMPTY if value is None else str(value)
