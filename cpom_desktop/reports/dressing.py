"""What the options of an edition make of a document, before and after its blocks are made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Logo
from cpom_desktop.reports.functions_only import without_names
from cpom_desktop.reports.printed import printed_texts
from cpom_desktop.services.documents import DIFFUSION_WORDS
from cpom_desktop.services.logo import grey_logo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.documents import DocumentInfo

MOST_NAMED = 4
TITLES = r"M\.|Mme|Mlle|Dr|Pr|Me|Monsieur|Madame|Docteur|Maître"


def dressed(info: DocumentInfo, edition: Edition) -> Edition:
    """Return what a document is made from: its people by their functions where she asks so.

    A document that keeps its names, or its sources, keeps them whatever is asked, bound
    in a dossier too.
    """
    options = replace(edition.options, sources=edition.options.sources or not info.sourced)
    worn = replace(edition, options=options)
    if options.noms or not info.people:
        return worn
    return replace(worn, snapshot=without_names(edition.snapshot))


def logo_of(edition: Edition) -> Logo | None:
    """Return the logo to draw, grey where the document is; None without one, or when not asked."""
    if not edition.logo or not edition.options.logo:
        return None
    data = grey_logo(edition.logo) if edition.options.grey else edition.logo
    return Logo(data, _("Logo de {nom}", nom=edition.snapshot.etablissement.nom))


def diffusion(edition: Edition) -> str:
    """Return « Diffusion : comité de pilotage »; nothing when no class is chosen."""
    classe = edition.options.classe
    return _("Diffusion : {qui}", qui=_(DIFFUSION_WORDS[classe])) if classe else ""


def require_class(info: DocumentInfo, edition: Edition) -> None:
    """Refuse to say that an internal document may go out.

    Raises:
        RapportImpossible: `diffusion-interne`.
    """
    classe = edition.options.classe
    if info.mention is not Mention.INTERNE or classe in {None, Confidentialite.INTERNE}:
        return
    raise RapportImpossible(
        "diffusion-interne",
        _(
            "« {titre} » est un document interne : il reste dans l'établissement.",
            titre=_(info.title),
        ),
        remedy=_("Choisissez la diffusion « interne à l'établissement », ou aucune."),
    )


def told_of(info: DocumentInfo, edition: Edition, made: object) -> tuple[str, ...]:
    """Return what she should know of a document before it leaves; nothing holds it back.

    Args:
        info: the document.
        edition: the dossier with its names, and the options.
        made: the document or the workbook made.
    """
    asked = info.people and not edition.options.noms
    public = edition.options.classe is Confidentialite.PUBLIQUE
    if not (asked or public):
        return ()
    text = "\n".join(printed_texts(made))
    found = [_names_left(edition, text)] if asked else []
    found += [_families(edition, text), _personal(edition, text)] if public else []
    return tuple(sentence for sentence in found if sentence)


def _names_left(edition: Edition, text: str) -> str:
    names = {a.nom for a in edition.snapshot.acteurs}
    names |= {i.nom for i in edition.snapshot.interlocuteurs}
    left = _named(name for name in names if _said(name, text) or _as_titled(name, text))
    told = "Vos textes, ou un document qui ne va pas sans noms, nomment encore : {noms}."
    return _(told, noms=left) if left else ""


def _said(name: str, text: str) -> bool:
    """Tell whether a text says a name, and not a longer word."""
    found = rf"(?<!\w){re.escape(name)}(?!\w)"
    return bool(name.strip()) and re.search(found, text) is not None


def _as_titled(name: str, text: str) -> bool:
    """Tell whether a text says « Mme Delmas » of Anne Delmas."""
    last = name.split()[-1:]
    return bool(last) and re.search(rf"\b(?:{TITLES})\s+{re.escape(last[0])}\b", text) is not None


def _families(edition: Edition, text: str) -> str:
    people = (a for a in edition.snapshot.acteurs if a.famille is Famille.PERSONNES_ACCOMPAGNEES)
    left = _named({a.nom for a in people if _said(a.nom, text)})
    told = (
        "Ce document classé « publique » nomme des personnes accompagnées ou de leurs familles : "
        "{noms}."
    )
    return _(told, noms=left) if left else ""


def _personal(edition: Edition, text: str) -> str:
    pieces = (p for p in edition.snapshot.pieces if p.donnees_personnelles)
    left = _named({p.titre for p in pieces if _said(p.titre, text)})
    told = (
        "Ce document classé « publique » cite des pièces qui contiennent des données "
        "personnelles : {noms}."
    )
    return _(told, noms=left) if left else ""


def _named(names: Iterable[str]) -> str:
    """Return the first names, in order, and whether there are others."""
    ordered = sorted(names)
    more = [_("et d'autres")] if len(ordered) > MOST_NAMED else []
    return ", ".join([*ordered[:MOST_NAMED], *more])
