"""What a document tells, as one number: the same whatever its date, its format, its mention."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.content.loader import Content
from cpom_desktop.errors import ErreurCpom, RapportImpossible
from cpom_desktop.reports import blocks as kinds
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.texts import texts_of
from cpom_desktop.services.documents import PLAIN, no_checkpoint
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from cpom_desktop.services.versions import unpack_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

    from cpom_desktop.reports.blocks import Block
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.workspace import Workspace

NOW = 0
"""Id of the dossier as it is, among its versions."""

DRESS = (kinds.Cover, kinds.Contents, kinds.PageBreak, kinds.Pages)
"""Blocks that say how a document is bound, not what it tells."""


def contenu_of(slug: str, edition: Edition) -> str:
    """Return the SHA-256 of what a document tells, in hexadecimal.

    It is read from its blocks, made with the usual options: their texts, their pictures. Its
    date, footer, mention, cover, contents, colours, paper, format and place are left out; a figure
    that depends on the day (« en retard de 3 jours ») is not: two states of a dossier are
    compared on one same day.

    Raises:
        RapportImpossible: no document has this name.
    """
    plain = replace(edition, options=PLAIN, versions=(), place="")
    digest = hashlib.sha256()
    for told in _told(build(slug, plain).blocks):
        digest.update(told.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _told(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, DRESS):
            continue
        yield type(block).__name__
        yield from texts_of((block,))
        if isinstance(block, kinds.Figure):
            yield f"{block.alt}\0{block.scene!r}"


@dataclass(frozen=True, slots=True)
class Contents:
    """Documents to be read in states of one dossier, all on the same day.

    Attributes:
        edition: the dossier now.
        texts: the versions, as they are kept.
        wanted: slugs, each with the id of a version.
    """

    edition: Edition
    texts: Mapping[int, str]
    wanted: tuple[tuple[str, int], ...]

    def compute(
        self, checkpoint: Callable[[], None] = no_checkpoint
    ) -> Mapping[tuple[str, int], str]:
        """Return what each document tells in each version; one that is not there is left out."""
        found = {}
        for version in dict.fromkeys(version for _slug, version in self.wanted):
            with suppress(ErreurCpom):
                edition = self._in(self._state(version))
                for slug in (slug for slug, its in self.wanted if its == version):
                    checkpoint()
                    with suppress(RapportImpossible):
                        found[slug, version] = contenu_of(slug, edition)
        return found

    def _state(self, version: int) -> DossierSnapshot:
        """Return a state; one that is not kept or does not read raises an `ErreurCpom`."""
        if version == NOW:
            return self.edition.snapshot
        return unpack_version(self.texts.get(version, ""))

    def _in(self, snapshot: DossierSnapshot) -> Edition:
        """Return the edition of a state, with the packs that it carried."""
        packs = snapshot.packs_integres
        if packs == self.edition.snapshot.packs_integres:
            return replace(self.edition, snapshot=snapshot)
        texts = {f"{p.pack}/{p.fichier}": p.texte for p in packs}
        content = Content.from_texts(texts) if packs else Content.bundled()
        return replace(self.edition, snapshot=snapshot, content=content)


def contents_of(
    workspace: Workspace, edition: Edition, wanted: Iterable[tuple[str, int]]
) -> Contents:
    """Freeze the states in which documents are read; a version that does not read has none."""
    pairs = tuple(dict.fromkeys(wanted))
    texts = {}
    for version in {version for _slug, version in pairs} - {NOW}:
        with suppress(ErreurCpom):
            texts[version] = workspace.version_text(version)
    return Contents(edition, texts, pairs)


class _Watched(DossierSnapshot):
    """A dossier that notes which of its tables are read."""

    def __getattribute__(self, name: str) -> object:
        """Note a table, then give it."""
        values = object.__getattribute__(self, "__dict__")
        if name in RECORDS:
            values["reads"].add(name)
        return object.__getattribute__(self, name)


def tables_read(slug: str, edition: Edition) -> Set[str]:
    """Return the tables that a document reads; none when the dossier does not have it."""
    watched = object.__new__(_Watched)
    reads: set[str] = set()
    tables = {table: getattr(edition.snapshot, table) for table in RECORDS}
    watched.__dict__.update(tables, reads=reads)
    plain = replace(edition, snapshot=watched, options=PLAIN, versions=(), place="")
    with suppress(RapportImpossible):
        build(slug, plain)
        return frozenset(reads)
    return frozenset()
