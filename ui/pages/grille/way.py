"""Where the guided footer leads from a criterion, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.diagnostic import ThemeScore
    from cpom_desktop.services.queries.grille import Place


class Way(NamedTuple):
    """The words of the footer: back, how far, on; empty where there is nothing."""

    back: str
    sentence: str
    onward: str


def way(places: Sequence[Place], rank: int, onward: int, score: ThemeScore) -> Way:
    """Return the words of the footer.

    Args:
        places: the criteria in order.
        rank: of the criterion shown.
        onward: rank of the one that follows, negative when none does.
        score: of the theme shown.
    """
    sentence = ngettext(
        "{n} critère coté sur {total} dans ce thème",
        "{n} critères cotés sur {total} dans ce thème",
        score.answered,
        total=score.criteres,
    )
    name = _named(places, rank, onward)
    following = _("Suivant : {nom}", nom=name[:1].lower() + name[1:]) if name else ""
    return Way(_named(places, rank, rank - 1), sentence, following)


def _named(places: Sequence[Place], here: int, rank: int) -> str:
    """Return « Critère 4 », « Thème I » in another theme, nothing out of the grid."""
    if not 0 <= rank < len(places):
        return ""
    place = places[rank]
    if place.theme.slug != places[here].theme.slug:
        return _("Thème {lettre}", lettre=place.theme.lettre)
    return _("Critère {n}", n=place.rank)
