"""The `DocumentMaker` port: snapshot → a file → disk, then read again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.errors import ErreurStockage, RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.alone import (
    comparison_document,
    comparison_name,
    personne_document,
    personne_name,
)
from cpom_desktop.reports.block_json import document_json
from cpom_desktop.reports.blocks import KeyValues
from cpom_desktop.reports.catalogue import (
    CATALOGUE,
    KNOWN,
    RECUEIL,
    build,
    build_cover,
    entry_for,
    fiche_infos,
    file_name,
)
from cpom_desktop.reports.contenu import Contents, contents_of, contenu_of, tables_read
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.dossiers_nommes import named_infos, named_parts, offered_infos
from cpom_desktop.reports.dressing import told_of
from cpom_desktop.reports.entries import status_of, subjects_of
from cpom_desktop.reports.exports import FileMade, make_file, read_again, require_format
from cpom_desktop.reports.held import held
from cpom_desktop.reports.joined import NONE, Joined, joined_files
from cpom_desktop.reports.relecture import require_whole
from cpom_desktop.reports.unprintable import unprintable_fields
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.documents import (
    PLAIN,
    DocumentFormat,
    DocumentOptions,
    RenderedDocument,
    Written,
    no_checkpoint,
)
from cpom_desktop.services.logo import logo_file, sound_logo
from cpom_desktop.services.queries.dossiers_nommes import dossier_of, own_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set
    from pathlib import Path

    from cpom_desktop.reports.blocks import Document
    from cpom_desktop.reports.pdf.attached import Attachment
    from cpom_desktop.services.documents import DocumentInfo, DocumentStatus, PartStatus, Subject
    from cpom_desktop.services.personne.trouve import Personne
    from cpom_desktop.services.queries.comparaison import Comparison
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document frozen at one moment."""

    slug: str
    edition: Edition

    @property
    def file_name(self) -> str:
        """The usual file name."""
        return file_name(self.slug, self.edition)

    def render(self, checkpoint: Callable[[], None] = no_checkpoint) -> RenderedDocument:
        """Make the PDF, in memory; what it may carry is joined when it is written."""
        return self._rendered(build(self.slug, self.edition), checkpoint)

    def first_page(self, checkpoint: Callable[[], None] = no_checkpoint) -> bytes:
        """Return its cover alone, as a PDF, while the rest is awaited; nothing without one."""
        cover = build_cover(self.slug, self.edition)
        return _rendered(cover, self.edition, checkpoint).data if cover else b""

    def _rendered(
        self,
        made: Document,
        checkpoint: Callable[[], None],
        attached: tuple[Attachment, ...] = (),
    ) -> RenderedDocument:
        info = entry_for(self.slug, self.edition).info
        rendered = _rendered(made, self.edition, checkpoint, attached)
        told = (*told_of(info, self.edition, made), *rendered.avertissements)
        return replace(rendered, avertissements=told)

    def write(self, path: Path) -> Written:
        """Write the file in its format and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
        kind = self.edition.options.format
        written = _written(path, kind, self._made(kind))
        return replace(written, contenu=contenu_of(self.slug, self.edition))

    def _made(self, kind: DocumentFormat) -> FileMade:
        if kind is not DocumentFormat.PDF:
            return make_file(self.slug, self.edition)
        joined = joined_files(self.slug, self.edition) if self.edition.options.joindre else NONE
        document = build(self.slug, self.edition)
        return _as_file(document, self._rendered(document, no_checkpoint, joined.files), joined)


@dataclass(frozen=True, slots=True)
class PreparedAlone:
    """A document of no catalogue, asked for and frozen: pages, or the same as data."""

    compose: Callable[[Edition], Document]
    file_name: str
    edition: Edition

    def render(self, checkpoint: Callable[[], None] = no_checkpoint) -> RenderedDocument:
        """Make the PDF, in memory."""
        return _rendered(self.compose(self.edition), self.edition, checkpoint)

    def first_page(self, checkpoint: Callable[[], None] = no_checkpoint) -> bytes:
        """Return nothing: it has no cover."""
        del checkpoint
        return b""

    def write(self, path: Path) -> Written:
        """Write the PDF or the JSON and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
        document, kind = self.compose(self.edition), self.edition.options.format
        if kind is DocumentFormat.JSON:
            data, count = document_json(document, self.edition.now), len(document.blocks)
            return _written(path, kind, FileMade(data, count, document))
        rendered = _rendered(document, self.edition, no_checkpoint)
        return _written(path, kind, _as_file(document, rendered))


def _rendered(
    document: Document,
    edition: Edition,
    checkpoint: Callable[[], None],
    attached: tuple[Attachment, ...] = (),
) -> RenderedDocument:
    from cpom_desktop.reports.pdf import render_pdf  # noqa: PLC0415 - heavy, at first use

    made = render_pdf(document, now=edition.now, checkpoint=checkpoint, attached=attached)
    told = unprintable_fields(edition.snapshot, made.replaced)
    return RenderedDocument(made.data, made.pages, _blanks(document), told)


def _as_file(document: Document, rendered: RenderedDocument, joined: Joined = NONE) -> FileMade:
    """Return the pages of a document as a file, every text of it found there."""
    require_whole(document, rendered.data)
    proof = (rendered.pages, joined.names) if joined.files else rendered.pages
    told = tuple(dict.fromkeys((*rendered.avertissements, *joined.avertissements)))
    counted = (*held(document.blocks), *joined.counted)
    return FileMade(rendered.data, rendered.pages, proof, told, counted)


def _written(path: Path, kind: DocumentFormat, made: FileMade) -> Written:
    """Write a file and read it again."""
    write_file(path, made.data)
    if not _same(path, kind, made):
        raise RapportImpossible(
            "relecture",
            _("Le document écrit ne se relit pas : {nom}.", nom=path.name),
            remedy=_("Enregistrez-le sur un autre disque."),
            detail=f"{kind} written, read otherwise",
        )
    imprint = hashlib.sha256(made.data).hexdigest()
    return Written(path, made.count, made.avertissements, kind, imprint, made.data, held=made.held)


def _same(path: Path, kind: DocumentFormat, made: FileMade) -> bool:
    """Tell whether a file on the disk holds what was meant to be written, byte for byte."""
    try:
        found = path.read_bytes()
        return found == made.data and read_again(found, kind) == made.proof
    except (OSError, ValueError):
        return False


class Documents:
    """The `DocumentMaker` port."""

    def catalogue(self, workspace: Workspace | None = None) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist; those composed first, each fiche after all of them."""
        known = tuple(entry.info for entry in CATALOGUE.values())
        if workspace is None:
            return known
        fiches = fiche_infos(workspace.snapshot)
        whole = (i for k in known for i in ((k, *fiches) if k.slug == RECUEIL else (k,)))
        return (*self.named(workspace), *whole)

    def named(self, workspace: Workspace) -> tuple[DocumentInfo, ...]:
        """Return the dossiers that she composed, in her order."""
        return named_infos(_edition(workspace), KNOWN)

    def offered(self, workspace: Workspace) -> tuple[DocumentInfo, ...]:
        """Return what a dossier may hold: the catalogue, each document about each subject."""
        infos = offered_infos(CATALOGUE.values(), _edition(workspace))
        fiches = fiche_infos(workspace.snapshot)
        return tuple(
            i for info in infos for i in ((info, *fiches) if info.slug == RECUEIL else (info,))
        )

    def parts(self, workspace: Workspace, slug: str) -> tuple[PartStatus, ...]:
        """Return the documents of a dossier that she composed, as they stand, in order."""
        return named_parts(slug, _edition(workspace), KNOWN)

    def subjects(self, workspace: Workspace, slug: str) -> tuple[Subject, ...]:
        """Return what a document of the catalogue may be about.

        Raises:
            RapportImpossible: no document has this name.
        """
        edition = _edition(workspace)
        return subjects_of(entry_for(slug, edition), edition)

    def status(self, workspace: Workspace, slug: str) -> DocumentStatus:
        """Return how ready a document is.

        Raises:
            RapportImpossible: no document has this name.
        """
        edition = _edition(workspace)
        return status_of(entry_for(slug, edition), edition)

    def prepare(
        self, workspace: Workspace, slug: str, options: DocumentOptions = PLAIN
    ) -> Prepared:
        """Freeze a document of the catalogue.

        Raises:
            RapportImpossible: no document has this name, it has no such format, or it is internal
                and may not go where it is said to go.
        """
        edition = _edition(workspace, options)
        if dossier := dossier_of(slug, workspace.snapshot):
            internal = entry_for(slug, edition).info.mention is Mention.INTERNE
            edition = replace(edition, options=own_options(dossier, options, internal=internal))
        require_format(slug, edition)
        place = str(workspace.path)
        return Prepared(slug, replace(edition, versions=workspace.versions, place=place))

    def contenu(self, workspace: Workspace, slug: str) -> str:
        """Return the SHA-256 of what a document tells now, whatever its date and its format.

        Raises:
            RapportImpossible: no document has this name.
        """
        return contenu_of(slug, _edition(workspace))

    def prepare_contents(
        self, workspace: Workspace, wanted: Iterable[tuple[str, int]]
    ) -> Contents:
        """Freeze what tells which documents changed: each with the id of a version, 0 for now."""
        return contents_of(workspace, _edition(workspace), wanted)

    def tables_read(self, workspace: Workspace, slug: str, former: DossierSnapshot) -> Set[str]:
        """Return the tables that a document reads, in the dossier as it is or as it was."""
        now = _edition(workspace)
        return tables_read(slug, now) | tables_read(slug, replace(now, snapshot=former))

    def prepare_comparison(self, workspace: Workspace, comparison: Comparison) -> PreparedAlone:
        """Freeze what changed between two versions."""
        edition = _edition(workspace)
        compose = partial(comparison_document, comparison)
        return PreparedAlone(compose, comparison_name(comparison, edition), edition)

    def prepare_personne(
        self, workspace: Workspace, found: Personne, kind: DocumentFormat
    ) -> PreparedAlone:
        """Freeze what the dossier holds of a person, as a PDF or as data."""
        edition = _edition(workspace, DocumentOptions(format=kind, mention=Mention.INTERNE))
        compose = partial(personne_document, found)
        return PreparedAlone(compose, personne_name(found, edition), edition)


def _edition(workspace: Workspace, options: DocumentOptions = PLAIN) -> Edition:
    snapshot, content, now = workspace.snapshot, workspace.content, workspace.now
    logo = _logo(workspace) if options.logo else b""
    return Edition(snapshot, content, now, options, workspace.uuid, logo=logo)


def _logo(workspace: Workspace) -> bytes:
    """Return the logo of the establishment; nothing without one, or when its bytes are lost."""
    found = logo_file(workspace.snapshot)
    if found is None:
        return b""
    try:
        return sound_logo(workspace.read_file(found))
    except ErreurStockage:
        return b""


def _blanks(document: Document) -> tuple[str, ...]:
    """Return the labels of the values that read « à compléter »."""
    return tuple(
        label
        for block in document.blocks
        if isinstance(block, KeyValues)
        for label, value in block.rows
        if not value.strip()
    )
