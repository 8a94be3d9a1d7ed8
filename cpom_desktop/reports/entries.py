"""An entry of the catalogue: a document of the whole dossier, or one about a subject at a time.

The slug of a document about a subject ends with its key: « convocation » is about the usual
meeting, « convocation-copil-2 » about that one. Nothing else tells one from the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Block, Heading, Paragraph
from cpom_desktop.services.documents import DocumentState, DocumentStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.dossiers_nommes import Mention
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.documents import DocumentInfo, Subject
    from cpom_desktop.services.queries.documents import StatusOf
    from cpom_desktop.services.snapshot import DossierSnapshot

    SubjectsOf = Callable[[DossierSnapshot, Content, date], tuple[Subject, ...]]
    BlocksAbout = Callable[[Edition, int], tuple[Block, ...]]
    StatusAbout = Callable[[DossierSnapshot, Content, date, int], DocumentStatus]


@dataclass(frozen=True, slots=True)
class About:
    """What a document is about, and how it is made for one.

    Attributes:
        subjects: those that it may be about, in the order of a list.
        title: the title of the document about one (« Convocation au COPIL n° 2 »).
        blocks, status: its blocks and its state, from the id of a subject.
        nothing: why it is empty when there is no subject (« aucune réunion n'est saisie »).
        needless: whether having no subject is no lack.
        mention: what it always carries; None lets her choose, or leaves that of the document.
    """

    subjects: SubjectsOf
    title: Callable[[Subject], str]
    blocks: BlocksAbout
    status: StatusAbout
    nothing: str
    mention: Callable[[DossierSnapshot, int], Mention] | None = None
    needless: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its name, what it is for, its parts in order, and what tells its state.

    `about` is what makes a document of one subject out of it; None for the whole dossier.
    Once it is about one, `subject_id` is that one. What she composed has a `note`, that stands
    under the contents; each of its parts leaves out names and sources as it may itself.
    """

    info: DocumentInfo
    parts: tuple[Callable[[Edition], tuple[Block, ...]], ...]
    status: StatusOf
    about: About | None = None
    subject_id: int = 0
    note: Callable[[Edition], tuple[Block, ...]] | None = None


def status_of(entry: Entry, edition: Edition) -> DocumentStatus:
    """Return how ready a document is, reckoned once for the same dossier on the same day.

    A dossier holds documents that the catalogue lists too, and several dossiers hold the same.
    """
    snapshot, content, today = edition.snapshot, edition.content, edition.now.date()
    key = ("document", entry.info.slug, today, id(content))
    if key not in snapshot.reckoned:
        snapshot.reckoned[key] = entry.status(snapshot, content, today)
    found: DocumentStatus = snapshot.reckoned[key]
    return found


def entry_about(info: DocumentInfo, about: About) -> Entry:
    """Return the entry of a document made for one subject at a time.

    As it stands it is about nothing: `resolved` gives it the usual subject, if there is one.
    """
    status = DocumentStatus(DocumentState.VIDE, (_(about.nothing),), needless=about.needless)
    return Entry(info, (partial(_nothing, info=info, about=about),), lambda *_: status, about)


def subjects_of(entry: Entry, edition: Edition) -> tuple[Subject, ...]:
    """Return what a document may be about; nothing when it is of the whole dossier."""
    if entry.about is None:
        return ()
    return entry.about.subjects(edition.snapshot, edition.content, edition.now.date())


def resolved(entry: Entry, edition: Edition, key: str = "") -> Entry:
    """Return the document about the subject of this key, the usual one for an empty key.

    Raises:
        RapportImpossible: `sujet-inconnu`.
    """
    subjects = subjects_of(entry, edition)
    if entry.about is None or not (subjects or key):
        return entry
    usual = next((s for s in subjects if s.usual), subjects[0]) if subjects else None
    found = next((s for s in subjects if s.key == key), None) if key else usual
    if found is None:
        raise RapportImpossible(
            "sujet-inconnu",
            _("« {titre} » n'existe pas pour « {nom} ».", titre=_(entry.info.title), nom=key),
            remedy=_("Possibles : {noms}.", noms=", ".join(s.key for s in subjects) or "–"),
        )
    return _about(entry, entry.about, found, edition)


def infos_about(entry: Entry, edition: Edition) -> tuple[DocumentInfo, ...]:
    """Return the line of a document about each of its subjects."""
    about = entry.about
    if about is None:
        return ()
    return tuple(_about(entry, about, s, edition).info for s in subjects_of(entry, edition))


def _about(entry: Entry, about: About, subject: Subject, edition: Edition) -> Entry:
    mention = about.mention(edition.snapshot, subject.id) if about.mention else entry.info.mention
    info = replace(
        entry.info,
        slug=f"{entry.info.slug}-{subject.key}",
        title=about.title(subject),
        mention=mention,
    )
    return Entry(
        info,
        (lambda edition: about.blocks(edition, subject.id),),
        lambda snapshot, content, today: about.status(snapshot, content, today, subject.id),
        about,
        subject.id,
    )


def _nothing(edition: Edition, *, info: DocumentInfo, about: About) -> tuple[Block, ...]:
    """Return the page of a document that is about nothing yet."""
    del edition
    told = _("{raison}.", raison=_(about.nothing))
    return Heading(_(info.title)), Paragraph(f"{told[:1].upper()}{told[1:]}")
