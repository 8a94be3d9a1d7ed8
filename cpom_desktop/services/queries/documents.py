"""How ready each document is: pure functions of the snapshot, with the reason in words.

« À corriger » is what the reader would take for a mistake; « Incomplet » what he would miss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.comitologie import instance_views
from cpom_desktop.services.queries.diagnostic import themes, total_score
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.etablissement import avertissements
from cpom_desktop.services.queries.fiches_action import fiche_view, fiches
from cpom_desktop.services.queries.plan_faisabilite import feasibility
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci import lines_to_correct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

    StatusOf = Callable[[DossierSnapshot, Content, date], DocumentStatus]

NAMED = frozenset({Famille.AUTORITES, Famille.INTERNES})
"""Families of which a person is expected, not the structure alone."""
EXPECTED = (
    "gestionnaire",
    "statut_juridique",
    "finess_et",
    "finess_ej",
    "siret",
    "adresse",
    "ars",
    "collectivite",
    "regime_tarifaire",
    "option_soins",
    "autorise_depuis",
)


def etablissement_status(
    snapshot: DossierSnapshot, content: Content, today: date
) -> DocumentStatus:
    """Return how ready « Établissement et périmètre » is."""
    del content, today
    doubts = sum(not a.motif for a in avertissements(snapshot))
    missing = sum(not getattr(snapshot.etablissement, name) for name in EXPECTED)
    missing += snapshot.dossier.date_effet is None
    return _status(
        wrong=_counted(doubts, "{n} donnée à vérifier", "{n} données à vérifier"),
        lacks=(
            *_counted(missing, "{n} donnée à compléter", "{n} données à compléter"),
            *_when(
                all(c.autorisees is None for c in snapshot.capacites),
                _("places autorisées à saisir"),
            ),
        ),
    )


def acteurs_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the map of the stakeholders is."""
    del content, today
    if not snapshot.acteurs:
        return DocumentStatus(DocumentState.VIDE, (_("aucun acteur n'est saisi"),))
    nameless = sum(not a.nom and (a.famille in NAMED or not a.structure) for a in snapshot.acteurs)
    return _status(lacks=_counted(nameless, "{n} acteur sans nom", "{n} acteurs sans nom"))


def comitologie_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the list of the instances is."""
    del content, today
    views = instance_views(snapshot)
    if not views:
        return DocumentStatus(DocumentState.VIDE, (_("aucune instance n'est décrite"),))
    lacking = sum(bool(view.constats) for view in views)
    return _status(lacks=_counted(lacking, "{n} instance à revoir", "{n} instances à revoir"))


def passation_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the handover is: it says what it has, be it little."""
    del content, today
    nobody = not any(acteur.nom for acteur in snapshot.acteurs)
    return _status(
        lacks=(
            *_when(nobody, _("aucune personne n'est nommée")),
            *_when(not snapshot.echanges, _("aucun échange n'est noté")),
        )
    )


def strategie_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the strategy is: who is not rated yet."""
    del content, today
    left = sum(a.influence is None or a.interet is None for a in snapshot.acteurs)
    if left == len(snapshot.acteurs):
        return DocumentStatus(DocumentState.VIDE, (_("aucun acteur n'est coté"),))
    return _status(lacks=_counted(left, "{n} acteur à coter", "{n} acteurs à coter"))


def faisabilite_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the proposals are: whole, be it to say that the plan fits."""
    try:
        found = feasibility(snapshot, content, today)
    except RegleInvalide as error:
        return DocumentStatus(DocumentState.A_CORRIGER, (sentence(error).rstrip("."),))
    if found is None:
        return DocumentStatus(DocumentState.COMPLET, (_("le plan tient"),), needless=True)
    return DocumentStatus(DocumentState.COMPLET)


def retroplanning_status(
    snapshot: DossierSnapshot, content: Content, today: date
) -> DocumentStatus:
    """Return how ready the plan is."""
    if not snapshot.tasks:
        return DocumentStatus(DocumentState.VIDE, (_("aucune tâche n'est saisie"),))
    try:
        plan_view(snapshot, content, today)
    except RegleInvalide as error:
        return DocumentStatus(DocumentState.A_CORRIGER, (sentence(error).rstrip("."),))
    alone = sum(t.acteur_id is None and t.etat != EtatTache.SANS_OBJET for t in snapshot.tasks)
    return _status(
        lacks=(
            *_when(snapshot.dossier.date_signature is None, _("la date visée est à saisir")),
            *_counted(alone, "{n} tâche sans responsable", "{n} tâches sans responsable"),
        )
    )


def echeancier_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the échéancier is: what is late, what is to be confirmed."""
    found = echeancier(snapshot, content, today)
    if found.plan_error:
        return DocumentStatus(DocumentState.A_CORRIGER, (found.plan_error.rstrip("."),))
    if not found.lignes:
        return DocumentStatus(DocumentState.VIDE, (_("aucune date n'est connue"),))
    return _status(
        lacks=(
            *_counted(len(found.late), "{n} échéance en retard", "{n} échéances en retard"),
            *_when(snapshot.dossier.date_effet is None, _("la date d'effet est à saisir")),
        )
    )


def raci_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the matrix is."""
    del content, today
    if not snapshot.raci_activites:
        return DocumentStatus(DocumentState.VIDE, (_("aucune activité n'est saisie"),))
    wrong = lines_to_correct(snapshot)
    return _status(
        wrong=_counted(len(wrong), "{n} activité à corriger", "{n} activités à corriger")
    )


def diagnostic_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the diagnosis is."""
    del today
    total = total_score(themes(snapshot, content))
    if not total.answered:
        return DocumentStatus(DocumentState.VIDE, (_("aucun critère n'est coté"),))
    left = total.criteres - total.answered
    doubts = sum(constat.a_verifier for constat in snapshot.constats)
    aside = [c for c in snapshot.constats if c.cotation is Cotation.NON_CONCERNE]
    return _status(
        wrong=_counted(doubts, "{n} constat à vérifier", "{n} constats à vérifier"),
        lacks=(
            *_counted(left, "{n} critère à coter", "{n} critères à coter"),
            *_counted(
                sum(not constat.motif for constat in aside),
                "{n} critère non concerné sans motif",
                "{n} critères non concernés sans motif",
            ),
        ),
    )


def fiches_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the fiches actions are."""
    del content, today
    views = fiches(snapshot)
    if not views:
        return DocumentStatus(DocumentState.VIDE, (_("aucune fiche action n'est écrite"),))
    lacking = sum(bool(view.lacunes) for view in views)
    return _status(lacks=_counted(lacking, "{n} fiche à compléter", "{n} fiches à compléter"))


def fiche_status(
    snapshot: DossierSnapshot, content: Content, today: date, *, numero: int
) -> DocumentStatus:
    """Return how ready one fiche is."""
    del content, today
    found = next((f for f in snapshot.fiches_action if f.numero == numero), None)
    if found is None:
        return DocumentStatus(DocumentState.VIDE, (_("cette fiche n'existe pas"),))
    lacks = len(fiche_view(snapshot, found).lacunes)
    return _status(lacks=_counted(lacks, "{n} point à compléter", "{n} points à compléter"))


def whole_status(parts: Sequence[tuple[str, StatusOf]]) -> StatusOf:
    """Return what tells how ready a document made of others is.

    Args:
        parts: the page of each part, and what tells its state.
    """

    def status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
        found = [(page, of(snapshot, content, today)) for page, of in parts]
        reasons = dict.fromkeys(reason for _page, told in found for reason in told.reasons)
        lacking = (page for page, told in found if told.reasons)
        states = {told.state for _page, told in found}
        state = DocumentState.VIDE if states == {DocumentState.VIDE} else _worst(states)
        return DocumentStatus(state, tuple(reasons), next(lacking, ""))

    return status


def _worst(states: set[DocumentState]) -> DocumentState:
    """Return the state of a whole: a part that is empty makes it incomplete."""
    if DocumentState.A_CORRIGER in states:
        return DocumentState.A_CORRIGER
    if states == {DocumentState.COMPLET}:
        return DocumentState.COMPLET
    return DocumentState.INCOMPLET


def _status(*, wrong: Iterable[str] = (), lacks: Iterable[str] = ()) -> DocumentStatus:
    mistakes, missing = tuple(wrong), tuple(lacks)
    if mistakes:
        return DocumentStatus(DocumentState.A_CORRIGER, (*mistakes, *missing))
    state = DocumentState.INCOMPLET if missing else DocumentState.COMPLET
    return DocumentStatus(state, missing)


def _counted(count: int, singular: str, plural: str) -> tuple[str, ...]:
    return (ngettext(singular, plural, count),) if count else ()


def _when(lacks: bool, words: str) -> tuple[str, ...]:  # noqa: FBT001 - a condition, then words
    return (words,) if lacks else ()
