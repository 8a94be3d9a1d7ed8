"""Rows that were added, changed or deleted, in sentences: « Claire Morel, téléphone : … »."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.queries.designations import TITLED, field_label, known_fields
from cpom_desktop.services.references import references_of
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.services.ports import HistoryRow
    from cpom_desktop.services.queries.designations import Designations, Values

MADE_WHEN_ANSWERED = frozenset({"capacites", "constats", "explications"})
"""Tables whose row comes with its first answer: added, it was empty before."""
NAMED_BY: Mapping[str, str] = {
    "acteurs": "nom",
    "fiches_action": "titre",
    **{table: field for table, (_words, field) in TITLED.items()},
}
"""Table → the field that a row is called by."""
FEMININE = frozenset(
    {
        "tasks",
        "raci_activites",
        "fiches_action",
        "etapes",
        "anomalies_assumees",
        "fermetures",
        "echeances",
        "instances",
        "reunions",
        "decisions",
        "pieces",
        "rubriques",
        "valeurs",
        "fiches_versions",
        "dossiers_parties",
        "realisations",
        "explications",
    }
)
PAGE_OF: Mapping[str, str] = {
    "dossier": "etablissement",
    "etablissement": "etablissement",
    "capacites": "etablissement",
    "acteurs": "acteurs",
    "tasks": "retroplanning",
    "task_links": "retroplanning",
    "fermetures": "retroplanning",
    "delais_reunion": "retroplanning",
    "plans_reference": "retroplanning",
    "plans_reference_taches": "retroplanning",
    "echeances": "echeancier",
    "raci_roles": "raci",
    "raci_activites": "raci",
    "raci_cases": "raci",
    "raci_taches": "raci",
    "indicateurs": "indicateurs",
    "cibles_indicateurs": "indicateurs",
    "realisations": "indicateurs",
    "constats": "grille",
    "valeurs": "donnees",
    "indicateurs_propres": "donnees",
    "reperes": "donnees",
    "correspondances": "donnees",
    "explications": "vue-ars",
    "criteres_propres": "grille",
    "constats_indicateurs": "grille",
    "constats_pieces": "grille",
    "cotations_has": "grille",
    "syntheses": "synthese",
    "interlocuteurs": "acteurs",
    "instances": "comitologie",
    "instances_membres": "comitologie",
    "reunions": "reunions",
    "reunions_points": "reunions",
    "reunions_presences": "reunions",
    "decisions": "reunions",
    "echanges": "journal",
    "echanges_personnes": "journal",
    "envois": "journal",
    "pieces": "pieces",
    "fichiers": "pieces",
    "dossiers_nommes": "documents",
    "dossiers_parties": "documents",
    "controles": "check-list",
    "rubriques": "check-list",
    "confidentialite": "confidentialite",
    "effacements": "confidentialite",
    "anomalies_assumees": "tableau-de-bord",
    "packs_integres": "tableau-de-bord",
}
"""Table → page where it is seen; the page of the fiches for every other one."""
FICHES = "fiches-action"


class Kind(StrEnum):
    """What became of a row or of a field."""

    AJOUT = "ajout"
    MODIFICATION = "modification"
    RETRAIT = "retrait"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.AJOUT: "Ajouté",
    Kind.MODIFICATION: "Modifié",
    Kind.RETRAIT: "Retiré",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed, or (`field` empty) a whole row added, deleted or moved.

    Attributes:
        name: what the row is called.
        sentence: the whole in words.
        before, after: the values of the field, typed; None of a whole row.
        before_words, after_words: in words, a long text whole.
    """

    kind: Kind
    table: str
    record_id: int
    name: str
    sentence: str
    field: str = ""
    before: object = None
    after: object = None
    before_words: str = ""
    after_words: str = ""

    @property
    def page(self) -> str:
        """Slug of the page where it is seen."""
        return page_of(self.table)

    @property
    def label(self) -> str:
        """What changed: « Claire Morel, téléphone »."""
        told = field_label(self.table, self.field)
        return f"{self.name}, {told}" if told else self.name


def page_of(table: str) -> str:
    """Return the slug of the page where a table is seen."""
    return PAGE_OF.get(table, FICHES)


def tables_of(page: str) -> tuple[str, ...]:
    """Return the tables that are seen on a page."""
    return tuple(table for table in RECORDS if page_of(table) == page)


def differences(rows: Iterable[HistoryRow], words: Designations) -> tuple[Difference, ...]:
    """Return what rows became, in sentences; what hangs from a row comes with it, untold.

    Rows that only moved, to make room for another, are told when nothing else is.
    """
    found = tuple(each for row in top_rows(tuple(rows)) for each in _of_row(row, words))
    seen = tuple(each for each in found if each.field or each.kind is not Kind.MODIFICATION)
    return seen or found


def top_rows(rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """Leave out what was added or deleted only because what it hangs from was."""
    whole = {(row.table, row.record_id) for row in rows if not (row.before and row.after)}
    return tuple(row for row in rows if not _hangs(row, whole))


def _hangs(row: HistoryRow, whole: set[tuple[str, int]]) -> bool:
    if row.before and row.after:
        return False
    values = row.after or row.before or {}
    return any(
        reference.cascades and (reference.table, values.get(field)) in whole
        for field, reference in references_of(row.table).items()
    )


def _of_row(row: HistoryRow, words: Designations) -> Iterable[Difference]:
    before, after = row.before, row.after
    if row.table in MADE_WHEN_ANSWERED:
        before, after = before or _empty(row.table, after), after or _empty(row.table, before)
    if before is None or after is None:
        yield _whole(row, words)
        return
    name = words.name(row.table, after)
    changed = [f for f in known_fields(row.table) if before.get(f) != after.get(f)]
    if not changed:
        yield _untold(row, name)
    for field in changed:
        yield _field(row, field, name, (before.get(field), after.get(field)), words)


def _empty(table: str, values: Values | None) -> Values:
    """Return a row of these kinds before its first answer."""
    known = values or {}
    defaults = {
        field.name: field.default
        for field in fields(RECORDS[table])
        if field.default is not MISSING
    }
    return {**known, **defaults}


def _field(
    row: HistoryRow, field: str, name: str, values: tuple[object, object], words: Designations
) -> Difference:
    told_as = partial(words.value, row.table, field, among=row.after or row.before)
    before, after = (told_as(value) for value in values)
    whole = [told_as(value, whole=True) for value in values]
    told = {"nom": name, "champ": field_label(row.table, field), "avant": before, "apres": after}
    if field == NAMED_BY.get(row.table) and before != EMPTY:
        former = words.name(row.table, row.before or {})
        sentence = _("{nom} devient {apres}.", nom=former, apres=after)
    elif before == EMPTY:
        sentence = _("{nom}, {champ} : {apres}, vide auparavant.", **told)
    elif after == EMPTY:
        sentence = _("{nom}, {champ} : vide, auparavant {avant}.", **told)
    else:
        sentence = _("{nom}, {champ} : {avant} devient {apres}.", **told)
    return Difference(
        Kind.MODIFICATION, row.table, row.record_id, name, sentence, field, *values, *whole
    )


def _untold(row: HistoryRow, name: str) -> Difference:
    """Return a row of which nothing that she types changed: its place, most often."""
    moved = row.before and row.after and row.before.get("ordre") != row.after.get("ordre")
    sentence = _("{nom} : changement de place.", nom=name)
    if not moved:
        sentence = _("{nom} : mise à jour.", nom=name)
    return Difference(Kind.MODIFICATION, row.table, row.record_id, name, sentence)


def _whole(row: HistoryRow, words: Designations) -> Difference:
    values = row.after or row.before or {}
    added = row.after is not None
    kind = Kind.AJOUT if added else Kind.RETRAIT
    name = words.name(row.table, values)
    sentence = _link_sentence(row.table, values, words, added=added)
    return Difference(
        kind,
        row.table,
        row.record_id,
        name,
        sentence or _row_sentence(row.table, name, values, words, added=added),
    )


def _row_sentence(
    table: str, name: str, values: Values, words: Designations, *, added: bool
) -> str:
    """Return « Tâche « X » ajoutée. », « Acteur supprimé : Claire Morel. »."""
    verb = _("ajouté") if added else _("supprimé")
    if table in FEMININE:
        verb += "e"
    if table == "acteurs":
        return _("Acteur {verbe} : {nom}.", verbe=verb, nom=name)
    owner = words.reference(table, "fiche_id", values) if "fiche_id" in values else ""
    if owner:
        return _("{fiche} : {nom}, {verbe}.", fiche=owner, nom=_lower(name), verbe=verb)
    if table == "cibles_indicateurs":
        value = words.value(table, "valeur", values.get("valeur"))
        return _("{nom} : {valeur}, {verbe}.", nom=name, valeur=value, verbe=f"{verb}e")
    if table == "packs_integres":
        return _("Textes de référence {verbe}s.", verbe=verb)
    return _("{nom} {verbe}.", nom=name, verbe=verb)


LINKS: Mapping[str, tuple[str, str, str, str]] = {
    "task_links": (
        "task_id",
        "predecessor_id",
        "{un} : attend maintenant {autre}.",
        "{un} : n'attend plus {autre}.",
    ),
    "raci_taches": (
        "activite_id",
        "task_id",
        "{un} : se fait maintenant par {autre}.",
        "{un} : ne se fait plus par {autre}.",
    ),
    "fiches_indicateurs": (
        "fiche_id",
        "indicateur_id",
        "{un} : suivie maintenant par {autre}.",
        "{un} : n'est plus suivie par {autre}.",
    ),
}
"""Table of links → its two fields, and what is said when one is made or undone."""


def _link_sentence(table: str, values: Values, words: Designations, *, added: bool) -> str:
    """Return what a link between two rows says; empty for a row that is a thing of its own."""
    if table in LINKS:
        one, other, made, undone = LINKS[table]
        return _(
            made if added else undone,
            un=words.reference(table, one, values),
            autre=_lower(words.reference(table, other, values)),
        )
    if table == "fiches_constats":
        told = (
            "{fiche} : répond maintenant au {critere}."
            if added
            else "{fiche} : ne répond plus au {critere}."
        )
        fiche = words.reference(table, "fiche_id", values)
        return _(told, fiche=fiche, critere=_lower(words.name(table, values)))
    if table == "raci_cases":
        told = (
            "{activite} : {role} devient {sens}."
            if added
            else "{activite} : {role} n'est plus {sens}."
        )
        return _(
            told,
            activite=words.reference(table, "activite_id", values),
            role=_lower(words.reference(table, "role_id", values)),
            sens=words.value(table, "sens", values.get("sens")),
        )
    return ""


def _lower(name: str) -> str:
    """Return a name inside a sentence: « Tâche « X » » becomes « tâche « X » »."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
