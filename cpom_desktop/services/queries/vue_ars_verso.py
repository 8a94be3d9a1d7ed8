"""What the verso of the sheet adds to the answers, and whether it holds on its page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.donnees import Polarite, arrondi
from cpom_desktop.domain.moyens import EtatFinancement, SourceFinancement
from cpom_desktop.i18n import _, format_number
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.donnees_types import Lecture
from cpom_desktop.services.queries.fiches_action import fiches, format_euros
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.vue_ars import vue_ars
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.fiches_action import FicheView, IndicateurView
    from cpom_desktop.services.queries.vue_ars_types import LigneArs, VueArs
    from cpom_desktop.services.snapshot import DossierSnapshot

MOST_PROUD, MOST_ASKED = 3, 4
"""Lines of what is put forward, and of what is asked for."""
ASKED_OF = frozenset(
    {
        SourceFinancement.DOTATION,
        SourceFinancement.COMPLEMENTAIRE_ARS,
        SourceFinancement.CREDITS_NON_RECONDUCTIBLES,
        SourceFinancement.DEPARTEMENT,
    }
)
"""Sources that the authorities decide of."""
HEAD, ANSWER, WIDE = 22, 96, 118
"""About how many signs stand on a line: name of a point, answer, width of the page."""
LINES = 69
"""Lines that the verso surely holds under its title, set tight."""


class Demande(NamedTuple):
    """Money asked of the authorities: what for, how much, and what it changes."""

    quoi: str
    montant: str
    en_face: str


def put_forward(found: VueArs) -> tuple[str, ...]:
    """Return what went well, in sentences: within the norm first, then what has no reference."""
    better = [ligne for ligne in found.lignes if _is_better(ligne)]
    ranked = sorted(better, key=lambda ligne: ligne.lecture is not Lecture.DANS_LA_NORME)
    return tuple(_proud(ligne) for ligne in ranked[:MOST_PROUD])


def _is_better(ligne: LigneArs) -> bool:
    """Tell whether it went the better way over the years shown, and nothing is asked of it."""
    first, last = ligne.valeurs[0], ligne.valeurs[-1]
    if first is None or last is None or ligne.is_point:
        return False
    before, after = (arrondi(v, ligne.indicateur.decimales) for v in (first, last))
    match ligne.indicateur.polarite:
        case Polarite.HAUSSE:
            return after > before
        case Polarite.BAISSE:
            return after < before
        case Polarite.NEUTRE:
            return False


def _proud(ligne: LigneArs) -> str:
    first, last = ligne.annees[0], ligne.annees[-1]
    told = _(
        "{libelle} : {v} en {annee}, contre {avant} en {premiere}",
        libelle=ligne.indicateur.libelle,
        v=last.texte,
        annee=last.annee,
        avant=first.texte,
        premiere=first.annee,
    )
    return f"{told} ({ligne.reference.phrase})." if ligne.reference else f"{told}."


def asked_for(snapshot: DossierSnapshot) -> tuple[Demande, ...]:
    """Return the money asked of the authorities in the fiches, the largest amount first."""
    found = sorted(_asked(snapshot), key=lambda one: -one[0])
    return tuple(demande for _amount, demande in found)


def _asked(snapshot: DossierSnapshot) -> Iterator[tuple[int, Demande]]:
    for view in fiches(snapshot):
        for money in view.parts.financements:
            if money.etat is EtatFinancement.DEMANDE and money.source in ASKED_OF:
                what = f"{view.fiche.repere} {view.fiche.titre}"
                amount = f"{format_euros(money.montant_centimes)} ({word(money.source)})"
                yield money.montant_centimes or 0, Demande(what, amount, _changes(view))


def _changes(view: FicheView) -> str:
    """Return what the fiche aims at: its first indicator that has a target."""
    return next((_aim(one) for one in view.indicateurs if one.final), "")


def _aim(one: IndicateurView) -> str:
    assert one.final is not None
    year, target = one.final
    return _(
        "{libelle} : {cible} en {annee}",
        libelle=one.indicateur.libelle,
        cible=format_number(target),
        annee=year,
    )


@dataclass(frozen=True, slots=True)
class Verso:
    """What the verso holds.

    Attributes:
        points: the answers, in the order of the recto.
        atouts: what is put forward, in sentences.
        demandes: what is asked for; `autres` more are not shown.
    """

    points: tuple[LigneArs, ...]
    atouts: tuple[str, ...]
    demandes: tuple[Demande, ...]
    autres: int

    @property
    def may_overflow(self) -> bool:
        """Whether it may run over its page, even set tight."""
        below = sum(_wrapped(text, WIDE) for text in self.atouts) + 2 * bool(self.atouts)
        below += sum(_wrapped_demand(one) for one in self.demandes) + 4 * bool(self.demandes)
        return sum(map(_lines_of, self.points)) + below > LINES


@once
def verso(snapshot: DossierSnapshot, content: Content, today: date) -> Verso:
    """Return what the verso of the sheet holds."""
    found = vue_ars(snapshot, content, today)
    asked = asked_for(snapshot)
    shown = asked[:MOST_ASKED]
    return Verso(found.points, put_forward(found), shown, len(asked) - len(shown))


def vue_ars_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the sheet is: figures, answers to write, a page too many."""
    found = vue_ars(snapshot, content, today)
    if found.is_vide:
        return DocumentStatus(DocumentState.VIDE, (_("aucun chiffre n'est saisi"),), "donnees")
    reasons = []
    if found.pretes < len(found.points):
        reasons.append(_("explications prêtes : {n} sur {t}", n=found.pretes, t=len(found.points)))
    if verso(snapshot, content, today).may_overflow:
        reasons.append(_("le verso peut déborder sur une page de suite"))
    state = DocumentState.INCOMPLET if reasons else DocumentState.COMPLET
    return DocumentStatus(state, tuple(reasons))


def _lines_of(point: LigneArs) -> int:
    """Return about how many lines an answer takes where it is set tight."""
    texts = (
        point.motif + " " * 14,
        *([point.question] if point.question else []),
        *point.texte.split("\n"),
        f"{point.action} {point.preuve}" + " " * 20,
    )
    head = _wrapped(f"{point.indicateur.libelle} : {point.derniere.texte}", HEAD)
    return max(head, sum(_wrapped(text, ANSWER) for text in texts))


def _wrapped(text: str, signs: int) -> int:
    return max(1, ceil(len(text) / signs))


def _wrapped_demand(one: Demande) -> int:
    return max(
        1, ceil(len(one.quoi) / 45), ceil(len(one.montant) / 30), ceil(len(one.en_face) / 30)
    )
