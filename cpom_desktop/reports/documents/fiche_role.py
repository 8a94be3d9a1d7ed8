"""Document « Fiche rôle du référent CPOM »: who, for what, within which limits, to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Block, Heading, KeyValues, Paragraph, Signatures
from cpom_desktop.services.queries.fiche_role import identity, rubriques

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition


def fiche_role_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the sheet: identity, headings, both signatures."""
    return (
        Heading(_("Fiche rôle du référent CPOM")),
        KeyValues(_identity(edition)),
        *_headings(edition),
        Signatures(_signers(edition)),
    )


def _identity(edition: Edition) -> tuple[tuple[str, str], ...]:
    found = identity(edition.snapshot)
    e = edition.snapshot.etablissement
    known = tuple((words, value) for words, value in found.rows if value)
    return ((_("Référent"), found.nom), *known, (_("Établissement"), e.nom))


def _headings(edition: Edition) -> Iterator[Block]:
    rows = rubriques(edition.snapshot)
    if not rows:
        yield Paragraph(_("Aucune rubrique n'est encore écrite."))
    for row in rows:
        yield Heading(row.titre, 3)
        yield Paragraph(row.texte if row.texte.strip() else _("À compléter."))


def _signers(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return who signs: the direction, then the référent; by function while nobody is named."""
    snapshot = edition.snapshot
    direction = next((a for a in snapshot.acteurs if a.slug == "direction"), None)
    leader = direction.nom if direction else ""
    return ((_("La direction"), leader), (_("Le référent CPOM"), identity(snapshot).nom))
