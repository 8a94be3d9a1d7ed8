"""The catalogue: every document, and how its parts make a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.fiches_action import repere
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _, format_date, format_time_in_document
from cpom_desktop.reports.blocks import Block, Contents, Document, PageBreak
from cpom_desktop.reports.cover_page import cover_of, is_fictif
from cpom_desktop.reports.documents.echeancier import echeancier_blocks
from cpom_desktop.reports.documents.etablissement import etablissement_blocks
from cpom_desktop.reports.documents.faisabilite import TITLE as PROPOSALS
from cpom_desktop.reports.documents.faisabilite import faisabilite_blocks
from cpom_desktop.reports.documents.fiches_action import fiche_blocks, recueil_blocks
from cpom_desktop.reports.documents.retroplanning import retroplanning_blocks
from cpom_desktop.reports.documents.retroplanning_detaille import (
    retroplanning_detaille_blocks,
)
from cpom_desktop.reports.dossiers_nommes import Known, named_entry
from cpom_desktop.reports.dressing import diffusion, dressed
from cpom_desktop.reports.entries import Entry, resolved
from cpom_desktop.reports.entries_acteurs import ACTEURS_APART, CARTOGRAPHIE
from cpom_desktop.reports.entries_arbre import ARBRE
from cpom_desktop.reports.entries_confidentialite import CONFIDENTIALITE
from cpom_desktop.reports.entries_controle import CONTROLE
from cpom_desktop.reports.entries_controles import CONTROLES
from cpom_desktop.reports.entries_diagnostic import (
    DIAGNOSTIC,
    DIAGNOSTIC_APART,
    DIAGNOSTIC_BOUND,
)
from cpom_desktop.reports.entries_donnees import DONNEES
from cpom_desktop.reports.entries_echanges import ECHANGES
from cpom_desktop.reports.entries_fiches import VIERGE
from cpom_desktop.reports.entries_fil_dor import FIL_DOR
from cpom_desktop.reports.entries_grille import GRILLE
from cpom_desktop.reports.entries_indicateurs import INDICATEURS
from cpom_desktop.reports.entries_passation import COMITOLOGIE, PASSATION
from cpom_desktop.reports.entries_pieces import PIECES
from cpom_desktop.reports.entries_plan_actions import PLAN_ACTIONS, PLAN_ACTIONS_APART
from cpom_desktop.reports.entries_raci import MATRIX, RACI_APART
from cpom_desktop.reports.entries_reunions import REUNIONS
from cpom_desktop.reports.formats import offered
from cpom_desktop.reports.offers import with_offers
from cpom_desktop.services.documents import DATED, EVERY_STAGE, DocumentInfo
from cpom_desktop.services.labels_documents import document_title
from cpom_desktop.services.queries.documents import (
    echeancier_status,
    etablissement_status,
    faisabilite_status,
    fiche_status,
    fiches_status,
    retroplanning_status,
    whole_status,
)
from cpom_desktop.services.queries.documents_reunions import meeting_words
from cpom_desktop.services.queries.dossiers_nommes import unknown
from cpom_desktop.services.queries.etablissement import dossier_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.documents import PartStatus
    from cpom_desktop.services.snapshot import DossierSnapshot

FICTIF = "Établissement fictif"
WHOLE = "dossier-lancement"
COMPLETE = "dossier-complet"
RECUEIL = "fiches-action"
FICHE = "fiche-action-"
"""Opens the name of one fiche: « fiche-action-3 » prints FA-03."""
ACROSS: Mapping[Mention, str] = {
    Mention.PROJET: "PROJET",
    Mention.COPIL: "Version présentée au COPIL",
    Mention.INTERNE: "Document interne",
    Mention.AUCUNE: "",
}
"""What is written across the pages."""
IN_FOOTERS: Mapping[Mention, str] = {
    Mention.PROJET: "version de travail",
    Mention.COPIL: "version présentée au COPIL",
    Mention.INTERNE: "document interne",
    Mention.AUCUNE: "version définitive",
}
IN_NAMES: Mapping[Mention, str] = {
    Mention.PROJET: "PROJET",
    Mention.COPIL: "présentée au COPIL",
    Mention.INTERNE: "document interne",
    Mention.AUCUNE: "",
}
NAME_BYTES = 160
"""Room for a file name: file systems stop at 255, and folders above it count on Windows."""


def _whole(info: DocumentInfo, *entries: Entry) -> Entry:
    """Return the document made of others, bound together."""
    parts = tuple(part for entry in entries for part in entry.parts)
    return Entry(info, parts, whole_status([(e.info.page, e.status) for e in entries]))


_LANCEMENT = (
    Entry(
        DocumentInfo(
            "etablissement",
            "Établissement et périmètre",
            "L'article 1er en une page.",
            stage=1,
            page="etablissement",
        ),
        (etablissement_blocks,),
        etablissement_status,
    ),
    CARTOGRAPHIE,
    COMITOLOGIE,
    Entry(
        DocumentInfo(
            "retroplanning",
            "Rétroplanning",
            "Le plan sur une page paysage, en A4 ou en A3 ; plusieurs s'il est long.",
            stage=1,
            page="retroplanning",
            formats=DATED,
            large=True,
        ),
        (retroplanning_blocks,),
        retroplanning_status,
    ),
    Entry(
        DocumentInfo(
            "retroplanning-detaille",
            "Rétroplanning détaillé",
            "Le chemin critique, les écarts, les réunions et leurs délais, toutes les dates.",
            stage=1,
            page="retroplanning",
        ),
        (retroplanning_detaille_blocks,),
        retroplanning_status,
    ),
    MATRIX,
)

_OBJECTIFS = (
    ARBRE,
    Entry(
        DocumentInfo(
            RECUEIL,
            "Recueil des fiches actions",
            "La liste des fiches et leur coût, puis une page par fiche.",
            stage=3,
            page="fiches-action",
        ),
        (recueil_blocks,),
        fiches_status,
    ),
    VIERGE,
)

_SUIVI = (
    Entry(
        DocumentInfo(
            "echeancier",
            "Échéancier de l'année",
            "Une ligne par date, avec sa règle, son texte et une case à cocher.",
            stage=6,
            page="echeancier",
            formats=DATED,
        ),
        (echeancier_blocks,),
        echeancier_status,
    ),
)

_APART = (
    PASSATION,
    Entry(
        DocumentInfo(
            "faisabilite",
            PROPOSALS,
            "Quand le plan ne tient pas : trois solutions, chacune avant et après.",
            stage=1,
            page="retroplanning",
        ),
        (faisabilite_blocks,),
        faisabilite_status,
    ),
)
"""Documents of the day, never bound with the others."""

CATALOGUE: Mapping[str, Entry] = {
    entry.info.slug: offered(with_offers(entry))
    for entry in (
        _whole(
            DocumentInfo(
                WHOLE,
                "Dossier de lancement",
                "Établissement, acteurs, comitologie, rétroplanning et matrice RACI, avec "
                "couverture et sommaire.",
                stage=1,
                page="etablissement",
                bound=True,
                large=True,
            ),
            *_LANCEMENT,
        ),
        *_LANCEMENT,
        *ACTEURS_APART,
        *RACI_APART,
        *_APART,
        *DIAGNOSTIC,
        *DIAGNOSTIC_APART,
        *GRILLE,
        *DONNEES,
        *_OBJECTIFS,
        *PLAN_ACTIONS,
        *PLAN_ACTIONS_APART,
        *FIL_DOR,
        *INDICATEURS,
        *_SUIVI,
        *PIECES,
        *CONTROLES,
        *REUNIONS,
        *ECHANGES,
        *CONTROLE,
        *CONFIDENTIALITE,
        _whole(
            DocumentInfo(
                COMPLETE,
                "Dossier CPOM",
                "Tout le dossier, du lancement aux fiches actions, avec couverture et sommaire.",
                stage=EVERY_STAGE,
                page="etablissement",
                bound=True,
                large=True,
            ),
            *_LANCEMENT,
            *DIAGNOSTIC_BOUND,
            *_OBJECTIFS,
            *PLAN_ACTIONS,
        ),
    )
}


def build(slug: str, edition: Edition) -> Document:
    """Return a document of the catalogue, as blocks.

    Raises:
        RapportImpossible: no document has this name.
    """
    entry = entry_for(slug, edition)
    bare, edition = edition, dressed(entry.info, edition)
    blocks: list[Block] = [*_binding(entry, edition)] if entry.info.bound else []
    for part in entry.parts:
        made = part(bare if entry.note else edition)
        if blocks and not isinstance(made[0], PageBreak):
            blocks.append(PageBreak())
        blocks += made
    return _document(entry, edition, blocks)


def build_cover(slug: str, edition: Edition) -> Document | None:
    """Return the cover of a document alone, as `build` makes it; None where it has none."""
    entry = entry_for(slug, edition)
    edition = dressed(entry.info, edition)
    if not (entry.info.bound and edition.options.cover):
        return None
    return _document(entry, edition, [cover_of(entry.info.title, edition)])


def _document(entry: Entry, edition: Edition, blocks: Iterable[Block]) -> Document:
    return Document(
        slug=entry.info.slug,
        title=_(entry.info.title),
        running_head=dossier_name(edition.snapshot),
        edition=edition_line(edition, entry.info),
        author=edition.snapshot.etablissement.gestionnaire or edition.snapshot.etablissement.nom,
        blocks=tuple(blocks),
        watermark=_(ACROSS[mention_of(entry.info, edition)]),
        grey=edition.options.grey,
        diffusion=diffusion(edition),
    )


def _binding(entry: Entry, edition: Edition) -> Iterable[Block]:
    """Yield what stands before the first part of a bound document, as its options say."""
    if edition.options.cover:
        yield cover_of(entry.info.title, edition)
    if edition.options.contents:
        yield PageBreak()
        yield Contents(_("Sommaire"))
        if entry.note is not None:
            yield from entry.note(edition)


def mention_of(info: DocumentInfo, edition: Edition) -> Mention:
    """Return what a document carries across its pages: its own mention, else hers."""
    return info.mention or edition.options.mention


def entry_for(slug: str, edition: Edition) -> Entry:
    """Return a document, about the subject that its slug names, or about the usual one.

    Raises:
        RapportImpossible: `document-inconnu`, `sujet-inconnu`.
    """
    if composed := named_entry(slug, edition, KNOWN):
        return composed
    named = [e for e in CATALOGUE.values() if e.about and slug.startswith(f"{e.info.slug}-")]
    if slug in CATALOGUE or not named:
        return resolved(entry_of(slug), edition)
    entry = max(named, key=lambda e: len(e.info.slug))
    return resolved(entry, edition, slug.removeprefix(f"{entry.info.slug}-"))


def absent(slug: str, snapshot: DossierSnapshot) -> PartStatus:
    """Return what is told of a document that is not there: « Ordre du jour (COPIL n° 3) »."""
    bases = (e.info for e in CATALOGUE.values() if e.about and slug.startswith(f"{e.info.slug}-"))
    info = max(bases, key=lambda info: len(info.slug), default=None)
    titre = document_title(slug, partial(meeting_words, snapshot))
    return unknown(slug, titre, info.page if info else "")


KNOWN = Known(entry_for, absent)
"""What the dossiers that she composes are made of."""


def entry_of(slug: str) -> Entry:
    """Return a document of the catalogue, or the one of a fiche (« fiche-action-3 »).

    Raises:
        RapportImpossible: `document-inconnu`.
    """
    numero = slug.removeprefix(FICHE)
    if numero != slug and numero.isascii() and numero.isdigit():
        return _fiche_entry(slug, int(numero))
    if slug not in CATALOGUE:
        raise RapportImpossible(
            "document-inconnu",
            _("Aucun document ne s'appelle « {nom} ».", nom=slug),
            remedy=_("Documents : {noms}.", noms=", ".join(CATALOGUE)),
        )
    return CATALOGUE[slug]


def fiche_infos(snapshot: DossierSnapshot) -> tuple[DocumentInfo, ...]:
    """Return the documents of one fiche each, by number."""
    numbers = sorted(fiche.numero for fiche in snapshot.fiches_action)
    return tuple(entry_of(f"{FICHE}{numero}").info for numero in numbers)


def _fiche_entry(slug: str, numero: int) -> Entry:
    title = _("Fiche action {repere}", repere=repere(numero))
    told = _("Une fiche action, seule.")
    info = DocumentInfo(slug, title, told, stage=3, page="fiches-action", people=True)
    blocks, status = partial(fiche_blocks, numero=numero), partial(fiche_status, numero=numero)
    return offered(Entry(info, (blocks,), status))


def file_name(slug: str, edition: Edition) -> str:
    """Return `2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.pdf`, safe everywhere.

    A long name of establishment is cut, never what tells one document from another.
    """
    info = entry_for(slug, edition).info
    told = _(IN_NAMES[mention_of(info, edition)])
    end = safe_name(" – ".join(["", _(info.title), *([told] if told else [])]))
    start = f"{edition.now:%Y-%m-%d} {edition.snapshot.etablissement.nom}"
    kept = safe_name(start, NAME_BYTES - len(end.encode()))
    return f"{kept} {end}.{edition.options.format}"


def safe_name(text: str, limit: int = NAME_BYTES) -> str:
    """Return a file name that Windows accepts too: no reserved sign, no final dot or space.

    Args:
        text: the name wanted.
        limit: bytes kept, in UTF-8: the measure of the file systems that count them.
    """
    kept = "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in text).strip()
    return kept.encode(errors="ignore")[:limit].decode(errors="ignore").rstrip(". ") or "CPOM"


def edition_line(edition: Edition, info: DocumentInfo | None = None) -> str:
    """Return the footer of every page; it says when the establishment is invented.

    A letter or a sheet to sign, which never carries a mention, is of no version.
    """
    day, hour = format_date(edition.now.date()), format_time_in_document(edition.now)
    told = _("Édité le {jour} à {heure}", jour=day, heure=hour)
    if info is None or info.mention is not Mention.AUCUNE:
        mention = mention_of(info, edition) if info else edition.options.mention
        told = f"{told} – {_(IN_FOOTERS[mention])}"
    return f"{_(FICTIF)} – {told}" if is_fictif(edition) else told
