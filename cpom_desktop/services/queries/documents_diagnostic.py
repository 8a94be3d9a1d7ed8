"""How ready the documents of the diagnosis are, with the reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.synthese import Ecart
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.documents import diagnostic_status
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.pv_diagnostic import validating_meeting
from cpom_desktop.services.queries.synthese import synthese_vue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def synthese_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the synthesis is: the grid, the priorities, the figures."""
    found = diagnostic_status(snapshot, content, today)
    if found.state is DocumentState.VIDE:
        return found
    doubts = doubtful_figures(snapshot, content, today)
    none = not any(constat.rang for constat in snapshot.constats)
    lacks = (_("aucune priorité n'est retenue"),) if none else ()
    state = found.state
    if doubts:
        state = DocumentState.A_CORRIGER
    elif lacks and state is DocumentState.COMPLET:
        state = DocumentState.INCOMPLET
    return DocumentStatus(state, (*found.reasons, *doubts, *lacks))


def feuille_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the feuille de route is: priorities that no fiche answers."""
    route = synthese_vue(snapshot, content, today).feuille_de_route
    if not route:
        return DocumentStatus(DocumentState.VIDE, (_("aucune priorité n'est retenue"),))
    alone = sum(not lu.fiches for lu in route)
    return _lacking(
        _counted(alone, "{n} priorité sans fiche action", "{n} priorités sans fiche action")
    )


def negociation_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the table to negotiate from is: which answers are not known."""
    positions = synthese_vue(snapshot, content, today).positions
    if not positions:
        return DocumentStatus(DocumentState.VIDE, (_("aucun constat n'est à négocier"),))
    left = sum(position.ecart is Ecart.NON_CONNUE for position in positions)
    return _lacking(_counted(left, "{n} réponse non connue", "{n} réponses non connues"))


def methode_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the sources are: figures that are doubtful, then those without a source."""
    if not snapshot.valeurs:
        return DocumentStatus(DocumentState.VIDE, (_("aucun chiffre n'est saisi"),))
    lacks = tuple(_figures_lacks(snapshot))
    doubts = doubtful_figures(snapshot, content, today)
    if doubts:
        return DocumentStatus(DocumentState.A_CORRIGER, (*doubts, *lacks))
    return _lacking(lacks)


def donnees_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the figures are: the doubtful ones, then those that lack this year."""
    if not snapshot.valeurs:
        return DocumentStatus(DocumentState.VIDE, (_("aucun chiffre n'est saisi"),))
    view = donnees_vue(snapshot, content, today)
    missing = _counted(
        view.attendues - view.saisies, "{n} donnée manquante", "{n} données manquantes"
    )
    if doubts := doubtful_figures(snapshot, content, today):
        return DocumentStatus(DocumentState.A_CORRIGER, (*doubts, *missing))
    return _lacking(missing)


def modele_status(_snapshot: DossierSnapshot, _content: Content, _today: date) -> DocumentStatus:
    """Return that the template is always ready: it is made to be filled in."""
    return DocumentStatus(DocumentState.COMPLET)


def doubtful_figures(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[str, ...]:
    """Return how many figures are asked about, in words; nothing when none is."""
    view = donnees_vue(snapshot, content, today)
    asked = {(q.donnee, q.annee) for found in view.a_verifier for q in found.questions}
    return _counted(len(asked), "{n} chiffre à vérifier", "{n} chiffres à vérifier")


def _figures_lacks(snapshot: DossierSnapshot) -> Iterator[str]:
    bare = sum(not v.source for v in snapshot.valeurs if v.valeur is not None)
    yield from _counted(bare, "{n} chiffre sans source", "{n} chiffres sans source")


def pv_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the minutes of validation are: the diagnosis first, then the meeting."""
    found = diagnostic_status(snapshot, content, today)
    if found.state is DocumentState.VIDE or validating_meeting(snapshot):
        return found
    state = DocumentState.INCOMPLET if found.state is DocumentState.COMPLET else found.state
    return DocumentStatus(state, (*found.reasons, _("le COPIL n° 2 n'est pas saisi")))


def _lacking(reasons: tuple[str, ...]) -> DocumentStatus:
    return DocumentStatus(DocumentState.INCOMPLET if reasons else DocumentState.COMPLET, reasons)


def _counted(count: int, singular: str, plural: str) -> tuple[str, ...]:
    return (ngettext(singular, plural, count),) if count else ()
