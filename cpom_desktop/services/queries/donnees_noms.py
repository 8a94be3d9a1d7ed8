"""The figures that may be typed, and by what names a file or a block calls them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.services.queries.recherche.folding import telling, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.donnees import Unite
    from cpom_desktop.domain.valeurs import IndicateurPropre
    from cpom_desktop.services.snapshot import DossierSnapshot

ALIKE = 0.5
"""Share of their words that two names have in common when one is proposed for the other."""
MOST_NEAR = 1_000
"""Names of a file for which a close one is looked for: nobody confirms more."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class DonneeConnue:
    """A figure that may be typed: of the pack, or of an indicator of hers."""

    slug: str
    libelle: str
    unite: Unite
    decimales: int
    groupe: str
    ou: str = ""


def figures_of(snapshot: DossierSnapshot, content: Content) -> dict[str, DonneeConnue]:
    """Return every figure that may be typed, by slug, in the order of the pack."""
    kit = (
        DonneeConnue(d.slug, d.libelle, d.unite, d.decimales, d.groupe, d.ou_la_trouver)
        for d in content.donnees.donnees
    )
    own = (figure for propre in snapshot.indicateurs_propres for figure in _own(propre))
    return {figure.slug: figure for figure in (*kit, *own)}


def _own(propre: IndicateurPropre) -> Iterable[DonneeConnue]:
    words = (propre.numerateur, propre.denominateur)
    for slug, said in zip(propre.donnees, words, strict=False):
        label = f"{propre.libelle}, {said}" if said else propre.libelle
        yield DonneeConnue(slug, label, propre.unite, propre.decimales, propre.groupe)


class Names:
    """The figures by what they are called: their slug, their label, a word she remembered.

    Args:
        figures: by slug.
        remembered: name as it is compared → slug, of files taken before.
    """

    def __init__(
        self, figures: Mapping[str, DonneeConnue], remembered: Mapping[str, str] | None = None
    ) -> None:
        self._exact: dict[str, str] = {}
        twice: set[str] = set()
        for slug, figure in figures.items():
            key = name_key(figure.libelle)
            if key in self._exact:
                twice.add(key)
            self._exact[key] = slug
            self._exact[name_key(slug)] = slug
        for key in twice:
            del self._exact[key]
        self._remembered = {k: s for k, s in (remembered or {}).items() if s in figures}
        self._words = {slug: _telling(figure.libelle) for slug, figure in figures.items()}
        self._near: dict[str, str] = {}

    def exact(self, text: str) -> str:
        """Return the slug of the figure so named, empty when none is."""
        key = name_key(text)
        return self._remembered.get(key) or self._exact.get(key, "")

    def near(self, text: str) -> str:
        """Return the slug of the only figure whose name is close, empty when none or several."""
        key = name_key(text)
        if key not in self._near:
            if len(self._near) >= MOST_NEAR:
                return ""
            self._near[key] = self._closest(_telling(text))
        return self._near[key]

    def _closest(self, wanted: frozenset[str]) -> str:
        scores = sorted(
            (
                (len(wanted & known) / len(wanted | known), slug)
                for slug, known in self._words.items()
                if wanted & known
            ),
            reverse=True,
        )
        if not scores or scores[0][0] < ALIKE or len(wanted) < 2:
            return ""
        return scores[0][1] if len(scores) == 1 or scores[1][0] < scores[0][0] else ""


def name_key(text: str) -> str:
    """Return a name as it is compared: no accent, case, sign or unit between brackets."""
    return " ".join(words_of(text[:LONGEST_NAME].replace("_", " ")))


def _telling(text: str) -> frozenset[str]:
    return frozenset(telling(words_of(text[:LONGEST_NAME])))
