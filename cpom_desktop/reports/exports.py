"""Documents as other files than pages: workbooks, calendars, data; every format read again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.block_json import document_json, read_document
from cpom_desktop.reports.block_sheets import document_sheets, only_sheet
from cpom_desktop.reports.catalogue import build, edition_line, entry_for
from cpom_desktop.reports.contacts import contacts_vcf, count_cards
from cpom_desktop.reports.csv_text import count_lines, sheet_csv
from cpom_desktop.reports.documents.annuaire import (
    annuaire_sheet,
    annuaire_sheets,
    cartographie_sheets,
)
from cpom_desktop.reports.documents.arbre_objectifs import arbre_sheets
from cpom_desktop.reports.documents.comitologie_tableur import comitologie_sheets
from cpom_desktop.reports.documents.donnees_tableur import (
    donnees_sheets,
    modele_sheets,
    valeurs_sheet,
)
from cpom_desktop.reports.documents.echeancier_tableur import echeancier_sheets
from cpom_desktop.reports.documents.fil_dor import fil_dor_sheets
from cpom_desktop.reports.documents.grille_complete import grille_sheets
from cpom_desktop.reports.documents.indicateurs import annexe_sheets
from cpom_desktop.reports.documents.pieces_tableur import pieces_sheets
from cpom_desktop.reports.documents.plan_actions import couts_sheets, plan_actions_sheets
from cpom_desktop.reports.documents.raci_tableur import raci_sheets
from cpom_desktop.reports.documents.registre_echanges import registre_sheets
from cpom_desktop.reports.documents.retroplanning_tableur import plan_sheets
from cpom_desktop.reports.documents.suivi_decisions import suivi_decisions_sheets
from cpom_desktop.reports.docx import render_docx
from cpom_desktop.reports.docx.reading import proof_of, read_docx, whole_text
from cpom_desktop.reports.dressing import diffusion, dressed, require_class, told_of
from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.held import held
from cpom_desktop.reports.ics import IcsPlace, read_days, render_ics, uid_of
from cpom_desktop.reports.pdf.attached import attached_names
from cpom_desktop.reports.relecture import require_told
from cpom_desktop.reports.sheets import Workbook
from cpom_desktop.reports.xlsx import count_rows, render_xlsx
from cpom_desktop.services.documents import FORMAT_WORDS, DocumentFormat
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.documents_echanges import REGISTRE
from cpom_desktop.services.queries.echeancier import ics_events
from cpom_desktop.services.queries.etablissement import dossier_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.entries import Entry
    from cpom_desktop.reports.sheets import Sheet
    from cpom_desktop.services.documents import DocumentInfo
    from cpom_desktop.services.queries.agenda import AgendaEvent
    from cpom_desktop.services.snapshot import DossierSnapshot

    Sheets = Callable[[Edition], tuple[Sheet, ...]]
    SheetsAbout = Callable[[Edition, int], tuple[Sheet, ...]]
    Events = Callable[[DossierSnapshot, Content, date], tuple[AgendaEvent, ...]]

WORKBOOKS: Mapping[str, Sheets] = {
    "acteurs": cartographie_sheets,
    "annuaire": annuaire_sheets,
    "comitologie": comitologie_sheets,
    "retroplanning": plan_sheets,
    "echeancier": echeancier_sheets,
    "suivi-decisions": suivi_decisions_sheets,
    "raci": raci_sheets,
    "pieces": pieces_sheets,
    "arbre-objectifs": arbre_sheets,
    "donnees-chiffrees": donnees_sheets,
    "modele-donnees": modele_sheets,
    "grille-complete": grille_sheets,
    "annexe-objectifs": annexe_sheets,
    "plan-actions": plan_actions_sheets,
    "tableau-couts": couts_sheets,
    "fil-dor": fil_dor_sheets,
}
"""Documents that are workbooks too: their sheets."""
WORKBOOKS_ABOUT: Mapping[str, SheetsAbout] = {REGISTRE: registre_sheets}
"""The same, of those made for one subject at a time."""
TEXTS: Mapping[str, Callable[[Edition], Sheet]] = {
    "annuaire": annuaire_sheet,
    "donnees-chiffrees": valeurs_sheet,
}
"""Documents that are texts for a spreadsheet too: the sheet that they hold."""
CALENDARS: Mapping[str, Events] = {"retroplanning": plan_events, "echeancier": ics_events}
"""Documents that are calendars too: their events."""


@dataclass(frozen=True, slots=True)
class FileMade:
    """A file made, not written yet.

    Attributes:
        count: what she is told of it: pages, lines, events.
        proof: what reading it again must find.
        avertissements: sentences naming what is not whole in it.
        held: what else is told of it, in words: « 18 fiches », « 3 feuilles ».
    """

    data: bytes
    count: int
    proof: object
    avertissements: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def require_format(slug: str, edition: Edition) -> None:
    """Refuse a document that does not exist in the format asked for, or that may not go there.

    Raises:
        RapportImpossible: `document-inconnu`, `sujet-inconnu`, `diffusion-interne`,
            `format-absent`.
    """
    info, kind = entry_for(slug, edition).info, edition.options.format
    require_class(info, edition)
    if kind not in info.formats:
        raise RapportImpossible(
            "format-absent",
            _(
                "« {titre} » n'existe pas au format {format}.",
                titre=_(info.title),
                format=_(FORMAT_WORDS[kind]),
            ),
            remedy=_("Formats possibles : {formats}.", formats=", ".join(info.formats)),
        )


def make_file(slug: str, edition: Edition) -> FileMade:
    """Return a document as another file than the PDF.

    Raises:
        RapportImpossible: `agenda-vide`, nothing is dated yet; `sans-tableau`, there is none yet.
    """
    entry = entry_for(slug, edition)
    shown = dressed(entry.info, edition)
    match edition.options.format:
        case DocumentFormat.DOCX:
            return _editable(entry, edition)
        case DocumentFormat.XLSX:
            return _workbook(entry, shown, edition)
        case DocumentFormat.CSV:
            sheet = _text_sheet(entry, shown)
            text, told = sheet_csv(sheet), told_of(entry.info, edition, sheet)
            return FileMade(text, count_lines(text), count_lines(text), told)
        case DocumentFormat.VCF:
            cards = contacts_vcf(shown.snapshot)
            told = told_of(entry.info, edition, cards.decode())
            return FileMade(cards, count_cards(cards), count_cards(cards), told)
        case DocumentFormat.JSON:
            return _data(entry, edition)
        case _:
            return _calendar(slug, shown)


def read_again(data: bytes, kind: DocumentFormat) -> object:
    """Return what a file holds, to be compared with what was meant.

    Raises:
        ValueError: it cannot be read.
    """
    match kind:
        case DocumentFormat.PDF:
            return _pages(data)
        case DocumentFormat.DOCX:
            return read_docx(data)
        case DocumentFormat.XLSX:
            return count_rows(data)
        case DocumentFormat.ICS:
            return read_days(data)
        case DocumentFormat.CSV:
            return count_lines(data)
        case DocumentFormat.VCF:
            return count_cards(data)
        case DocumentFormat.JSON:
            return read_document(data).document
    assert_never(kind)


def _editable(entry: Entry, edition: Edition) -> FileMade:
    """Return a document as a file that word processors edit."""
    document = build(entry.info.slug, edition)
    made = render_docx(document, edition.now)
    require_told(document, (printable(whole_text(made)),))
    proof, told = proof_of(document, made), told_of(entry.info, edition, document)
    return FileMade(made, proof.paragraphs, proof, told, held(document.blocks))


def _workbook(entry: Entry, edition: Edition, named: Edition) -> FileMade:
    """Return the workbook of a document; `named` is the edition with its names."""
    etablissement, info = edition.snapshot.etablissement, entry.info
    told = (edition_line(edition, info), diffusion(edition))
    workbook = Workbook(
        title=_(info.title),
        running_head=dossier_name(edition.snapshot),
        edition=" – ".join(text for text in told if text),
        author=etablissement.gestionnaire or etablissement.nom,
        sheets=_own_sheets(entry, edition) or _table_sheets(entry, edition),
    )
    made = render_xlsx(workbook, edition.now)
    rows = made.rows
    warned = (*made.avertissements, *told_of(info, named, workbook))
    sheets = ngettext("{n} feuille", "{n} feuilles", len(rows))
    return FileMade(made.data, sum(rows.values()), rows, warned, (sheets,))


def _own_sheets(entry: Entry, edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets made for a document, richer than its pages; nothing for most."""
    slug = entry.info.slug
    if slug in WORKBOOKS:
        return WORKBOOKS[slug](edition)
    made = next((make for base, make in WORKBOOKS_ABOUT.items() if slug.startswith(base)), None)
    return made(edition, entry.subject_id) if made else ()


def _table_sheets(entry: Entry, edition: Edition) -> tuple[Sheet, ...]:
    sheets = document_sheets(build(entry.info.slug, edition))
    if not sheets:
        raise _without_table(entry.info)
    return sheets


def _text_sheet(entry: Entry, edition: Edition) -> Sheet:
    """Return the table that a text for a spreadsheet holds."""
    slug = entry.info.slug
    if slug in TEXTS:
        return TEXTS[slug](edition)
    if own := _own_sheets(entry, edition):
        return own[0]
    sheet = only_sheet(build(slug, edition))
    if sheet is None:
        raise _without_table(entry.info)
    return sheet


def _data(entry: Entry, edition: Edition) -> FileMade:
    document = build(entry.info.slug, edition)
    told = told_of(entry.info, edition, document)
    return FileMade(document_json(document, edition.now), len(document.blocks), document, told)


def _without_table(info: DocumentInfo) -> RapportImpossible:
    return RapportImpossible(
        "sans-tableau",
        _("« {titre} » n'a encore aucun tableau : le tableur serait vide.", titre=_(info.title)),
        remedy=_("Complétez le dossier, ou enregistrez ce document en PDF."),
    )


def _calendar(slug: str, edition: Edition) -> FileMade:
    events = CALENDARS[slug](edition.snapshot, edition.content, edition.now.date())
    if not events:
        raise RapportImpossible(
            "agenda-vide",
            _("Aucune réunion ni aucun jalon n'est encore daté : l'agenda serait vide."),
            remedy=_("Saisissez la date visée dans le rétroplanning."),
        )
    place = IcsPlace(dossier_name(edition.snapshot), edition.uuid, edition.now)
    expected = tuple((uid_of(event, place), event.day) for event in events)
    return FileMade(render_ics(events, place), len(events), expected)


def _pages(data: bytes) -> object:
    """Return how many pages a PDF has, and the files that it carries, if any."""
    import pikepdf  # noqa: PLC0415 - 50 ms, at first use

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            joined = attached_names(pdf)
            return (len(pdf.pages), joined) if joined else len(pdf.pages)
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
