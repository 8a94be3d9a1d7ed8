"""A dossier that she composed, as a document of the catalogue: its parts, bound in her order.

A part that is empty, needless, or whose document does not exist any more is left out; the state
of the dossier tells it, and so do its contents while it is a working version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.blocks import Block, Heading, PageBreak, Paragraph
from cpom_desktop.reports.dressing import dressed
from cpom_desktop.reports.entries import Entry, infos_about, status_of
from cpom_desktop.reports.formats import EVERYWHERE
from cpom_desktop.services.documents import NAMED_STAGE, DocumentInfo, PartStatus
from cpom_desktop.services.queries.dossiers_nommes import (
    NOTHING,
    dossier_of,
    dossier_status,
    in_order,
    left_out_sentence,
    parts_of,
    slug_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cpom_desktop.domain.dossiers_nommes import DossierNomme
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.documents import DocumentStatus
    from cpom_desktop.services.snapshot import DossierSnapshot

PAGE = "documents"
"""Where dossiers are composed."""


class Known(NamedTuple):
    """The rest of the catalogue: the entry of a document, what is told of one not there."""

    entry: Callable[[str, Edition], Entry]
    absent: Callable[[str, DossierSnapshot], PartStatus]


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a dossier, or what is told of one that does not exist any more."""

    slug: str
    found: Entry | PartStatus

    def status(self, edition: Edition) -> PartStatus:
        """Return its title and its state."""
        if isinstance(self.found, PartStatus):
            return self.found
        info, told = self.found.info, status_of(self.found, edition)
        return PartStatus(
            self.slug,
            _(info.title),
            told._replace(page=told.page or info.page),
            internal=info.mention is Mention.INTERNE,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A dossier and its parts, in order."""

    dossier: DossierNomme
    parts: tuple[Part, ...]

    @property
    def info(self) -> DocumentInfo:
        """Its line of the catalogue; one internal document makes the whole internal."""
        infos = [part.found.info for part in self.parts if isinstance(part.found, Entry)]
        count = len(self.parts)
        internal = any(info.mention is Mention.INTERNE for info in infos)
        return DocumentInfo(
            slug_of(self.dossier.id),
            self.dossier.nom,
            ngettext("Votre dossier, {n} document.", "Votre dossier, {n} documents.", count)
            if count
            else _("Votre dossier, encore sans document."),
            stage=NAMED_STAGE,
            page=PAGE,
            bound=True,
            formats=EVERYWHERE,
            large=any(info.large for info in infos),
            mention=Mention.INTERNE if internal else None,
            people=any(info.people for info in infos),
            sourced=any(info.sourced for info in infos),
            headed=True,
        )

    def statuses(self, edition: Edition) -> tuple[PartStatus, ...]:
        """Return the state of each part."""
        return tuple(part.status(edition) for part in self.parts)

    def blocks(self, edition: Edition) -> tuple[Block, ...]:
        """Return the parts that are printed, each on a new page."""
        found = tuple(self._printed(edition))
        if found:
            return found
        return Heading(self.dossier.nom), Paragraph(_("{raison}.", raison=_(NOTHING).capitalize()))

    def _printed(self, edition: Edition) -> Iterator[Block]:
        first = True
        for part in self.parts:
            if isinstance(part.found, PartStatus) or not part.status(edition).printed:
                continue
            mine = dressed(part.found.info, edition)
            for make in part.found.parts:
                made = make(mine)
                if not (first or isinstance(made[0], PageBreak)):
                    yield PageBreak()
                yield from made
                first = False

    def note(self, edition: Edition) -> tuple[Block, ...]:
        """Return what stands under the contents: the parts left out of a working version."""
        if edition.options.mention is not Mention.PROJET:
            return ()
        told = left_out_sentence(self.statuses(edition))
        return (Paragraph(told, small=True),) if told else ()


def named_entry(slug: str, edition: Edition, known: Known) -> Entry | None:
    """Return a dossier as an entry of the catalogue; None for any other document.

    Args:
        slug: « dossier-3 ».
        edition: its snapshot holds the dossiers.
        known: the other documents.
    """
    dossier = dossier_of(slug, edition.snapshot)
    if dossier is None:
        return None
    named = _named(dossier, edition, known)

    def status(*_asked: object) -> DocumentStatus:
        return dossier_status(named.statuses(edition))

    return Entry(named.info, (named.blocks,), status, note=named.note)


def named_infos(edition: Edition, known: Known) -> tuple[DocumentInfo, ...]:
    """Return the line of each dossier, in her order."""
    found = in_order(edition.snapshot)
    return tuple(_named(dossier, edition, known).info for dossier in found)


def named_parts(slug: str, edition: Edition, known: Known) -> tuple[PartStatus, ...]:
    """Return the documents of a dossier as they stand; nothing for another document."""
    dossier = dossier_of(slug, edition.snapshot)
    return _named(dossier, edition, known).statuses(edition) if dossier else ()


def offered_infos(entries: Iterable[Entry], edition: Edition) -> tuple[DocumentInfo, ...]:
    """Return what a dossier may hold: each document, or one line for each of its subjects."""
    return tuple(
        info
        for entry in entries
        for info in (infos_about(entry, edition) if entry.about else (entry.info,))
    )


def _named(dossier: DossierNomme, edition: Edition, known: Known) -> Named:
    slugs = parts_of(edition.snapshot, dossier.id)
    return Named(dossier, tuple(_part(slug, edition, known) for slug in slugs))


def _part(slug: str, edition: Edition, known: Known) -> Part:
    """Return a part; a dossier that stands in another is none of its documents."""
    try:
        if dossier_of(slug, edition.snapshot) is None:
            return Part(slug, known.entry(slug, edition))
    except RapportImpossible:
        pass
    return Part(slug, known.absent(slug, edition.snapshot))
