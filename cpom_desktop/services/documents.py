"""What a screen or a command may ask of documents; `reports` makes them, `bootstrap` joins."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set
    from pathlib import Path

    from cpom_desktop.services.personne.trouve import Personne
    from cpom_desktop.services.queries.comparaison import Comparison
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace


class DocumentFormat(StrEnum):
    """Kinds of files that a document may be written as; the names are their suffixes too."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ICS = "ics"
    CSV = "csv"
    VCF = "vcf"
    JSON = "json"


class DocumentState(StrEnum):
    """How ready a document is, from the best to the worst."""

    COMPLET = "complet"
    INCOMPLET = "incomplet"
    A_CORRIGER = "a_corriger"
    VIDE = "vide"


STATE_WORDS: Mapping[DocumentState, str] = {
    DocumentState.COMPLET: "Complet",
    DocumentState.INCOMPLET: "Incomplet",
    DocumentState.A_CORRIGER: "À corriger",
    DocumentState.VIDE: "Vide",
}
MENTION_WORDS: Mapping[Mention, str] = {
    Mention.PROJET: "PROJET",
    Mention.COPIL: "Version présentée au COPIL",
    Mention.INTERNE: "Document interne",
    Mention.AUCUNE: "Aucune (version définitive)",
}
DIFFUSION_WORDS: Mapping[Confidentialite, str] = {
    Confidentialite.INTERNE: "interne à l'établissement",
    Confidentialite.COPIL: "comité de pilotage",
    Confidentialite.AUTORITES: "autorités",
    Confidentialite.PUBLIQUE: "publique",
}
"""To whom a document may go, after « Diffusion : »."""


FORMAT_WORDS: Mapping[DocumentFormat, str] = {
    DocumentFormat.PDF: "PDF",
    DocumentFormat.DOCX: "Document modifiable (DOCX)",
    DocumentFormat.XLSX: "Tableur (XLSX)",
    DocumentFormat.ICS: "Agenda (ICS)",
    DocumentFormat.CSV: "Texte (CSV)",
    DocumentFormat.VCF: "Cartes de visite (vCard)",
    DocumentFormat.JSON: "Données du document (JSON)",
}


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How a document is edited.

    Attributes:
        mention: what is written across its pages.
        grey: black in place of the two colours.
        cover: with its cover, where the document may have one.
        contents: with its table of contents, where it may have one.
        paper: size of the pages of a calendar, where it may be large.
        format: the kind of file written; what is shown and printed is always its pages.
        noms: with the names of people; otherwise by their functions, where the document may.
        sources: with the sources of figures and rules, where it prints any.
        classe: to whom it may go, told on its cover and on every page; None says nothing of it.
        logo: with the establishment's logo, where it has one.
        joindre: the PDF written carries the workbook and the data of the document.
    """

    mention: Mention = Mention.PROJET
    grey: bool = False
    cover: bool = True
    contents: bool = True
    paper: Paper = Paper.A4
    format: DocumentFormat = DocumentFormat.PDF
    noms: bool = True
    sources: bool = True
    classe: Confidentialite | None = None
    logo: bool = True
    joindre: bool = False


DATED = (DocumentFormat.PDF, DocumentFormat.XLSX, DocumentFormat.ICS)
"""Formats of what has dates."""
EVERY_STAGE = 0
"""The stage of a document that gathers them all."""
MEETINGS_STAGE = 7
"""That of the documents of meetings and exchanges, which every stage has."""
NAMED_STAGE = 8
"""That of the dossiers which she composes herself out of documents of every stage."""
PLAIN = DocumentOptions()
"""The options of a document asked for without any."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document of the catalogue.

    Attributes:
        stage: number of the stage it belongs to (`services.parcours`), or `EVERY_STAGE`.
        page: slug of the page where what it prints is typed.
        bound: it is long enough for a cover and a table of contents.
        formats: the kinds of files that it may be written as.
        large: it holds a calendar, that may be printed on A3.
        about: what it is made for one at a time, in a word (« Réunion »); empty when it is of the
            whole dossier. Its slug may then end with the key of one (« convocation-copil-2 »).
        mention: what it always carries, whatever she chooses for the others; None lets her.
        people: it names people, and may tell them by their functions instead.
        sourced: it prints sources, and may leave them out.
        headed: it has a cover or a letterhead, where the logo stands.
    """

    slug: str
    title: str
    description: str
    stage: int
    page: str
    bound: bool = False
    formats: tuple[DocumentFormat, ...] = (DocumentFormat.PDF, DocumentFormat.DOCX)
    large: bool = False
    about: str = ""
    mention: Mention | None = None
    people: bool = False
    sourced: bool = False
    headed: bool = False


class Subject(NamedTuple):
    """One of the things that a document may be about: a meeting, a person.

    Attributes:
        key: ends the slug of the document about it: « copil-2 » in « convocation-copil-2 ».
        id: of its record.
        title: its name in a few words, « COPIL n° 2 ».
        told: how a list tells it.
        usual: it is the one meant when none is chosen.
    """

    key: str
    id: int
    title: str
    told: str
    usual: bool = False


class DocumentStatus(NamedTuple):
    """How ready a document is, and why, in words (« 12 acteurs sans nom »).

    `page` is where to complete it, when that is not the page of the document. A document that
    is `needless` lacks nothing and has nothing to tell: it is not written with the others.
    """

    state: DocumentState
    reasons: tuple[str, ...] = ()
    page: str = ""
    needless: bool = False


class PartStatus(NamedTuple):
    """A document of a dossier that she composed, as it stands.

    Attributes:
        slug, titre: its name in the catalogue, its title with what it is about.
        status: how ready it is.
        missing: it does not exist (any more): its meeting was deleted, or is not typed yet.
        internal: it is not made to leave the house, and keeps the whole dossier in it.
    """

    slug: str
    titre: str
    status: DocumentStatus
    missing: bool = False
    internal: bool = False

    @property
    def printed(self) -> bool:
        """Whether it is bound with the others."""
        state = self.status.state
        return not (self.missing or self.status.needless or state is DocumentState.VIDE)


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A document made, not written yet.

    Attributes:
        data: the whole PDF.
        pages: how many.
        blanks: labels of the values that read « à compléter ».
        avertissements: sentences naming the fields whose characters do not print.
    """

    data: bytes
    pages: int
    blanks: tuple[str, ...] = ()
    avertissements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A document written and read again.

    Attributes:
        path: where.
        count: how many pages, paragraphs, lines or events were read again.
        avertissements: sentences naming what is not whole in the file.
        format: the kind of file.
        empreinte: SHA-256 of the file, in hexadecimal.
        data: its bytes, so that what is noted as sent is what was written.
        contenu: SHA-256 of what the document told then; empty for what is of no catalogue.
        held: what else was counted in it, in words: « 18 fiches », « 3 feuilles ».
    """

    path: Path
    count: int
    avertissements: tuple[str, ...] = ()
    format: DocumentFormat = DocumentFormat.PDF
    empreinte: str = ""
    data: bytes = field(default=b"", repr=False)
    contenu: str = ""
    held: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """All that was read again, in words: « 42 pages, 18 fiches »."""
        return ", ".join((self.counted, *self.held))

    @property
    def counted(self) -> str:
        """What was read again, in words: « 12 pages », « 84 lignes », « 47 événements »."""
        match self.format:
            case DocumentFormat.PDF:
                return ngettext("{n} page", "{n} pages", self.count)
            case DocumentFormat.DOCX:
                return ngettext("{n} paragraphe", "{n} paragraphes", self.count)
            case DocumentFormat.XLSX | DocumentFormat.CSV:
                return ngettext("{n} ligne", "{n} lignes", self.count)
            case DocumentFormat.ICS:
                return ngettext("{n} événement", "{n} événements", self.count)
            case DocumentFormat.VCF:
                return ngettext("{n} carte", "{n} cartes", self.count)
            case DocumentFormat.JSON:
                return ngettext("{n} bloc", "{n} blocs", self.count)


class RenderAbandoned(Exception):  # noqa: N818 - not a fault: nobody waits for it any more
    """Raised by a checkpoint to stop making a document that is no longer wanted."""


def no_checkpoint() -> None:
    """Go on."""


class PreparedDocument(Protocol):
    """A document frozen at one moment: it may be made in a worker."""

    @property
    def file_name(self) -> str:
        """The usual file name: `2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.pdf`."""

    def render(self, checkpoint: Callable[[], None] = no_checkpoint) -> RenderedDocument:
        """Make the PDF.

        Args:
            checkpoint: called between two pieces; what it raises stops the work.
        Raises:
            ErreurCpom: the document cannot be made.
        """

    def first_page(self, checkpoint: Callable[[], None] = no_checkpoint) -> bytes:
        """Return its first page alone, as a PDF, while the rest is awaited.

        Nothing for a document that is not begun by a cover: its first page needs the others.
        """

    def write(self, path: Path) -> Written:
        """Write the file in its format and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """


class PreparedContents(Protocol):
    """What documents tell, of one or several states of a dossier: read in a worker."""

    def compute(
        self, checkpoint: Callable[[], None] = no_checkpoint
    ) -> Mapping[tuple[str, int], str]:
        """Return the SHA-256 of what each document tells in a version (0: the dossier now).

        A document that the state does not have, or a version that does not read, is left out.
        """


class DocumentMaker(Protocol):
    """Makes documents from an open dossier."""

    def catalogue(self, workspace: Workspace | None = None) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist, stage by stage.

        With a dossier: what she composed in it first, and each of its fiches.
        """

    def named(self, workspace: Workspace) -> tuple[DocumentInfo, ...]:
        """Return the dossiers that she composed, in her order; they open the catalogue too."""

    def offered(self, workspace: Workspace) -> tuple[DocumentInfo, ...]:
        """Return what a dossier may hold: the catalogue, each document about each subject."""

    def parts(self, workspace: Workspace, slug: str) -> tuple[PartStatus, ...]:
        """Return the documents of a dossier that she composed, as they stand, in order."""

    def subjects(self, workspace: Workspace, slug: str) -> tuple[Subject, ...]:
        """Return what a document of the catalogue may be about; nothing when it is of the whole.

        Raises:
            RapportImpossible: no document has this name.
        """

    def status(self, workspace: Workspace, slug: str) -> DocumentStatus:
        """Return how ready a document is; about the usual subject when its slug names none.

        Raises:
            RapportImpossible: no document has this name.
        """

    def prepare(
        self, workspace: Workspace, slug: str, options: DocumentOptions = PLAIN
    ) -> PreparedDocument:
        """Freeze a document of the catalogue.

        Raises:
            RapportImpossible: no document has this name.
        """

    def contenu(self, workspace: Workspace, slug: str) -> str:
        """Return the SHA-256 of what a document tells now, whatever its date and its format.

        Raises:
            RapportImpossible: no document has this name.
        """

    def prepare_contents(
        self, workspace: Workspace, wanted: Iterable[tuple[str, int]]
    ) -> PreparedContents:
        """Freeze what tells which documents changed: each with the id of a version, 0 for now."""

    def tables_read(self, workspace: Workspace, slug: str, former: DossierSnapshot) -> Set[str]:
        """Return the tables that a document reads, in the dossier as it is or as it was.

        Nothing when the document exists in neither state.
        """

    def prepare_comparison(self, workspace: Workspace, comparison: Comparison) -> PreparedDocument:
        """Freeze what changed between two versions."""

    def prepare_personne(
        self, workspace: Workspace, found: Personne, kind: DocumentFormat
    ) -> PreparedDocument:
        """Freeze what the dossier holds of a person, as a PDF or as data (JSON)."""
