"""Formulas on the activity, the dependency and the quality (numbers §1.2, §1.3, §2.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Formule, Unite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.donnees import Lecteur, Terme

GIRS = tuple(f"gir_{gir}" for gir in range(1, 7))
POINTS_GMP = (1000, 840, 660, 420, 250, 70)
"""Points of GIR 1 to 6, columns B and C of annexe 3-6 (numbers §2.1, read)."""
POINTS_DEPENDANCE = (1040, 1040, 660, 660, 280, 280)
"""Column E of the same annexe: points of the tariff of dependency."""


def theoriques_hp(v: Lecteur) -> Decimal:
    """Return the days that the permanent places open."""
    return v("places_hp") * v("jours_ouverture")


def theoriques_ht(v: Lecteur) -> Decimal:
    """Return the days that the temporary places open."""
    return v("places_ht") * v("jours_ouverture")


def theoriques_aj(v: Lecteur) -> Decimal:
    """Return the days that the places of day care open."""
    return v("places_aj") * v("jours_ouverture_aj")


def _financees(v: Lecteur) -> Decimal:
    return theoriques_hp(v) + theoriques_ht(v) + theoriques_aj(v)


def _points(v: Lecteur, points: tuple[int, ...]) -> Decimal:
    counts = zip(GIRS, points, strict=True)
    return sum((v(gir) * number for gir, number in counts), Decimal(0))


def _points_gmp(v: Lecteur) -> Decimal:
    return _points(v, POINTS_GMP)


def _points_dependance(v: Lecteur) -> Decimal:
    return _points(v, POINTS_DEPENDANCE)


def _evalues(v: Lecteur) -> Decimal:
    return v.total(*GIRS)


def _one(slug: str) -> Terme:
    def term(v: Lecteur) -> Decimal:
        return v(slug)

    return term


def _sum(*slugs: str) -> Terme:
    def term(v: Lecteur) -> Decimal:
        return v.total(*slugs)

    return term


def _share(part: str, whole: str) -> Formule:
    return Formule(_one(part), _one(whole), Unite.POUR_CENT)


FORMULES: Mapping[str, Formule] = {
    "realisation-activite": Formule(
        _sum("journees_hp", "journees_ht", "journees_aj"), _financees, Unite.POUR_CENT
    ),
    "occupation-hp": Formule(_one("journees_hp"), theoriques_hp, Unite.POUR_CENT),
    "occupation-ht": Formule(_one("journees_ht"), theoriques_ht, Unite.POUR_CENT),
    "occupation-aj": Formule(_one("journees_aj"), theoriques_aj, Unite.POUR_CENT),
    "file-active": Formule(_sum("presents", "sorties"), None, Unite.PERSONNES, 0),
    "duree-sejour": Formule(_one("duree_sorties"), _one("sorties"), Unite.JOURS, 1),
    "absence-residents": Formule(
        _one("jours_absence_residents"), _one("residents_absents"), Unite.JOURS, 1
    ),
    "gmp": Formule(_points_gmp, _evalues, Unite.POINTS),
    "moyenne-dependance": Formule(_points_dependance, _evalues, Unite.POINTS),
    **{
        f"part-gir-{place}": Formule(_one(gir), _evalues, Unite.POUR_CENT)
        for place, gir in enumerate(GIRS, start=1)
    },
    "hospitalisation": Formule(_one("journees_hospitalisation"), theoriques_hp, Unite.POUR_CENT),
    "deces-sorties": _share("deces", "sorties"),
    "chutes": Formule(_one("chutes"), _one("journees_hp"), Unite.POUR_MILLE_JOURNEES),
    "projets-personnalises": _share("projets_a_jour", "presents"),
    "energie-surface": Formule(_one("energie"), _one("surface"), Unite.KWH_M2, 1),
}
"""Formula by name; what each means is said in the pack."""
