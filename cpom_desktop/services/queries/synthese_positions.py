"""The table to negotiate from: each finding beside what the authorities answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import PositionAutorite
from cpom_desktop.domain.synthese import Ecart, ecart
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.synthese_types import PositionLue
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.domain.dossier import Etablissement
    from cpom_desktop.services.queries.synthese_types import ConstatLu

QUESTIONS: Mapping[Ecart, str] = {
    Ecart.DIVERGENCE: "Que faut-il pour lever le désaccord avec {qui} ?",
    Ecart.NUANCE: "Que faut-il préciser avec {qui} pour partager ce constat ?",
    Ecart.NON_CONNUE: "Que répond {qui} sur ce constat ?",
    Ecart.CONVERGENCE: "",
}
"""What is left to settle."""
BOTH_ANSWER = "Que répondent {qui} sur ce constat ?"
_ASKED: Mapping[Ecart, PositionAutorite | None] = {
    Ecart.DIVERGENCE: PositionAutorite.CONTESTEE,
    Ecart.NUANCE: PositionAutorite.NUANCEE,
    Ecart.NON_CONNUE: None,
}
"""Of whom it is asked: those who answered so."""


def positions_of(
    lus: Iterable[ConstatLu], etablissement: Etablissement
) -> tuple[PositionLue, ...]:
    """Return the findings on which an authority spoke or that are to be agreed on.

    The hardest come first; among equals, the order of the grid.
    """
    signs = etablissement.collectivite_signataire
    found = [_position(lu, signs=signs) for lu in lus if _is_at_stake(lu.constat)]
    order = tuple(Ecart)
    return tuple(sorted(found, key=lambda position: order.index(position.ecart)))


def _is_at_stake(constat: Constat) -> bool:
    spoken = (constat.position_ars, constat.position_departement)
    told = constat.note_ars or constat.note_departement
    return bool(constat.nature or told or any(spoken))


def _position(lu: ConstatLu, *, signs: bool) -> PositionLue:
    constat = lu.constat
    gap = ecart(constat, signs=signs)
    return PositionLue(
        lu,
        gap,
        word(gap),
        _spoken(constat.position_ars, constat.note_ars),
        _spoken(constat.position_departement, constat.note_departement),
        _question(constat, gap, signs=signs),
    )


def _spoken(position: PositionAutorite | None, note: str) -> str:
    said = word(position) if position else ""
    return "\n".join(text for text in (said, note) if text)


def _question(constat: Constat, gap: Ecart, *, signs: bool) -> str:
    if gap is Ecart.CONVERGENCE:
        return ""
    asked = _asked(constat, gap, signs=signs)
    model = BOTH_ANSWER if gap is Ecart.NON_CONNUE and len(asked) > 1 else QUESTIONS[gap]
    return _(model, qui=_(" et ").join(asked))


def _asked(constat: Constat, gap: Ecart, *, signs: bool) -> Sequence[str]:
    """Return the authorities of whom something is asked."""
    wanted = _ASKED[gap]
    ars = [_("l'ARS")] if constat.position_ars is wanted else []
    waited = signs or wanted is not None
    other = waited and constat.position_departement is wanted
    return [*ars, *([_("le département")] if other else [])]
