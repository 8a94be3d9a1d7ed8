"""Going back to a named version as a whole: every row as it was then, in one step.

Not a public operation: what it carries comes from the versions of the dossier itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.fiches_action import FicheAction
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation
from cpom_desktop.services.rows import insert_rows
from cpom_desktop.services.snapshot import RECORDS, SINGLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.services.ports import Records
    from cpom_desktop.services.snapshot import DossierSnapshot

UNIQUE: Mapping[str, tuple[str, ...]] = {
    "capacites": ("type",),
    "task_links": ("task_id", "predecessor_id"),
    "plans_reference_taches": ("reference_id", "task_id"),
    "echeances": ("cle",),
    "raci_cases": ("activite_id", "role_id", "sens"),
    "constats": ("critere",),
    "cibles_indicateurs": ("indicateur_id", "annee"),
    "fiches_indicateurs": ("fiche_id", "indicateur_id"),
    "fiches_constats": ("fiche_id", "critere"),
    "objectifs_constats": ("objectif_id", "critere"),
    "fiches_origines": ("fiche_id", "origine"),
    "realisations": ("indicateur_id", "annee"),
    "raci_taches": ("activite_id", "task_id"),
    "instances_membres": ("instance_id", "acteur_id"),
    "valeurs": ("donnee", "annee"),
    "explications": ("indicateur",),
    "constats_indicateurs": ("critere", "indicateur"),
    "constats_pieces": ("critere", "piece_id"),
    "syntheses": ("cle",),
    "anomalies_assumees": ("cle",),
    "packs_integres": ("pack", "fichier"),
    "dossiers_parties": ("dossier_id", "document"),
    "confidentialite": ("cle",),
    "effacements": ("numero",),
}
"""Table from which nothing hangs → fields that no two of its rows share: such a row is written
anew rather than changed, so that two may exchange theirs. A test compares them to the schema."""
ASIDE = 1_000_000
"""Added to the number of a fiche while another still holds the one it had."""


class RestoreVersion(Operation, frozen=True):
    """Make the dossier what it was in a version, rows added since deleted; `nom` of the version.

    `tables`: the rows of each table, as records.
    """

    nom: str
    tables: dict[str, tuple[Any, ...]]

    def title(self) -> str:
        """Return its title."""
        return _("revenir à la version « {nom} »", nom=self.nom)

    def apply(self, records: Records, context: Context) -> None:
        """Delete what came since, children first; then add and change, parents first."""
        for table in reversed(tuple(RECORDS)):
            _delete_newer(records, table, self.tables[table])
        for table in RECORDS:
            _write(records, table, self.tables[table])


def tables_of(snapshot: DossierSnapshot) -> dict[str, tuple[Any, ...]]:
    """Return a state of the dossier as `RestoreVersion` carries it."""
    return {
        table: (found,) if table in SINGLE else found
        for table in RECORDS
        for found in (getattr(snapshot, table),)
    }


def _delete_newer(records: Records, table: str, wanted: Sequence[Any]) -> None:
    """Delete the rows that were not there, and those whose place another row takes."""
    former = {row.id: row for row in wanted}
    present: tuple[Any, ...] = records.all(RECORDS[table])
    keys = UNIQUE.get(table, ())
    gone = [
        row.id
        for row in present
        if row.id not in former or _key(row, keys) != _key(former[row.id], keys)
    ]
    if gone:
        records.delete(RECORDS[table], gone)


def _key(row: Any, fields: Sequence[str]) -> tuple[object, ...]:  # noqa: ANN401 - any record
    return tuple(getattr(row, field) for field in fields)


def _write(records: Records, table: str, wanted: Sequence[Any]) -> None:
    kind = RECORDS[table]
    rows: tuple[Any, ...] = records.all(kind)
    present = {row.id: row for row in rows}
    changed = [row for row in wanted if row.id in present and row != present[row.id]]
    if kind is FicheAction:
        _free_numbers(records, changed, present)
    insert_rows(records, table, [row for row in wanted if row.id not in present])
    for row in changed:
        records.update(kind, row.id, _values(row))


def _free_numbers(
    records: Records, changed: Sequence[FicheAction], present: Mapping[int, FicheAction]
) -> None:
    """Put aside the numbers that fiches exchange: no two may have the same, even in between."""
    wanted = {row.numero: row.id for row in changed}
    for row_id, row in present.items():
        if wanted.get(row.numero, row_id) != row_id:
            records.update(FicheAction, row_id, {"numero": row.numero + ASIDE})


def _values(row: Any) -> dict[str, object]:  # noqa: ANN401 - any record
    return {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "id"}
