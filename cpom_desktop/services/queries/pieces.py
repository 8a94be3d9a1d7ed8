"""The documents to gather as they are read: where each stands, and what they come to."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.pieces import (
    EtatPiece,
    Piece,
    TypePiece,
    Validite,
    is_outdated,
    valid_until,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.criteres import answered_criteres, criteres
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.tournures import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "pieces",
    "fichiers",
    "acteurs",
    "constats",
    "criteres_propres",
    "constats_pieces",
    "dossier",
    "packs_integres",
)
YEARS = re.compile(r"\d{4}(?:\s?[–-]\s?\d{4})?")
"""A period short enough to stand for a date: « 2023–2028 »."""


class Statut(StrEnum):
    """Where a document stands on a day: what she says of it, or that it is too old."""

    DISPONIBLE = "disponible"
    TROP_ANCIENNE = "trop_ancienne"
    DEMANDEE = "demandee"
    MANQUANTE = "manquante"
    SANS_OBJET = "sans_objet"


class Filtre(StrEnum):
    """What is shown of the list."""

    TOUTES = "toutes"
    MANQUANTES = "manquantes"
    DEMANDEES = "demandees"
    TROP_ANCIENNES = "trop_anciennes"


KEPT: Mapping[Filtre, frozenset[Statut]] = {
    Filtre.TOUTES: frozenset(Statut),
    Filtre.MANQUANTES: frozenset({Statut.MANQUANTE}),
    Filtre.DEMANDEES: frozenset({Statut.DEMANDEE}),
    Filtre.TROP_ANCIENNES: frozenset({Statut.TROP_ANCIENNE}),
}
STATUS_WORDS: Mapping[Statut, str] = {
    Statut.DISPONIBLE: "Disponible",
    Statut.TROP_ANCIENNE: "Trop ancienne",
    Statut.DEMANDEE: "Demandée",
    Statut.MANQUANTE: "Manquante",
    Statut.SANS_OBJET: "Sans objet",
}


class LignePiece(NamedTuple):
    """A document in words.

    Attributes:
        version, valable, chez, themes: its columns.
        jusqu_au: last day its version holds, by hers or by its rule.
        late: it was expected before today, and has not come.
        fichiers: how many files are attached.
    """

    piece: Piece
    statut: Statut
    version: str
    valable: str
    chez: str
    themes: str
    jusqu_au: date | None
    late: bool
    fichiers: int


class Pieces(NamedTuple):
    """Every document on one day, by family, then in her order."""

    today: date
    lignes: tuple[LignePiece, ...]

    def count(self, filtre: Filtre, theme: str = "") -> int:
        """Return how many documents a filter keeps."""
        return len(self.kept(filtre, theme))

    def kept(self, filtre: Filtre, theme: str = "") -> tuple[LignePiece, ...]:
        """Return the documents of a filter; `theme`: those only that serve this theme."""
        wanted = KEPT[filtre]
        return tuple(
            line
            for line in self.lignes
            if line.statut in wanted and (not theme or serves(line.piece, theme))
        )

    def line(self, piece_id: int) -> LignePiece | None:
        """Return a document by its id."""
        return next((line for line in self.lignes if line.piece.id == piece_id), None)

    def of(self, statut: Statut) -> int:
        """Return how many documents stand there."""
        return sum(line.statut is statut for line in self.lignes)

    @property
    def concernees(self) -> int:
        """How many documents concern this dossier."""
        return len(self.lignes) - self.of(Statut.SANS_OBJET)

    @property
    def reunies(self) -> int:
        """How many are there, and hold."""
        return self.of(Statut.DISPONIBLE)

    @property
    def part(self) -> float:
        """How far it is, from 0 to 1."""
        return self.reunies / self.concernees if self.concernees else 0.0


@once
def pieces(snapshot: DossierSnapshot, content: Content, today: date) -> Pieces:
    """Return the documents of a dossier as they are read on `today`."""
    del content
    families = list(TypePiece)
    ordered = sorted(snapshot.pieces, key=lambda p: (families.index(p.type), p.ordre, p.id))
    attached: dict[int, int] = {}
    for fichier in snapshot.fichiers:
        if fichier.piece_id is not None:
            attached[fichier.piece_id] = attached.get(fichier.piece_id, 0) + 1
    people = snapshot.acteurs_by_id
    return Pieces(today, tuple(_line(p, people, attached.get(p.id, 0), today) for p in ordered))


def _line(piece: Piece, people: Mapping[int, Acteur], attached: int, today: date) -> LignePiece:
    statut = status_of(piece, today)
    return LignePiece(
        piece,
        statut,
        version_words(piece),
        validity_words(piece),
        holder_words(people.get(piece.detenteur_id or 0)) or piece.emetteur or EMPTY,
        piece.themes.replace(",", ", ") or _("tous"),
        valid_until(piece),
        is_late(piece, today),
        attached,
    )


def status_of(piece: Piece, today: date) -> Statut:
    """Return where a document stands."""
    return Statut.TROP_ANCIENNE if is_outdated(piece, today) else Statut(piece.etat.value)


def is_late(piece: Piece, today: date) -> bool:
    """Tell whether a document that was asked for should have come."""
    waits = piece.etat is EtatPiece.DEMANDEE and piece.attendue_le is not None
    return waits and piece.attendue_le < today  # type: ignore[operator]  # not None, just above


def serves(piece: Piece, theme: str) -> bool:
    """Tell whether a document serves a theme of the grid; one without themes serves them all."""
    return not piece.themes or theme in piece.themes.split(",")


def version_words(piece: Piece) -> str:
    """Return the version in hand: its years, else its date, « – » when there is none."""
    if piece.etat is not EtatPiece.DISPONIBLE:
        return EMPTY
    if YEARS.fullmatch(piece.periode):
        return piece.periode
    return format_date(piece.version_du, "medium") if piece.version_du else piece.periode or EMPTY


def validity_words(piece: Piece) -> str:
    """Return how long a version holds: « en vigueur », « 5 ans », « 18 mois », « exercice »."""
    if piece.validite is Validite.EXERCICE:
        return _("exercice")
    months = piece.validite_mois
    if piece.validite is Validite.EN_VIGUEUR or not months:
        return _("en vigueur")
    if months % 12:
        return ngettext("{n} mois", "{n} mois", months)
    return ngettext("{n} an", "{n} ans", months // 12)


def holds_words(line: LignePiece, today: date) -> str:
    """Return until when a version holds by its rule, where she gives no day herself."""
    piece, last = line.piece, line.jusqu_au
    if piece.etat is not EtatPiece.DISPONIBLE or last is None or piece.valable_jusqu_au:
        return ""
    day = format_date(last)
    if last < today:
        return _("D'après sa date, elle ne vaut plus depuis le {jour}.", jour=day)
    return _("D'après sa date, elle vaut jusqu'au {jour}.", jour=day)


def holder_words(acteur: Acteur | None) -> str:
    """Return who has it, shortly: « C. Morel », else the name of the organisation."""
    if acteur is None:
        return ""
    parts = acteur.nom.split()
    if len(parts) < 2:
        return acteur.nom or acteur.display_name
    titled = parts[0].rstrip(".") in {"Dr", "Pr", "Me"}
    return f"{parts[0]} {parts[-1]}" if titled else f"{parts[0][0]}. {' '.join(parts[1:])}"


def progress_words(found: Pieces) -> tuple[str, str]:
    """Return « 19 pièces sur 32 » and « réunies, 2 sans objet »."""
    told = ngettext(
        "{n} pièce sur {total}", "{n} pièces sur {total}", found.reunies, total=found.concernees
    )
    out = found.of(Statut.SANS_OBJET)
    rest = ngettext("réunie", "réunies", found.reunies)
    if out:
        rest += _(", {n} sans objet", n=out)
    return told, rest


def families(lines: Iterable[LignePiece]) -> tuple[tuple[TypePiece, tuple[LignePiece, ...]], ...]:
    """Return the documents by family, empty families left out."""
    kept = tuple(lines)
    found = ((family, tuple(li for li in kept if li.piece.type is family)) for family in TypePiece)
    return tuple((family, group) for family, group in found if group)


def to_obtain(found: Pieces) -> tuple[LignePiece, ...]:
    """Return what is late, expected, missing or too old, the most urgent first."""
    order = (Statut.DEMANDEE, Statut.MANQUANTE, Statut.TROP_ANCIENNE)
    left = [line for line in found.lignes if line.statut in order]
    return tuple(
        sorted(
            left,
            key=lambda li: (
                not li.late,
                order.index(li.statut),
                li.piece.attendue_le or date.max,
            ),
        )
    )


def by_person(
    lines: Iterable[LignePiece],
) -> tuple[tuple[int, tuple[LignePiece, ...]], ...]:
    """Return documents by who has them, nobody (0) last; the order is kept."""
    found: dict[int, list[LignePiece]] = {}
    for line in lines:
        found.setdefault(line.piece.detenteur_id or 0, []).append(line)
    return tuple((holder, tuple(found[holder])) for holder in sorted(found, key=lambda h: not h))


def purpose_words(piece: Piece, snapshot: DossierSnapshot, content: Content) -> str:
    """Return what a document serves in the grid, and the findings that it proves."""
    proved = _proved(piece, snapshot, content)
    return "\n".join(filter(None, (_served(piece, snapshot, content), proved)))


def _proved(piece: Piece, snapshot: DossierSnapshot, content: Content) -> str:
    """Return « Cité en preuve : DG-H03, PR-01. »; empty when no finding cites it."""
    cited = {link.critere for link in snapshot.constats_pieces if link.piece_id == piece.id}
    found = [c.repere for c in criteres(snapshot, content).tous if c.slug in cited]
    return _("Cité en preuve : {reperes}.", reperes=", ".join(found)) if found else ""


def _served(piece: Piece, snapshot: DossierSnapshot, content: Content) -> str:
    """Return the themes that a document serves, their criteria, and those still to rate."""
    themes = [t for t in content.grille.themes if serves(piece, t.lettre)]
    if not piece.themes:
        return _("Toute la grille : ce document éclaire chacun de ses thèmes.")
    told = []
    for theme in themes:
        members = criteres(snapshot, content).of_theme(theme.slug)
        left = len(members) - len(answered_criteres(snapshot, members))
        words = ngettext("{n} critère", "{n} critères", len(members))
        told.append(
            _(
                "Grille, thème {lettre} ({titre}) : {criteres}, {reste}.",
                lettre=theme.lettre,
                titre=theme.court,
                criteres=words,
                reste=ngettext("dont {n} à coter", "dont {n} à coter", left)
                if left
                else _("tous cotés"),
            )
        )
    return "\n".join(told) or _("Aucun thème de la grille n'est indiqué.")


def theme_words(found: Pieces, theme: str) -> str:
    """Return « Pièces utiles à ce thème : 3 disponibles, 1 manquante »; empty when none is."""
    lines = found.kept(Filtre.TOUTES, theme)
    counts = []
    for statut, words in (
        (Statut.DISPONIBLE, ("{n} disponible", "{n} disponibles")),
        (Statut.TROP_ANCIENNE, ("{n} trop ancienne", "{n} trop anciennes")),
        (Statut.DEMANDEE, ("{n} demandée", "{n} demandées")),
        (Statut.MANQUANTE, ("{n} manquante", "{n} manquantes")),
    ):
        number = sum(li.statut is statut for li in lines)
        counts.append((ngettext(*words, number), number))
    told = ", ".join(words for words, number in counts if number)
    return _("Pièces utiles à ce thème : {compte}", compte=told) if told else ""


# --- the reminder


def reminder_text(lines: Iterable[LignePiece], snapshot: DossierSnapshot, today: date) -> str:
    """Return a message ready to be sent to one person, for documents asked for or missing."""
    asked = tuple(lines)
    person = snapshot.acteurs_by_id.get(asked[0].piece.detenteur_id or 0) if asked else None
    listed = "\n".join(f"- {_asked_words(line, today)}" for line in asked)
    house = snapshot.etablissement.nom
    return _(
        "Objet : {objet}\n\n{bonjour}\n\nNous préparons le CPOM ({maison}). Il nous manque :\n"
        "{liste}\n\nPouvez-vous nous {pronom} transmettre, ou nous dire quand ce sera "
        "possible ?\n\nMerci d'avance.",
        objet=ngettext("pièce attendue pour le CPOM", "pièces attendues pour le CPOM", len(asked)),
        bonjour=_greeting(person),
        maison=house,
        liste=listed,
        pronom=ngettext("la", "les", len(asked)),
    )


def _greeting(person: Acteur | None) -> str:
    if person is None or not person.nom:
        return _("Bonjour,")
    return _("Bonjour {nom},", nom=full_name(person))


def _asked_words(line: LignePiece, today: date) -> str:
    piece = line.piece
    told = piece.titre + (f" ({piece.periode})" if piece.periode else "")
    if line.statut is Statut.TROP_ANCIENNE and piece.version_du:
        told += _(", notre version est du {jour}", jour=format_date(piece.version_du))
    if piece.etat is EtatPiece.DEMANDEE and piece.demandee_le and piece.demandee_le < today:
        told += _(", demandée le {jour}", jour=format_date(piece.demandee_le))
    return told


def read_themes(text: str, *, letters: frozenset[str]) -> str:
    """Return « a, L » as the letters kept of a document, in order; « tous » is none.

    Raises:
        RegleInvalide: `themes-inconnus`, letters that the grid does not have (`lettres`).
    """
    typed = {letter for letter in text.upper() if letter.isalpha()}
    if not typed or text.strip().lower() in {"tous", "toutes"}:
        return ""
    if unknown := sorted(typed - letters):
        raise RegleInvalide("themes-inconnus", lettres=", ".join(unknown))
    return ",".join(sorted(typed))
