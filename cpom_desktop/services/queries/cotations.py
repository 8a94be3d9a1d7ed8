"""What each criterion may be answered, what an answer is worth there, and how it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.schema_grille import Echelle
from cpom_desktop.domain.cotations import NOTES, is_older, note, notes_of, proposed_by
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.i18n import _, format_date, format_number
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_grille import EchelleModele, GrilleFile
    from cpom_desktop.domain.cotations import Bareme
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.snapshot import DossierSnapshot

DATED = frozenset({Echelle.DOCUMENT, Echelle.DATE})
"""Scales on which a date of the proof and a date to meet are asked."""


class Reponse(NamedTuple):
    """An answer that a criterion offers; `note` is None for what is no mark."""

    cotation: Cotation
    libelle: str
    court: str
    touche: str
    note: Decimal | None

    @property
    def figure(self) -> str:
        """What its tile shows first: its key, or « NC » and « RI »."""
        return self.touche if self.note is not None else self.court


class CotationLue(NamedTuple):
    """The answer to a criterion as it is read: its mark, a few letters, its words.

    Attributes:
        ancienne: given before the criterion had this scale: it keeps its mark.
    """

    note: Decimal | None
    court: str
    texte: str
    ancienne: bool = False


def reponses(grille: GrilleFile, critere: str) -> tuple[Reponse, ...]:
    """Return what a criterion may be answered: the marks of its scale, then NC and RI."""
    marks = [
        Reponse(Cotation(c.cotation), c.libelle, c.court, c.touche, c.note)
        for c in grille.echelle(critere).choix
    ]
    aside = [
        Reponse(Cotation(c.slug), c.libelle, c.court, c.touche, None)
        for c in grille.cotations
        if c.slug not in NOTES
    ]
    return (*marks, *aside)


def is_dated(grille: GrilleFile, critere: str) -> bool:
    """Tell whether the scale of a criterion asks for the date of the proof and the next one."""
    return grille.echelle(critere).slug in DATED


@once
def notes(snapshot: DossierSnapshot, content: Content) -> Mapping[str, Decimal]:
    """Return the marks of the dossier by slug of criterion, each on its scale."""
    grille = content.grille
    scales = {echelle.slug: bareme(echelle) for echelle in grille.echelles}
    return notes_of(snapshot.constats, {c.slug: scales[c.echelle] for c in grille.criteres})


def bareme(echelle: EchelleModele) -> Bareme:
    """Return what each answer of a scale is worth."""
    return {Cotation(choix.cotation): choix.note for choix in echelle.choix}


def cotation_lue(constat: Constat, grille: GrilleFile) -> CotationLue | None:
    """Return how the answer to a criterion is read; None when nothing was answered."""
    if constat.cotation is None:
        return None
    scale = bareme(grille.echelle(constat.critere))
    if is_older(constat.cotation, scale):
        return _older(constat.cotation)
    offered = reponses(grille, constat.critere)
    found = next((r for r in offered if r.cotation is constat.cotation), None)
    if found is None:  # a grid without « non concerné » is refused: its word alone
        return CotationLue(None, word(constat.cotation), word(constat.cotation))
    return CotationLue(note(constat.cotation, scale), found.court, _told(found))


def _told(reponse: Reponse) -> str:
    """Return « 3 – En place, à consolider », « Partiel (2,5) », « Non concerné »."""
    if reponse.note is None:
        return reponse.libelle
    if reponse.court.isdigit():
        return f"{reponse.court} – {reponse.libelle}"
    return f"{reponse.libelle} ({mark(reponse.note)})"


def _older(cotation: Cotation) -> CotationLue:
    figure = mark(NOTES[cotation])
    told = _("{note}, ancienne échelle", note=figure)
    return CotationLue(NOTES[cotation], figure, told, ancienne=True)


def mark(value: Decimal) -> str:
    """Return a mark as it is written: « 3 », « 2,5 »."""
    whole = value == value.to_integral_value()
    return format_number(value, 0 if whole else 1)


def older_words(constat: Constat, grille: GrilleFile) -> str:
    """Return the sentence on an answer that the scale no longer offers; empty otherwise."""
    found = cotation_lue(constat, grille)
    if found is None or not found.ancienne or constat.cotation is None:
        return ""
    return _(
        "Vous aviez répondu « {mot} » : {note}, ancienne échelle. Cette note compte tant que vous "
        "ne choisissez pas une réponse ci-dessus.",
        mot=word(constat.cotation),
        note=found.court,
    )


def proposal(constat: Constat, grille: GrilleFile, today: date) -> Reponse | None:
    """Return the answer that the date to meet suggests, when it is not the one given."""
    if grille.echelle(constat.critere).slug is not Echelle.DATE:
        return None
    wanted = proposed_by(constat.echeance, today)
    if wanted is None or wanted is constat.cotation or constat.cotation is Cotation.NON_CONCERNE:
        return None
    return next((r for r in reponses(grille, constat.critere) if r.cotation is wanted), None)


def proposal_words(constat: Constat, grille: GrilleFile, today: date) -> str:
    """Return the sentence that proposes an answer; empty when there is nothing to propose."""
    found = proposal(constat, grille, today)
    if found is None or constat.echeance is None:
        return ""
    return _(
        "D'après l'échéance du {jour} : « {mot} » (touche {touche}). À vous de choisir.",
        jour=format_date(constat.echeance),
        mot=found.libelle,
        touche=found.touche,
    )
