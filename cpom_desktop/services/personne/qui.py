"""Who is meant by a name: which stakeholders, and who else bears the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.services.personne.noms import Trouvaille, identity
from cpom_desktop.services.personne.textes import place
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.personne.noms import Identite


def who(
    acteurs: Sequence[Acteur],
    nom: str,
    acteur_id: int | None = None,
    contact: tuple[str, str] = ("", ""),
) -> tuple[Identite, frozenset[int]]:
    """Return a person, and the stakeholders who are them: one that is named, else those so called.

    Another stakeholder of the same name is them too when it has the same address or telephone.
    An address or a telephone that another person has as well (a switchboard) tells of nobody.

    Args:
        acteurs: every stakeholder.
        nom: as the texts write it.
        acteur_id: the one meant.
        contact: address and telephone, beside those of the stakeholders.
    """
    bare = identity(nom)
    chosen = next((a for a in acteurs if a.id == acteur_id), None)
    alike = [a for a in acteurs if a is chosen or _bears(a, bare)]
    theirs = [a for a in alike if chosen is None or a is chosen or _same(chosen, a)]
    ids = frozenset(a.id for a in theirs)
    others = [a for a in acteurs if a.id not in ids]
    mails = _own((*(a.courriel for a in theirs), contact[0]), (a.courriel for a in others))
    phones = _own((*(a.telephone for a in theirs), contact[1]), (a.telephone for a in others))
    return replace(bare, courriels=mails, telephones=phones), ids


def homonymes(acteurs: Iterable[Acteur], qui: Identite, theirs: frozenset[int]) -> frozenset[str]:
    """Return the places of the names of others who bear the same whole name: they stay."""
    others = (a for a in acteurs if a.id not in theirs and _bears(a, qui))
    return frozenset(place("acteurs", acteur.id, "nom") for acteur in others)


def _bears(acteur: Acteur, qui: Identite) -> bool:
    found = qui.mentions(acteur.nom)
    return any(m.quoi is Trouvaille.NOM_COMPLET for m in found) or (
        bool(acteur.nom) and fold(acteur.nom.strip()) == fold(qui.nom)
    )


def _same(one: Acteur, other: Acteur) -> bool:
    """Tell whether two of one name are surely one person."""
    pairs = ((one.courriel, other.courriel), (one.telephone, other.telephone))
    return any(mine and fold(mine) == fold(theirs) for mine, theirs in pairs)


def _own(mine: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    shared = Counter(fold(text.strip()) for text in others)
    given = dict.fromkeys(text.strip() for text in mine if text.strip())
    return tuple(text for text in given if not shared[fold(text)])
