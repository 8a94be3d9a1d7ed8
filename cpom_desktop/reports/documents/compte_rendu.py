"""« Compte rendu » of a meeting (design D8), and its short form, « Relevé de décisions »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.reunions import EtatDecision, Presence
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Signatures,
    Stressed,
    Table,
)
from cpom_desktop.reports.documents.reunion_entete import (
    acteur_of,
    presence_told,
    quorum_words,
    reunion_of,
    structure_of,
    who_carries,
)
from cpom_desktop.services.queries.documents_reunions import minutes_mention
from cpom_desktop.services.queries.reunion import (
    full_when,
    meeting_days,
    reunion_name,
    slot_words,
)
from cpom_desktop.services.queries.tournures import of_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.reunions import Decision, ReunionPresence
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import ReunionDocument

SIGNED_ROWS = 12
"""Participants up to whom the minutes are signed beside each name; more sign the sheet apart."""
ROW_MM = 9.5
CAME = frozenset({Presence.PRESENT, Presence.REPRESENTE, Presence.ATTENDU})


def compte_rendu_blocks(edition: Edition, reunion_id: int) -> tuple[Block, ...]:
    """Return the minutes of a meeting; until they are final they call themselves a draft."""
    view = reunion_of(edition, reunion_id)
    return (
        *_head(_("Compte rendu {du_nom}", du_nom=of_name(view.nom)), view, edition),
        Heading(_("Participants et émargement"), 2),
        *_people(view, edition),
        Heading(_("Points examinés"), 2),
        *_points(view),
        Heading(_("Décisions"), 2),
        *decisions_blocks(view, edition),
        _next(view, edition),
        *_annexes(view),
        *_sent(view),
        *_signatures(view, edition),
    )


def releve_blocks(edition: Edition, reunion_id: int) -> tuple[Block, ...]:
    """Return the decisions of a meeting alone, with who came in two lines."""
    view = reunion_of(edition, reunion_id)
    came = [p.nom for p in view.presences if p.presence is Presence.PRESENT]
    missing = [
        f"{p.nom} ({presence_told(p, edition).lower()})"
        for p in view.presences
        if p.presence not in {Presence.PRESENT, Presence.ATTENDU}
    ]
    people = tuple(
        (label, ", ".join(names))
        for label, names in ((_("Présents"), came), (_("Excusés ou représentés"), missing))
        if names
    )
    return (
        *_head(_("Relevé de décisions {du_nom}", du_nom=of_name(view.nom)), view, edition),
        *((KeyValues(people),) if people else ()),
        Heading(_("Décisions"), 2),
        *decisions_blocks(view, edition),
        _coming(view, edition),
    )


def _head(title: str, view: ReunionDocument, edition: Edition) -> tuple[Block, ...]:
    draft = minutes_mention(edition.snapshot, view.reunion.id) is Mention.PROJET
    told = (Paragraph(_("Projet, à approuver.")),) if draft else ()
    return Heading(title), Paragraph(full_when(view)), *told


def _people(view: ReunionDocument, edition: Edition) -> tuple[Block, ...]:
    if not view.presences:
        return (Paragraph(_("À compléter : aucun participant n'est inscrit.")),)
    signed = len(view.presences) <= SIGNED_ROWS
    columns = (
        Column(_("Nom"), 2.2),
        Column(_("Qualité"), 3.0),
        Column(_("Au titre de"), 2.2),
        Column(_("Présence"), 1.6),
        *((Column(_("Signature"), 2.4, "center"),) if signed else ()),
    )
    rows = tuple(_person(p, edition, signed=signed) for p in view.presences)
    table = Table(columns, rows, row_mm=ROW_MM if signed else 0.0)
    quorum = quorum_words(view)
    return table, *((Paragraph(_("Quorum : {texte}.", texte=quorum)),) if quorum else ())


def _person(presence: ReunionPresence, edition: Edition, *, signed: bool) -> Row:
    cells = (
        Cell(presence.nom, bold=True),
        Cell(presence.qualite or EMPTY),
        Cell(structure_of(presence, edition) or EMPTY),
        Cell(presence_told(presence, edition)),
    )
    return Row((*cells, Cell("" if presence.presence in CAME else EMPTY)) if signed else cells)


def _points(view: ReunionDocument) -> Iterable[Block]:
    if not view.points:
        yield Paragraph(_("Aucun point n'était à l'ordre du jour."))
    for line in view.points:
        yield Heading(f"{line.numero}. {line.point.titre}", 3)
        yield Paragraph(line.point.notes.strip() or _("Aucune remarque."))


def decisions_blocks(view: ReunionDocument, edition: Edition) -> tuple[Block, ...]:
    """Return the table of the decisions of a meeting, or the sentence that stands for it."""
    if not view.decisions:
        return (Paragraph(_("Aucune décision n'a été consignée.")),)
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Décision"), 5.2),
        Column(_("Responsable"), 1.9),
        Column(_("Échéance"), 1.5),
    )
    rows = tuple(
        Row(
            (
                Cell(str(d.numero)),
                Cell(d.texte),
                Cell(who_carries(d, edition)),
                Cell(due_words(d)),
            )
        )
        for d in view.decisions
    )
    return (Table(columns, rows, row_header=False),)


def due_words(decision: Decision) -> str:
    """Return when a decision is due; what asks for nothing more says so."""
    if decision.etat in {EtatDecision.ACTEE, EtatDecision.ABANDONNEE}:
        return word(decision.etat)
    return format_date(decision.echeance)


def _next(view: ReunionDocument, edition: Edition) -> Block:
    """Return the next meeting, then the rule by which the minutes are approved."""
    rule = view.instance.regle_validation if view.instance else ""
    return _coming(view, edition, rule)


def _coming(view: ReunionDocument, edition: Edition, rule: str = "") -> Stressed:
    """Return the next meeting, and a sentence after it."""
    told = view.reunion.prochaine.strip()
    if not told and view.suivante is not None:
        told = _meeting_words(view, edition)
    sentence = f"{(told or _('à fixer')).rstrip('.')}."
    parts = ((_("Prochaine réunion : "), True), (f"{sentence} {rule}".strip(), False))
    return Stressed(parts, keeps=bool(rule))


def _meeting_words(view: ReunionDocument, edition: Edition) -> str:
    after = view.suivante
    if after is None:
        return ""
    day = meeting_days(edition.snapshot, edition.content)[after.id]
    parts = (
        reunion_name(edition.snapshot, after),
        format_date(day, "full") if day else _("date à fixer"),
        slot_words(after),
    )
    return ", ".join(part for part in parts if part)


def _annexes(view: ReunionDocument) -> tuple[Block, ...]:
    """Return the documents that the points refer to."""
    named = dict.fromkeys(line.point.document for line in view.points if line.point.document)
    if not named:
        return ()
    return (Stressed(((_("Annexes : "), True), (f"{', '.join(named)}.", False)), keeps=True),)


def _sent(view: ReunionDocument) -> tuple[Block, ...]:
    """Return to whom the minutes go, and since when."""
    day = view.reunion.diffusee_le
    when = _("le {jour}", jour=format_date(day)) if day else _("à faire")
    told = _("{quand}, aux participants et aux excusés.", quand=when)
    return (Stressed(((_("Diffusion : "), True), (told, False)), keeps=True),)


def _signatures(view: ReunionDocument, edition: Edition) -> tuple[Block, ...]:
    """Return the boxes to sign: who chaired, who kept the minutes."""
    if view.instance is None:
        return ()
    ids = dict.fromkeys((view.instance.president_id, view.instance.secretaire_id))
    people = [acteur for i in ids if (acteur := acteur_of(i, edition)) is not None]
    boxes = tuple((a.nom, a.fonction or a.structure) for a in people)
    return (Signatures(boxes),) if boxes else ()
