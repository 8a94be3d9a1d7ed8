"""What hangs from a fiche action: how its rows are added, changed and checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.fiches_action import Etape, FicheAction
from cpom_desktop.domain.moyens import UniteCout
from cpom_desktop.domain.objectifs import Objectif
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.operations.base import (
    check_year,
    cleaned,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.moyens import Financement, Moyen
    from cpom_desktop.services.ports import Records

LARGEST_CENTIMES = 99_999_999_999
"""999 999 999,99 €: the limit of what is typed (reliability §7.2, row 40)."""


def add_part(
    records: Records,
    table: str,
    kind: type[Etape | Moyen | Financement],
    values: Mapping[str, object],
) -> int:
    """Insert what hangs from a fiche, after its like; return its id."""
    fiche = records.get(FicheAction, int(str(values["fiche_id"])))
    _check_part(records, values)
    _check_order(values.get("debut"), values.get("fin"))
    place = next_place([row for row in records.all(kind) if row.fiche_id == fiche.id])
    made = {**cleaned(table, values), "id": 0, "ordre": place}
    return records.insert(kind(**made))  # type: ignore[arg-type]


def change_part(records: Records, table: str, row_id: int, values: dict[str, object]) -> None:
    """Write what is given of a row that hangs from a fiche.

    Raises:
        RegleInvalide: as `add_part`, and `fin-avant-debut`.
    """
    _check_part(records, values)
    if table == "etapes":
        step = records.get(Etape, row_id)
        _check_order(values.get("debut", step.debut), values.get("fin", step.fin))
    update_given(records, table, row_id, values)


def _check_part(records: Records, values: Mapping[str, object]) -> None:
    """Refuse an empty label, a progress, a year or an amount that cannot be.

    Raises:
        RegleInvalide: `nom-vide`, `avancement`, `annee-hors-bornes`, `montant-negatif`,
            `montant-limite`, `etp-negatif`, `introuvable`.
    """
    require_text(values.get("libelle"))
    progress = values.get("avancement", 0)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        raise RegleInvalide("avancement")
    for name in ("premiere_annee", "derniere_annee"):
        if isinstance(year := values.get(name), int):
            check_year(year)
    for name in ("montant_centimes", "cout_unitaire_centimes", "montant_obtenu_centimes"):
        if isinstance(amount := values.get(name), int):
            _check_amount(amount)
    _check_quantity(values.get("quantite"), values.get("unite"))
    check_links(records, values)


def _check_order(debut: object, fin: object) -> None:
    """Refuse an end before the beginning (reliability §7.1, row 12)."""
    if isinstance(debut, date) and isinstance(fin, date) and fin < debut:
        raise RegleInvalide("fin-avant-debut", debut=debut, fin=fin)


def _check_quantity(quantity: object, unit: object) -> None:
    """Refuse a negative quantity, in the words of its unit."""
    if not isinstance(quantity, Decimal) or quantity >= 0:
        return
    if unit in {UniteCout.ETP, None}:
        raise RegleInvalide("etp-negatif")
    raise RegleInvalide("nombre-trop-petit", minimum=0)


def _check_amount(centimes: int) -> None:
    if centimes < 0:
        raise RegleInvalide("montant-negatif")
    if centimes > LARGEST_CENTIMES:
        raise RegleInvalide("montant-limite")


def check_links(records: Records, values: Mapping[str, object]) -> None:
    """Refuse to name an acteur or an objective that is not there.

    Raises:
        RegleInvalide: `introuvable`.
    """
    for name in ("responsable_id", "suppleant_id"):
        if isinstance(acteur_id := values.get(name), int):
            records.get(Acteur, acteur_id)
    if isinstance(objectif_id := values.get("objectif_id"), int):
        records.get(Objectif, objectif_id)
