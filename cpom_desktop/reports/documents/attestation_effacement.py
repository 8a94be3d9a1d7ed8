"""Document « Attestation d'effacement »: what was done, counted; nobody is named.

Source: RGPD, articles 12 and 17.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
)
from cpom_desktop.services.queries.confidentialite_mots import MOTIF_WORDS, done, not_done

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition


def attestation_blocks(edition: Edition, effacement_id: int) -> tuple[Block, ...]:
    """Return the attestation of one erasure."""
    row = next(row for row in edition.snapshot.effacements if row.id == effacement_id)
    place = edition.snapshot.etablissement
    head = (
        (_("Établissement"), place.nom),
        (_("Numéro de l'effacement"), str(row.numero)),
        (_("Date"), format_date(row.jour)),
        (_("Raison"), _(MOTIF_WORDS[row.motif])),
    )
    return (
        PageBreak(),
        Heading(_("Attestation d'effacement n° {n}", n=row.numero)),
        Paragraph(
            _(
                "Les données personnelles d'une personne ont été effacées du dossier de pilotage "
                "du contrat pluriannuel d'objectifs et de moyens. Son nom y est remplacé par "
                "« Personne effacée n° {n} ». Cette attestation ne la nomme pas.",
                n=row.numero,
            )
        ),
        KeyValues(head, boxed=True),
        Heading(_("Ce qui a été fait"), 2),
        KeyValues(done(row)),
        Heading(_("Ce qui n'a pas pu l'être"), 2),
        BulletList(not_done(row)),
        Paragraph(
            _(
                "L'effacement ne s'annule pas. RGPD, articles 12 et 17 : la personne est informée "
                "des suites de sa demande dans le mois."
            ),
            small=True,
        ),
        Signatures(((place.nom, _("Le responsable du traitement")),)),
    )
