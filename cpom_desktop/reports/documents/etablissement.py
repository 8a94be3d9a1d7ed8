"""Part « Établissement et périmètre »: article 1 of the contract in one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.identifiants import show_finess, show_siret
from cpom_desktop.i18n import EMPTY, _, format_date, format_number, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.etablissement import avertissements, places
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from cpom_desktop.domain.dossier import Capacite
    from cpom_desktop.reports.documents.context import Edition

COLUMNS = ("autorisees", "installees", "financees", "aide_sociale")
HEADERS = ("Autorisées", "Installées", "Financées", "Aide sociale")


def etablissement_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: identity, authorities, places, contract, what is doubtful."""
    return (
        Heading(_("Établissement et périmètre")),
        Heading(_("Identité"), 2),
        KeyValues(_identity(edition)),
        Heading(_("Capacité, en places"), 2),
        _places(edition),
        Heading(_("Autorités et tarification"), 2),
        KeyValues(_authorities(edition)),
        Heading(_("Contrat"), 2),
        KeyValues(_contract(edition)),
        *_planned_places(edition),
        *_doubts(edition),
    )


def _identity(edition: Edition) -> tuple[tuple[str, str], ...]:
    e = edition.snapshot.etablissement
    address = ", ".join(t for t in (e.adresse, f"{e.code_postal} {e.commune}".strip()) if t)
    return (
        (label("etablissement", "nom"), e.nom),
        (label("etablissement", "gestionnaire"), e.gestionnaire),
        (label("etablissement", "statut_juridique"), _or_empty(word(e.statut_juridique))),
        (label("etablissement", "finess_et"), show_finess(e.finess_et)),
        (label("etablissement", "finess_ej"), show_finess(e.finess_ej)),
        (label("etablissement", "siret"), show_siret(e.siret)),
        (label("etablissement", "adresse"), address),
    )


def _authorities(edition: Edition) -> tuple[tuple[str, str], ...]:
    e = edition.snapshot.etablissement
    return (
        (label("etablissement", "ars"), e.ars),
        (label("etablissement", "collectivite"), e.collectivite),
        (_("Signature par le département"), _("oui") if e.collectivite_signataire else _("non")),
        (label("etablissement", "regime_tarifaire"), _or_empty(word(e.regime_tarifaire))),
        (label("etablissement", "option_soins"), _or_empty(word(e.option_soins))),
        (_("Autorisation"), _authorisation(edition)),
    )


def _authorisation(edition: Edition) -> str:
    e = edition.snapshot.etablissement
    if e.autorise_depuis is None:
        return ""
    return _(
        "du {debut} au {fin} (15 ans : durée à vérifier sur l'arrêté)",
        debut=format_date(e.autorise_depuis),
        fin=format_date(e.autorise_jusqu_au),
    )


def _contract(edition: Edition) -> tuple[tuple[str, str], ...]:
    d = edition.snapshot.dossier
    tracks = {piste.slug: piste.libelle for piste in edition.content.avis.pistes}
    present = d.contrat_actuel
    if d.prolonge_jusqu_au:
        present = _(
            "{contrat}, prolongé jusqu'au {fin}",
            contrat=present or _("Contrat en cours"),
            fin=format_date(d.prolonge_jusqu_au),
        )
    return (
        (label("dossier", "piste"), tracks.get(d.piste, "") if d.piste else ""),
        (label("dossier", "contrat_actuel"), present),
        (
            edition.content.plan_for(d.piste).target
            if d.piste
            else label("dossier", "date_signature"),
            _or_empty(format_date(d.date_signature)),
        ),
        (label("dossier", "date_effet"), _or_empty(format_date(d.date_effet))),
        (_("Dernier jour du contrat"), _or_empty(format_date(d.date_fin))),
        (label("dossier", "duree_annees"), ngettext("{n} an", "{n} ans", d.duree_annees)),
    )


def _places(edition: Edition) -> Table:
    rows = tuple(_places_row(capacite) for capacite in edition.snapshot.capacites)
    totals = [_total(edition, column) for column in COLUMNS]
    total = Row((Cell(_("Total")), *(Cell(text) for text in totals)), "total")
    headers = tuple(Column(_(header), 1.0, "right") for header in HEADERS)
    return Table((Column(_("Places"), 2.0), *headers), (*rows, total))


def _places_row(capacite: Capacite) -> Row:
    counts = (_count(getattr(capacite, column)) for column in COLUMNS)
    return Row((Cell(word(capacite.type)), *(Cell(text) for text in counts)))


def _total(edition: Edition, column: str) -> str:
    """Return the total of a column, nothing while none of its places was typed."""
    typed = any(getattr(c, column) is not None for c in edition.snapshot.capacites)
    return _count(places(edition.snapshot, column) if typed else None)


def _count(value: int | None) -> str:
    return EMPTY if value is None else format_number(value)


def _planned_places(edition: Edition) -> tuple[Block, ...]:
    text = edition.snapshot.etablissement.projet_perimetre
    if not text:
        return ()
    return (Heading(label("etablissement", "projet_perimetre"), 2), Paragraph(text))


def _doubts(edition: Edition) -> tuple[Block, ...]:
    found = [a for a in avertissements(edition.snapshot) if not a.motif]
    if not found:
        return ()
    lines = "\n".join(f"- {a.texte}" for a in found)
    return (Callout(_("À vérifier avant l'envoi"), lines, "attention"),)


def _or_empty(text: str) -> str:
    """Return a value for a list of keys, where what misses reads « à compléter »."""
    return "" if text == EMPTY else text
