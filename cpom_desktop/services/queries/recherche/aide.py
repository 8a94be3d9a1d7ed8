"""What helps: the notes of the Guide, the glossary, what is known of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.recherche.entries import Entry, passages
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fait
    from cpom_desktop.services.queries.recherche.entries import Matter


def guides(matter: Matter) -> Iterable[Entry]:
    """Return the notes of the Guide whose page exists."""
    for note in matter.content.connaissances.guides:
        info = PAGES.get(note.page)
        if info is not None:
            yield Entry(
                title=_("Guide de la page « {page} »", page=_(info.title)),
                place=_("Aide, guide"),
                icon="book-open",
                page=note.page,
                guide=True,
                passages=passages(
                    (_("Ce que vous faites ici"), note.ce_que_vous_faites, ""),
                    (_("Pourquoi"), note.pourquoi, ""),
                    (_("Qui peut répondre"), note.qui_peut_repondre, ""),
                    (_("Exemple"), note.exemple, ""),
                    (_("À noter"), note.a_noter, ""),
                ),
            )


def glossary(matter: Matter) -> Iterable[Entry]:
    """Return the terms of the glossary: their definition is read in place."""
    for term in matter.content.glossaire.termes:
        parts = (term.developpe, term.definition, _source(term, matter.content))
        yield Entry(
            title=term.terme,
            place=_("Aide, glossaire"),
            icon="library",
            passages=passages(
                (_("En toutes lettres"), term.developpe, ""),
                (_("Définition"), term.definition, ""),
            ),
            reading="\n\n".join(filter(None, parts)),
        )


def avis(matter: Matter) -> Iterable[Entry]:
    """Return the dated notices on the state of the law."""
    for notice in matter.content.avis.avis:
        day = _("État du droit au {jour}.", jour=format_date(notice.etat_du_droit))
        parts = (notice.texte, notice.a_faire, day, _source(notice, matter.content))
        yield Entry(
            title=notice.titre,
            place=_("Aide, ce que dit le droit"),
            icon="scale",
            passages=passages(
                (_("Ce que l'on sait"), notice.texte, ""), (_("À faire"), notice.a_faire, "")
            ),
            reading="\n\n".join(parts),
        )


def _source(fact: Fait, content: Content) -> str:
    source = content.sources.get(fact.source)
    named = source.titre if source is not None else fact.source
    return _("Source : {source} ({confiance}).", source=named, confiance=word(fact.confiance))
