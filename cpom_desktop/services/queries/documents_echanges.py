"""What the documents of the journal may be about, and how ready they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, format_number, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.queries.journal import Filtre, Part, journal
from cpom_desktop.services.queries.journal_mots import PART_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.echanges import Echange
    from cpom_desktop.services.queries.journal import LigneEchange
    from cpom_desktop.services.snapshot import DossierSnapshot

REGISTRE, BORDEREAU = "registre-echanges", "bordereau-envoi"
NO_ECHANGE = "aucun échange n'est noté"
NO_BORDEREAU = "aucun envoi n'a de bordereau"
RECENT: Mapping[int, str] = {30: "30j", 90: "90j"}
"""Days of a recent period → its name in a slug; the other periods are years."""
_PARTS = tuple(Part)
_PERIODS = 10_000
"""An id is the rank of a part, then its period: 0, days of a recent one, or a year."""


def registre_key(part: Part, periode: int = 0) -> str:
    """Return what ends the slug of a register: « ars », « ars-2027 », « tous-30j »."""
    name = part.value.replace("_", "-")
    return f"{name}-{RECENT.get(periode, periode)}" if periode else name


def registres(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    """Return the parts of the register: each chip, whole, recent, or of a year."""
    del content
    found = journal(snapshot, today)
    if not found.lignes:
        return ()
    periods = (0, *found.annees(), *RECENT)
    return tuple(
        Subject(
            registre_key(part, periode),
            rank * _PERIODS + periode,
            registre_words(part, periode, found.comptes),
            registre_words(part, periode, found.comptes),
            usual=not rank and not periode,
        )
        for rank, part in enumerate(_PARTS)
        for periode in periods
    )


def registre_words(part: Part, periode: int, counts: Mapping[Part, int]) -> str:
    """Return a part of the register in words: « ARS, 2027 »."""
    words = _(PART_WORDS[part], n=format_number(counts[part]))
    if part is Part.TOUS:
        words = _("Tous les échanges")
    if not periode:
        return words
    recent = ngettext("le dernier jour", "{n} derniers jours", periode)
    return f"{words}, {recent if periode in RECENT else periode}"


def registre_filtre(subject_id: int, today: date) -> Filtre:
    """Return which lines a part of the register holds."""
    rank, periode = divmod(subject_id, _PERIODS)
    if periode in RECENT:
        return Filtre(_PARTS[rank], depuis=today - timedelta(days=periode))
    if periode:
        return Filtre(_PARTS[rank], "", date(periode, 1, 1), date(periode, 12, 31))
    return Filtre(_PARTS[rank])


def registre_lines(
    snapshot: DossierSnapshot, today: date, subject_id: int
) -> tuple[LigneEchange, ...]:
    """Return the lines of a part of the register, the oldest first, as a register is read."""
    chosen = journal(snapshot, today).chosen(registre_filtre(subject_id, today))
    return tuple(reversed(chosen))


def registre_status(
    snapshot: DossierSnapshot, content: Content, today: date, subject_id: int
) -> DocumentStatus:
    """Return how ready a register is: what still waits for an answer is no mistake."""
    del content
    if not registre_lines(snapshot, today, subject_id):
        return DocumentStatus(DocumentState.VIDE, (_("aucun échange dans cette partie"),))
    return DocumentStatus(DocumentState.COMPLET)


def bordereaux(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    """Return the sending slips, the last one first."""
    del content, today
    sent = sorted((e for e in snapshot.echanges if e.bordereau), key=_number, reverse=True)
    return tuple(
        Subject(
            str(e.bordereau),
            e.id,
            _("n° {n}", n=e.bordereau),
            _("n° {n}, {jour} : {objet}", n=e.bordereau, jour=format_date(e.jour), objet=e.objet),
            usual=not rank,
        )
        for rank, e in enumerate(sent)
    )


def _number(echange: Echange) -> int:
    return echange.bordereau or 0


def bordereau_status(
    snapshot: DossierSnapshot, content: Content, today: date, subject_id: int
) -> DocumentStatus:
    """Return how ready a sending slip is: it lists documents, and says to whom they went."""
    del content, today
    envois = [e for e in snapshot.envois if e.echange_id == subject_id]
    people = any(p.echange_id == subject_id for p in snapshot.echanges_personnes)
    lacks = (
        *(() if envois else (_("aucun document n'y figure"),)),
        *(() if people else (_("le destinataire est à saisir"),)),
    )
    state = DocumentState.INCOMPLET if lacks else DocumentState.COMPLET
    return DocumentStatus(state, lacks)
