"""Before a document leaves: what the contrôle says of it, and the trace of what she assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.anomalies.controle import Controle, controle
from cpom_desktop.services.anomalies.regles import Gravite
from cpom_desktop.services.anomalies.vue import headline
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.operations import AssumeAnomalie

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.dossier import AnomalieAssumee
    from cpom_desktop.services.documents import DocumentInfo
    from cpom_desktop.services.snapshot import DossierSnapshot

CHECKED = (DocumentFormat.PDF, DocumentFormat.XLSX)
"""Formats that others read; an agenda, cards or a plain text are of her own computer."""
TRACE = "envoi"
"""Opens the name under which an export with blocking points is kept."""


class Envoi(NamedTuple):
    """A document that is about to leave with blocking points.

    Attributes:
        points: what the contrôle found, « 2 points bloquants, 3 à vérifier ».
        bloquants: the blocking points, in sentences.
    """

    slug: str
    titre: str
    points: str
    bloquants: tuple[str, ...]


def leaves(info: DocumentInfo, mention: Mention) -> bool:
    """Tell whether a document goes to others: one she marks herself, and not as internal.

    A letter, a sheet to sign or a blank form carries its own mention: it says nothing of the
    state of the dossier.
    """
    return info.mention is None and mention is not Mention.INTERNE


def before_leaving(
    snapshot: DossierSnapshot,
    content: Content,
    today: date,
    info: DocumentInfo,
    mention: Mention,
) -> Envoi | None:
    """Return what to say before a document leaves; None when nothing is blocking."""
    if not leaves(info, mention):
        return None
    found = controle(snapshot, content, today)
    blocking = found.of(Gravite.BLOQUANT)
    if not blocking:
        return None
    sentences = tuple(anomalie.releve.phrase for anomalie in blocking)
    return Envoi(info.slug, _(info.title), _told(found), sentences)


def _told(found: Controle) -> str:
    """Return « 2 points bloquants et 3 à vérifier »: advice does not hold a document back."""
    kept = (a for a in found.anomalies if a.gravite is not Gravite.CONSEIL)
    return headline(Controle(tuple(kept), (), ()))


def assumed(envoi: Envoi, mention: str, today: date) -> AssumeAnomalie:
    """Return what keeps the trace of an export that she assumes, in place of the former one."""
    motif = _(
        "« {titre} » ({mention}) exporté le {jour} avec {points}.",
        titre=envoi.titre,
        mention=mention,
        jour=format_date(today),
        points=envoi.points,
    )
    return AssumeAnomalie(cle=f"{TRACE}:{envoi.slug}", motif=motif)


def sendings(snapshot: DossierSnapshot) -> tuple[AnomalieAssumee, ...]:
    """Return the exports that she assumed, in order."""
    return tuple(a for a in snapshot.anomalies_assumees if a.cle.startswith(f"{TRACE}:"))
