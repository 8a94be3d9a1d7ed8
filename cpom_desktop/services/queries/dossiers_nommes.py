"""The dossiers of documents that she composes: their names, their parts, how ready they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpom_desktop.domain.dossiers_nommes import DossierNomme
    from cpom_desktop.services.documents import DocumentOptions
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossiers_nommes", "dossiers_parties")
"""What the dossiers composed are read from."""
PREFIX = "dossier-"
"""Opens the name of one: « dossier-3 », whatever it is called."""
NAMED = 3
"""Documents named one by one; the others are counted."""
NOTHING = "ce dossier n'a encore aucun document"


def slug_of(dossier_id: int) -> str:
    """Return the name of a dossier among the documents."""
    return f"{PREFIX}{dossier_id}"


def dossier_of(slug: str, snapshot: DossierSnapshot) -> DossierNomme | None:
    """Return the dossier of this name (« dossier-3 »); None for any other document."""
    number = slug.removeprefix(PREFIX)
    if number == slug or not (number.isascii() and number.isdigit()):
        return None
    return next((d for d in snapshot.dossiers_nommes if slug_of(d.id) == slug), None)


def in_order(snapshot: DossierSnapshot) -> list[DossierNomme]:
    """Return the dossiers, in her order."""
    return sorted(snapshot.dossiers_nommes, key=lambda d: (d.ordre, d.id))


def parts_of(snapshot: DossierSnapshot, dossier_id: int) -> tuple[str, ...]:
    """Return the slugs of the documents of a dossier, in order."""
    rows = [row for row in snapshot.dossiers_parties if row.dossier_id == dossier_id]
    return tuple(row.document for row in sorted(rows, key=lambda row: (row.ordre, row.id)))


def own_options(
    dossier: DossierNomme, options: DocumentOptions, *, internal: bool = False
) -> DocumentOptions:
    """Return how a dossier is edited: its own options, the format that was asked for.

    One that holds an `internal` document goes nowhere, whatever was chosen before.
    """
    inside = Confidentialite.INTERNE if internal and dossier.classe else dossier.classe
    return replace(
        options,
        mention=dossier.mention,
        grey=dossier.noir_et_blanc,
        cover=dossier.couverture,
        contents=dossier.sommaire,
        paper=dossier.papier,
        noms=dossier.noms,
        sources=dossier.sources,
        classe=inside,
        logo=dossier.logo,
    )


def dossier_status(parts: Sequence[PartStatus]) -> DocumentStatus:
    """Return how ready a dossier is, from its parts, and which of them are not."""
    if not any(part.printed for part in parts):
        reason = _("tous ses documents sont vides") if parts else _(NOTHING)
        return DocumentStatus(DocumentState.VIDE, (reason,))
    pages = (part.status.page for part in parts if _lacks(part) and part.status.page)
    return DocumentStatus(_state(parts), tuple(_reasons(parts)), next(pages, ""))


def _lacks(part: PartStatus) -> bool:
    return part.missing or part.status.state is not DocumentState.COMPLET


def _state(parts: Sequence[PartStatus]) -> DocumentState:
    if any(part.status.state is DocumentState.A_CORRIGER for part in parts):
        return DocumentState.A_CORRIGER
    if any(_lacks(part) for part in parts):
        return DocumentState.INCOMPLET
    return DocumentState.COMPLET


def _reasons(parts: Sequence[PartStatus]) -> Iterator[str]:
    """Yield « 2 documents à compléter : Comitologie, Arbre des objectifs », the worst first."""
    wrong = [p.titre for p in parts if p.status.state is DocumentState.A_CORRIGER]
    lacking = [p.titre for p in parts if p.status.state is DocumentState.INCOMPLET]
    yield from _told(wrong, "{n} document à corriger", "{n} documents à corriger")
    yield from _told(lacking, "{n} document à compléter", "{n} documents à compléter")
    yield from left_out(parts)


def left_out(parts: Sequence[PartStatus]) -> Iterator[str]:
    """Yield which parts are not bound with the others: empty, or not there any more."""
    empty = [p.titre for p in parts if not p.missing and p.status.state is DocumentState.VIDE]
    missing = [p.titre for p in parts if p.missing]
    yield from _told(empty, "{n} document encore vide", "{n} documents encore vides")
    yield from _told(missing, "{n} document absent", "{n} documents absents")


def _told(titles: Sequence[str], singular: str, plural: str) -> Iterator[str]:
    if titles:
        counted = ngettext(singular, plural, len(titles))
        yield _("{compte} : {noms}", compte=counted, noms=_some(titles))


def _some(titles: Sequence[str]) -> str:
    rest = len(titles) - NAMED
    more = [ngettext("et {n} autre", "et {n} autres", rest)] if rest > 0 else []
    return ", ".join([*titles[:NAMED], *more])


def unknown(slug: str, titre: str = "", page: str = "") -> PartStatus:
    """Return the state of a part whose document does not exist; `page` is where it is made."""
    reasons = (_("ce document n'existe pas encore, ou plus"),)
    status = DocumentStatus(DocumentState.VIDE, reasons, page)
    return PartStatus(slug, titre or slug, status, missing=True)


def left_out_sentence(parts: Iterable[PartStatus]) -> str:
    """Return what the contents say of the documents left out; nothing when all are there."""
    titles = [p.titre for p in parts if not p.printed and not p.status.needless]
    if not titles:
        return ""
    return ngettext(
        "Document prévu, non joint à cette version : {noms}.",
        "Documents prévus, non joints à cette version : {noms}.",
        len(titles),
        noms=", ".join(titles),
    )
