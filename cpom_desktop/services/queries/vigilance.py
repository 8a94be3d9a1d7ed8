"""What to beware of in a dossier, in sentences: what is late, missing, unanswered, to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.acteurs import StatutContrat
from cpom_desktop.domain.instances import COPIL, AnomalieInstance
from cpom_desktop.domain.pieces import EtatPiece, is_outdated
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.comitologie import instance_views
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.etablissement import avertissements
from cpom_desktop.services.queries.journal import EtatSuite, journal
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci import raci_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

SHOWN = 3
"""Things named one by one in a sentence; the others are counted."""


def vigilance(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[str, ...]:
    """Return the points to beware of, the gravest first."""
    return (
        *_plan(snapshot, content, today),
        *_unanswered(snapshot, today),
        *_signatories(snapshot),
        *_copil(snapshot),
        *_raci(snapshot, content),
        *_pieces(snapshot, today),
        *_doubts(snapshot),
        *_law(snapshot, content, today),
    )


def _plan(snapshot: DossierSnapshot, content: Content, today: date) -> Iterator[str]:
    try:
        view = plan_view(snapshot, content, today)
    except RegleInvalide as error:
        yield sentence(error)
        return
    if view.manque is not None:
        yield _("Le plan ne tient pas. {marge}", marge=view.marge)
    late = view.late_rows
    if late:
        count = ngettext("{n} tâche est en retard", "{n} tâches sont en retard", len(late))
        yield _named(count, [row.titre for row in late])


def _named(count: str, titles: list[str]) -> str:
    """Return « 5 tâches sont en retard : A ; B ; C… »."""
    told = _(" ; ").join(titles[:SHOWN])
    return f"{count}{_(' : ')}{told}{'…' if len(titles) > SHOWN else '.'}"


def _unanswered(snapshot: DossierSnapshot, today: date) -> Iterator[str]:
    waiting = [li for li in journal(snapshot, today).lignes if li.suite is EtatSuite.SANS_REPONSE]
    for line in waiting[:SHOWN]:
        who = line.personnes or line.structures or _("un acteur")
        yield _(
            "Demande sans réponse depuis le {jour} ({qui}) : {objet}.",
            jour=format_date(line.jour),
            qui=who,
            objet=line.objet.rstrip("."),
        )
    if len(waiting) > SHOWN:
        yield ngettext(
            "{n} autre demande est sans réponse.",
            "{n} autres demandes sont sans réponse.",
            len(waiting) - SHOWN,
        )


def _signatories(snapshot: DossierSnapshot) -> Iterator[str]:
    signs = [a for a in snapshot.acteurs if a.statut_contrat is StatutContrat.SIGNATAIRE]
    nameless = [a.fonction or a.structure or _("un signataire") for a in signs if not a.nom]
    if snapshot.acteurs and not signs:
        yield _("Aucun signataire du contrat n'est désigné.")
    if nameless:
        told = ngettext(
            "{n} signataire n'a pas encore de nom",
            "{n} signataires n'ont pas encore de nom",
            len(nameless),
        )
        yield _named(told, nameless)


def _copil(snapshot: DossierSnapshot) -> Iterator[str]:
    for view in instance_views(snapshot):
        if view.instance.slug == COPIL:
            named = (c.texte for c in view.constats if c.kind is not AnomalieInstance.SANS_NOM)
            yield from named


def _raci(snapshot: DossierSnapshot, content: Content) -> Iterator[str]:
    severe = [finding.texte for finding in raci_view(snapshot, content).findings if finding.severe]
    yield from severe[:SHOWN]
    if len(severe) > SHOWN:
        yield ngettext(
            "{n} autre activité est à corriger dans la matrice RACI.",
            "{n} autres activités sont à corriger dans la matrice RACI.",
            len(severe) - SHOWN,
        )


def _pieces(snapshot: DossierSnapshot, today: date) -> Iterator[str]:
    missing = [p.titre for p in snapshot.pieces if p.etat is EtatPiece.MANQUANTE]
    old = [p.titre for p in snapshot.pieces if is_outdated(p, today)]
    if missing:
        yield ngettext("{n} pièce manque encore.", "{n} pièces manquent encore.", len(missing))
    if old:
        count = ngettext("{n} pièce est trop ancienne", "{n} pièces sont trop anciennes", len(old))
        yield _named(count, old)


def _doubts(snapshot: DossierSnapshot) -> Iterator[str]:
    doubts = sum(not doubt.motif for doubt in avertissements(snapshot))
    if doubts:
        yield ngettext(
            "{n} donnée de l'établissement est à vérifier.",
            "{n} données de l'établissement sont à vérifier.",
            doubts,
        )


def _law(snapshot: DossierSnapshot, content: Content, today: date) -> Iterator[str]:
    """Yield how many dates to come lean on a text that was not read word for word."""
    lines = echeancier(snapshot, content, today).lignes
    unsure = [
        line
        for line in lines
        if line.legale and line.open and line.confiance not in {None, Confiance.VU}
    ]
    if unsure:
        yield ngettext(
            "{n} échéance légale s'appuie sur un texte à vérifier auprès de l'ARS.",
            "{n} échéances légales s'appuient sur un texte à vérifier auprès de l'ARS.",
            len(unsure),
        )
