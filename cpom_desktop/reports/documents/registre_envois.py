"""Document « Registre des envois » (kit §6, DO34): what was sent, one line a sending, by document.

Source of its columns: kit DO34 (index of the versions): number, day, to whom, version, imprint.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.envois import imprint_words, sendings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.envois import Sending


def registre_envois_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the register: how many documents left, then every sending, the last first."""
    found = sendings(edition.snapshot)
    title = (PageBreak(landscape=True), Heading(_("Registre des envois")))
    if not found:
        return (*title, Paragraph(_("Rien n'a encore été transmis.")))
    columns = (
        Column(_("N°"), 0.5, "right"),
        Column(_("Transmis le"), 1.4),
        Column(_("À qui"), 3.6),
        Column(_("Version"), 2.0),
        Column(_("Exemplaires"), 1.0, "right"),
        Column(_("Bordereau"), 1.0, "right"),
        Column(_("Empreinte"), 2.0),
        Column(_("Gardé dans le dossier"), 2.4),
    )
    return (
        *title,
        Paragraph(_lead(found)),
        Table(columns, tuple(_rows(found, edition)), dense=True),
        Paragraph(_legend(), small=True),
    )


def _lead(found: tuple[Sending, ...]) -> str:
    documents = len({each.envoi.document for each in found})
    return _(
        "{envois}, {documents}.",
        envois=ngettext("{n} envoi", "{n} envois", len(found)),
        documents=ngettext("d'un document", "de {n} documents", documents),
    )


def _legend() -> str:
    return _(
        "Le numéro est le rang de l'envoi parmi ceux du même document. L'empreinte est le début "
        "de la somme SHA-256 du fichier transmis ; « – » : transmis sur papier. La version gardée "
        "est l'état du dossier ce jour-là. Document interne : il nomme des personnes."
    )


def _rows(found: tuple[Sending, ...], edition: Edition) -> Iterator[Row]:
    for _slug, group in groupby(found, key=_document):
        of_one = tuple(group)
        yield Row((Cell(of_one[0].envoi.titre, bold=True),), "group")
        for each in of_one:
            yield _row(each, edition)


def _document(sending: Sending) -> str:
    return sending.envoi.document


def _row(sending: Sending, edition: Edition) -> Row:
    envoi = sending.envoi
    cells = (
        str(sending.numero),
        format_date(sending.jour),
        ", ".join(sending.a_qui),
        envoi.version,
        str(envoi.exemplaires),
        str(sending.bordereau or ""),
        imprint_words(envoi.empreinte),
        _kept(sending, edition),
    )
    return Row(tuple(Cell(text or EMPTY) for text in cells))


def _kept(sending: Sending, edition: Edition) -> str:
    """Return what the dossier keeps: the file, the version unless it was deleted."""
    told = [_("le fichier")] if sending.fichier else []
    named = sending.envoi.version_id
    if named and (not edition.versions or any(v.id == named for v in edition.versions)):
        told.append(_("la version"))
    return ", ".join(told)
