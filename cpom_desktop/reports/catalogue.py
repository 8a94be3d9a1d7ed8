"""The catalogue: every document, and how its parts make a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.identifiants import show_finess
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, _, format_date, format_time_in_document, ngettext
from cpom_desktop.reports.blocks import Block, Contents, Cover, Document, PageBreak, Party
from cpom_desktop.reports.documents.acteurs import acteurs_blocks
from cpom_desktop.reports.documents.etablissement import etablissement_blocks
from cpom_desktop.reports.documents.raci import raci_blocks
from cpom_desktop.reports.documents.retroplanning import retroplanning_blocks
from cpom_desktop.services.documents import DocumentInfo
from cpom_desktop.services.queries.etablissement import contract_name, dossier_name, places
from cpom_desktop.services.queries.planning import target_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.reports.documents.context import Edition

FICTIF = "Établissement fictif"
WHOLE = "dossier-lancement"
NAME_BYTES = 160
"""Room for a file name: file systems stop at 255, and folders above it count on Windows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its name, what it is for, and its parts in order."""

    info: DocumentInfo
    parts: tuple[Callable[[Edition], tuple[Block, ...]], ...]
    cover: bool = False


CATALOGUE: Mapping[str, Entry] = {
    entry.info.slug: entry
    for entry in (
        Entry(
            DocumentInfo(
                WHOLE,
                "Dossier de lancement",
                "Établissement, acteurs, rétroplanning et matrice RACI, avec couverture et "
                "sommaire.",
            ),
            (etablissement_blocks, acteurs_blocks, retroplanning_blocks, raci_blocks),
            cover=True,
        ),
        Entry(
            DocumentInfo(
                "etablissement", "Établissement et périmètre", "L'article 1er en une page."
            ),
            (etablissement_blocks,),
        ),
        Entry(
            DocumentInfo("acteurs", "Acteurs", "La cartographie des acteurs, par famille."),
            (acteurs_blocks,),
        ),
        Entry(
            DocumentInfo(
                "retroplanning", "Rétroplanning", "Les tâches datées et leur calendrier."
            ),
            (retroplanning_blocks,),
        ),
        Entry(
            DocumentInfo("raci", "Matrice RACI", "Qui fait quoi, avec sa légende."),
            (raci_blocks,),
        ),
    )
}


def build(slug: str, edition: Edition) -> Document:
    """Return a document of the catalogue, as blocks.

    Raises:
        RapportImpossible: no document has this name.
    """
    check_known(slug)
    entry = CATALOGUE[slug]
    blocks: list[Block] = []
    if entry.cover:
        blocks += [_cover(entry, edition), PageBreak(), Contents(_("Sommaire"))]
    for part in entry.parts:
        made = part(edition)
        if blocks and not isinstance(made[0], PageBreak):
            blocks.append(PageBreak())
        blocks += made
    return Document(
        slug=slug,
        title=_(entry.info.title),
        running_head=dossier_name(edition.snapshot),
        edition=_edition_line(edition),
        author=edition.snapshot.etablissement.gestionnaire or edition.snapshot.etablissement.nom,
        blocks=tuple(blocks),
        watermark=_("PROJET") if edition.projet else "",
        grey=edition.grey,
    )


def check_known(slug: str) -> None:
    """Refuse a name that the catalogue does not have.

    Raises:
        RapportImpossible: `document-inconnu`.
    """
    if slug not in CATALOGUE:
        raise RapportImpossible(
            "document-inconnu",
            _("Aucun document ne s'appelle « {nom} ».", nom=slug),
            remedy=_("Documents : {noms}.", noms=", ".join(CATALOGUE)),
        )


def file_name(slug: str, edition: Edition) -> str:
    """Return `2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.pdf`, safe everywhere.

    A long name of establishment is cut, never what tells one document from another.
    """
    ends = ["", _(CATALOGUE[slug].info.title), *([_("PROJET")] if edition.projet else [])]
    end = safe_name(" – ".join(ends))
    start = f"{edition.now:%Y-%m-%d} {edition.snapshot.etablissement.nom}"
    return f"{safe_name(start, NAME_BYTES - len(end.encode()))} {end}.pdf"


def safe_name(text: str, limit: int = NAME_BYTES) -> str:
    """Return a file name that Windows accepts too: no reserved sign, no final dot or space.

    Args:
        text: the name wanted.
        limit: bytes kept, in UTF-8: the measure of the file systems that count them.
    """
    kept = "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in text).strip()
    return kept.encode(errors="ignore")[:limit].decode(errors="ignore").rstrip(". ") or "CPOM"


def _edition_line(edition: Edition) -> str:
    """Return the footer of every page; it says when the establishment is invented."""
    told = _(
        "Édité le {jour} à {heure} – version de travail",
        jour=format_date(edition.now.date()),
        heure=format_time_in_document(edition.now),
    )
    return f"{_(FICTIF)} – {told}" if _is_fictif(edition) else told


def _is_fictif(edition: Edition) -> bool:
    """Tell whether the establishment stands in an invented département (demonstration)."""
    known = edition.content.territoires.departements
    code = edition.snapshot.etablissement.departement
    return code in known and known[code].fictif


def _cover(entry: Entry, edition: Edition) -> Cover:
    snapshot = edition.snapshot
    e = snapshot.etablissement
    total = places(snapshot)
    size = ngettext(", {n} place", ", {n} places", total) if total else ""
    address = ", ".join(t for t in (e.adresse, f"{e.code_postal} {e.commune}".strip()) if t)
    target = snapshot.dossier.date_signature
    subtitles = [_(entry.info.title)]
    if target:
        aimed = target_label(snapshot, edition.content)
        subtitles.append(_("{label} : {jour}", label=aimed, jour=format_date(target, "full")))
    return Cover(
        sender=tuple(t for t in (e.gestionnaire, f"{e.nom}{size}", address) if t),
        surtitle=_("Contrat pluriannuel d'objectifs et de moyens"),
        title=contract_name(snapshot),
        subtitles=tuple(subtitles),
        parties=_parties(edition),
        footer=_footer(edition),
    )


def _parties(edition: Edition) -> tuple[Party, ...]:
    e = edition.snapshot.etablissement
    signers = {a.slug: a.nom for a in edition.snapshot.acteurs}
    manager = (
        e.gestionnaire or e.nom,
        signers.get("gouvernance", ""),
        _("FINESS EJ {n}", n=show_finess(e.finess_ej)) if e.finess_ej else "",
    )
    parties = [
        (_("Organisme gestionnaire"), manager),
        (
            _("Agence régionale de santé"),
            (e.ars, signers.get("ars-delegation-departementale", "")),
        ),
    ]
    if e.collectivite_signataire:
        parties.append(
            (_("Département"), (e.collectivite, signers.get("departement-etablissements-pa", "")))
        )
    return tuple(
        Party(heading, tuple(line for line in lines if line) or (EMPTY,))
        for heading, lines in parties
    )


def _footer(edition: Edition) -> str:
    if _is_fictif(edition):
        return _("Établissement fictif : toutes les données sont inventées.")
    director = next((a for a in edition.snapshot.acteurs if a.slug == "direction"), None)
    if director is None or not director.nom:
        return _("Document de travail, non opposable.")
    return _(
        "Document de travail, non opposable. Contact : {nom}, {fonction}.",
        nom=director.nom,
        fonction=director.fonction.lower(),
    )
