"""Document « Bordereau d'envoi » (kit §6, DO23): what was sent, to whom, and its return signed.

Source of its contents: kit DO23 (documents, versions, prints, addressee, dates, signatory).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.echanges import NatureEchange
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.services.queries.envois import imprint_words
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.echanges import Echange, Envoi
    from cpom_desktop.reports.documents.context import Edition

WAYS: Mapping[NatureEchange, str] = {NatureEchange.DOCUMENT: "Transmission de documents"}
"""Forms whose word on the screen would say little of a way."""
DOTS = "…" * 12


def bordereau_blocks(edition: Edition, echange_id: int) -> tuple[Block, ...]:
    """Return a slip: from whom, to whom, the documents, and where to sign its return."""
    snapshot = edition.snapshot
    echange = next((e for e in snapshot.echanges if e.id == echange_id), None)
    if echange is None:
        raise RapportImpossible(
            "bordereau-inconnu",
            _("Cet envoi n'existe pas."),
            remedy=_("Choisissez un bordereau de la liste."),
        )
    envois = [envoi for envoi in snapshot.envois if envoi.echange_id == echange_id]
    return (
        Heading(_("Bordereau d'envoi n° {n}", n=echange.bordereau or EMPTY)),
        KeyValues(_facts(echange, edition)),
        _table(envois),
        Paragraph(_total(envois)),
        *_note(envois),
        Heading(_("Accusé de réception"), 2),
        Paragraph(_receipt(echange)),
        Signatures(_signatories(echange, edition)),
    )


def _facts(echange: Echange, edition: Edition) -> tuple[tuple[str, str], ...]:
    house = edition.snapshot.etablissement
    sender = ", ".join(filter(None, (house.nom, house.gestionnaire)))
    return (
        (_("Date d'envoi"), format_date(echange.jour)),
        (_("Expéditeur"), sender),
        (_("Destinataire"), "\n".join(_people(echange, edition))),
        (_("Voie"), _(WAYS.get(echange.nature, "")) or word(echange.nature)),
        (_("Objet"), echange.objet),
    )


def _people(echange: Echange, edition: Edition) -> list[str]:
    """Return to whom it went, under the name of that day, with the structure and its address."""
    by_id = edition.snapshot.acteurs_by_id
    rows = [p for p in edition.snapshot.echanges_personnes if p.echange_id == echange.id]
    return [_person(row.nom, by_id.get(row.acteur_id or 0)) for row in rows]


def _person(nom: str, acteur: Acteur | None) -> str:
    if acteur is None:
        return nom
    return ", ".join(dict.fromkeys(filter(None, (nom, acteur.structure, acteur.service))))


def _table(envois: Sequence[Envoi]) -> Table:
    columns = (
        Column(_("N°"), 0.5, "right"),
        Column(_("Document"), 4.0),
        Column(_("Version"), 2.0),
        Column(_("Exemplaires"), 1.2, "right"),
        Column(_("Empreinte"), 2.4),
    )
    rows = tuple(
        Row(
            (
                Cell(str(rank)),
                Cell(envoi.titre),
                Cell(envoi.version or EMPTY),
                Cell(str(envoi.exemplaires)),
                Cell(imprint_words(envoi.empreinte)),
            )
        )
        for rank, envoi in enumerate(envois, 1)
    )
    return Table(columns, rows or (Row(tuple(Cell(EMPTY) for _column in columns)),))


def _total(envois: Sequence[Envoi]) -> str:
    copies = sum(envoi.exemplaires for envoi in envois)
    documents = ngettext("{n} document", "{n} documents", len(envois))
    told = ngettext("{n} exemplaire", "{n} exemplaires", copies)
    return _("Total : {documents}, {exemplaires}.", documents=documents, exemplaires=told)


def _note(envois: Sequence[Envoi]) -> tuple[Block, ...]:
    if not any(envoi.empreinte for envoi in envois):
        return ()
    told = _(
        "L'empreinte est le début de la somme SHA-256 du fichier envoyé : deux fichiers qui "
        "ont la même sont identiques. « – » : document sur papier, ou fichier inconnu."
    )
    return (Paragraph(told, small=True),)


def _receipt(echange: Echange) -> str:
    if echange.accuse_le:
        return _("Reçu en retour le {jour}.", jour=format_date(echange.accuse_le))
    return _(
        "À retourner signé à l'expéditeur. Reçu le {trou} ; documents conformes à la liste "
        "ci-dessus : ☐ oui ☐ non, il manque {trou}",
        trou=DOTS,
    )


def _signatories(echange: Echange, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return the boxes to sign: the sender, then each who receives."""
    rows = [p for p in edition.snapshot.echanges_personnes if p.echange_id == echange.id]
    names = [row.nom for row in rows if row.nom] or [EMPTY]
    sender = edition.snapshot.etablissement.nom or EMPTY
    return (
        (sender, _("pour l'expéditeur")),
        *((name, _("pour le destinataire")) for name in names),
    )
