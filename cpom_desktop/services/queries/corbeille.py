"""What was deleted and can be put back, read in the journal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import OWN_CRITERE
from cpom_desktop.i18n import _, capitalise, ngettext
from cpom_desktop.services.operations.corbeille import LostLink, RestoreDeleted
from cpom_desktop.services.queries.designations import field_label, known_fields
from cpom_desktop.services.references import references_of
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from cpom_desktop.services.operations.corbeille import Restored
    from cpom_desktop.services.ports import HistoryRow, HistoryStep
    from cpom_desktop.services.queries.designations import Designations

KINDS: Mapping[str, str] = {
    "acteurs": "Acteur",
    "tasks": "Tâche",
    "fermetures": "Fermeture",
    "delais_reunion": "Délai des réunions",
    "plans_reference": "Plan de référence",
    "echeances": "Échéance",
    "raci_roles": "Rôle RACI",
    "raci_activites": "Activité RACI",
    "axes": "Axe",
    "objectifs": "Objectif",
    "fiches_action": "Fiche action",
    "etapes": "Étape d'une fiche",
    "moyens": "Moyen d'une fiche",
    "financements": "Financement d'une fiche",
    "indicateurs": "Indicateur",
    "fiches_versions": "Version d'une fiche",
    "indicateurs_propres": "Indicateur",
    "reperes": "Repère",
    "criteres_propres": "Critère",
    "cotations_has": "Critère HAS",
    "interlocuteurs": "Interlocuteur",
    "instances": "Instance",
    "instances_membres": "Membre d'une instance",
    "reunions": "Réunion",
    "reunions_points": "Point d'un ordre du jour",
    "reunions_presences": "Participant d'une réunion",
    "decisions": "Décision",
    "echanges": "Échange",
    "envois": "Document d'un bordereau",
    "pieces": "Pièce à réunir",
    "fichiers": "Fichier joint",
    "dossiers_nommes": "Dossier de documents",
    "controles": "Point de check-list",
    "rubriques": "Rubrique",
}
"""Table of what may be put back → what it is. A link alone is made again on its page."""
COUNTED: Mapping[str, tuple[str, str]] = {
    "task_links": ("{n} lien entre tâches", "{n} liens entre tâches"),
    "plans_reference_taches": ("{n} tâche du plan", "{n} tâches du plan"),
    "raci_cases": ("{n} case RACI", "{n} cases RACI"),
    "objectifs": ("{n} objectif", "{n} objectifs"),
    "fiches_action": ("{n} fiche action", "{n} fiches actions"),
    "etapes": ("{n} étape", "{n} étapes"),
    "moyens": ("{n} moyen", "{n} moyens"),
    "financements": ("{n} financement", "{n} financements"),
    "indicateurs": ("{n} indicateur", "{n} indicateurs"),
    "cibles_indicateurs": ("{n} cible", "{n} cibles"),
    "fiches_constats": ("{n} critère lié", "{n} critères liés"),
    "objectifs_constats": ("{n} critère lié", "{n} critères liés"),
    "fiches_origines": ("{n} origine", "{n} origines"),
    "fiches_versions": ("{n} version", "{n} versions"),
    "realisations": ("{n} valeur réalisée", "{n} valeurs réalisées"),
    "tasks": ("{n} tâche", "{n} tâches"),
    "raci_roles": ("{n} rôle RACI", "{n} rôles RACI"),
    "raci_taches": ("{n} lien avec une tâche", "{n} liens avec des tâches"),
    "valeurs": ("{n} donnée", "{n} données"),
    "reperes": ("{n} repère", "{n} repères"),
    "explications": ("{n} explication", "{n} explications"),
    "constats": ("{n} constat", "{n} constats"),
    "constats_indicateurs": ("{n} indicateur lié", "{n} indicateurs liés"),
    "constats_pieces": ("{n} preuve", "{n} preuves"),
    "interlocuteurs": ("{n} interlocuteur précédent", "{n} interlocuteurs précédents"),
    "instances": ("{n} instance", "{n} instances"),
    "instances_membres": ("{n} place dans une instance", "{n} places dans des instances"),
    "reunions": ("{n} réunion", "{n} réunions"),
    "reunions_points": ("{n} point", "{n} points"),
    "reunions_presences": ("{n} participant", "{n} participants"),
    "decisions": ("{n} décision", "{n} décisions"),
    "echanges": ("{n} échange", "{n} échanges"),
    "echanges_personnes": ("{n} personne", "{n} personnes"),
    "envois": ("{n} document envoyé", "{n} documents envoyés"),
    "pieces": ("{n} pièce", "{n} pièces"),
    "fichiers": ("{n} fichier joint", "{n} fichiers joints"),
    "dossiers_parties": ("{n} document", "{n} documents"),
    "controles": ("{n} point de check-list", "{n} points de check-list"),
    "echeances": ("{n} échéance", "{n} échéances"),
}


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something deleted that is not in the dossier any more.

    Attributes:
        what: « Fiche action ».
        hanging: « 3 étapes, 2 moyens » deleted with it; empty when nothing was.
        links: « 4 tâches » that named it and stayed; empty when none did.
        values: its fields in words, those that were filled.
        operation: what puts it back.
    """

    step_id: int
    moment: datetime
    table: str
    record_id: int
    name: str
    what: str
    hanging: str
    links: str
    values: tuple[tuple[str, str], ...]
    operation: RestoreDeleted

    @property
    def key(self) -> tuple[int, str, int]:
        """Its identity."""
        return self.step_id, self.table, self.record_id


def deleted(steps: Iterable[HistoryStep], words: Designations) -> tuple[Deleted, ...]:
    """Return what may be put back, the last deleted first.

    Args:
        steps: those that deleted something, the newest first.
        words: names, and what is in the dossier now.
    """
    return tuple(item for step in steps for item in _of_step(step, words))


def _of_step(step: HistoryStep, words: Designations) -> Iterator[Deleted]:
    gone = [row for row in step.rows if row.after is None]
    held = {key for row in gone for key in _held_by(row, gone)}
    for row in gone:
        key = (row.table, row.record_id)
        if row.table not in KINDS or key in held or words.exists(*key):
            continue
        if item := _item(step, row, _group(row, gone), words):
            yield item


def _held_by(row: HistoryRow, gone: Sequence[HistoryRow]) -> Iterator[tuple[str, int]]:
    """Yield what came with a deleted row: what hangs from it, and indicators of a fiche."""
    for other in gone:
        if other is not row and _hangs_from(other, row):
            yield other.table, other.record_id
            if row.table == "fiches_action" and other.table == "fiches_indicateurs":
                yield "indicateurs", _integer(other, "indicateur_id")


def _hangs_from(row: HistoryRow, parent: HistoryRow) -> bool:
    return _answers(row, parent) or any(
        reference.cascades
        and reference.table == parent.table
        and _integer(row, field) == parent.record_id
        for field, reference in references_of(row.table).items()
    )


def _answers(row: HistoryRow, parent: HistoryRow) -> bool:
    """Tell whether a row is about a criterion of hers, which it names by its slug."""
    if parent.table != "criteres_propres":
        return False
    return (row.before or {}).get("critere") == f"{OWN_CRITERE}{parent.record_id}"


def _integer(row: HistoryRow, field: str) -> int:
    value = (row.before or {}).get(field)
    return value if isinstance(value, int) else 0


def _group(root: HistoryRow, gone: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """Return a deleted row and all that came with it, however far."""
    found = {(root.table, root.record_id): root}
    by_key = {(row.table, row.record_id): row for row in gone}
    waiting = [root]
    while waiting:
        for key in _held_by(waiting.pop(), gone):
            if key in by_key and key not in found:
                found[key] = by_key[key]
                waiting.append(by_key[key])
    return tuple(found.values())


def _item(
    step: HistoryStep, root: HistoryRow, group: Sequence[HistoryRow], words: Designations
) -> Deleted | None:
    """Return what may be put back; None when its row comes from a format too old for it."""
    records = [record for row in group if (record := _record(row)) is not None]
    values = root.before or {}
    if _record(root) is None:
        return None
    name = words.name(root.table, values)
    links = tuple(_lost_links(step.rows, group))
    told = [
        (
            capitalise(field_label(root.table, field)),
            words.value(root.table, field, value, whole=True, among=values),
        )
        for field in known_fields(root.table)
        if (value := values.get(field)) not in {None, ""}
    ]
    return Deleted(
        step.id,
        step.moment,
        root.table,
        root.record_id,
        name,
        _(KINDS[root.table]),
        _counted(row.table for row in group[1:]),
        _counted(link.table for link in links),
        tuple(told),
        RestoreDeleted(
            table=root.table, id=root.record_id, nom=name, rows=tuple(records), links=links
        ),
    )


def _record(row: HistoryRow) -> object | None:
    """Return a deleted row as its record; None when a column it needs was not there yet."""
    try:
        record: object = RECORDS[row.table](**(row.before or {}))
    except TypeError:
        return None
    return record


def _lost_links(rows: Iterable[HistoryRow], group: Iterable[HistoryRow]) -> Iterator[LostLink]:
    """Yield the fields that named what was deleted, in rows that stayed."""
    gone = {(row.table, row.record_id) for row in group}
    for row in rows:
        if row.before is None or row.after is None:
            continue
        for field, reference in references_of(row.table).items():
            target = _integer(row, field)
            if (reference.table, target) in gone and row.after.get(field) is None:
                yield LostLink(row.table, row.record_id, field, target, _instead(row))


def _instead(row: HistoryRow) -> tuple[tuple[str, object, object], ...]:
    """Return what the deletion wrote in a row that stayed, beside the links it emptied."""
    before, after = row.before or {}, row.after or {}
    links = references_of(row.table)
    changed = (name for name in after if name not in links and before.get(name) != after[name])
    return tuple((name, before.get(name), after[name]) for name in changed)


def _counted(tables: Iterable[str]) -> str:
    """Return « 3 étapes, 2 moyens »."""
    numbers = Counter(tables)
    known = [(table, numbers[table]) for table in COUNTED if numbers[table]]
    return ", ".join(ngettext(*COUNTED[table], number) for table, number in known)


def restored_sentence(item: Deleted, restored: Restored) -> str:
    """Return what is said once something is back: itself, its links, its new number."""
    told = [_("{quoi} de nouveau dans le dossier : {nom}.", quoi=item.what, nom=item.name)]
    if restored.renumbered:
        number = _("Son numéro était pris : c'est maintenant {n}.", n=restored.renumbered)
        told.append(number)
    if restored.left_out:
        words = (
            "{n} lien n'a pas pu être remis : l'autre bout a été supprimé ou changé depuis.",
            "{n} liens n'ont pas pu être remis : l'autre bout a été supprimé ou changé depuis.",
        )
        told.append(ngettext(*words, restored.left_out))
    return " ".join(told)
