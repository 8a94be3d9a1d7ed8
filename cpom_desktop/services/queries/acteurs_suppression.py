"""What a deletion does elsewhere: what keeps the name, what loses it, what goes with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.references import REFERENCES
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cpom_desktop.services.snapshot import DossierSnapshot

KEEPS = {
    "echanges_personnes": ("{n} échange", "{n} échanges"),
    "reunions_presences": ("{n} présence à une réunion", "{n} présences à des réunions"),
    "decisions": ("{n} décision d'un compte rendu", "{n} décisions de comptes rendus"),
}
"""Rows that write the name down: it stays."""
GOES = {
    "instances_membres": ("{n} place dans une instance", "{n} places dans des instances"),
    "interlocuteurs": ("{n} interlocuteur précédent", "{n} interlocuteurs précédents"),
}
"""Rows that are deleted with the stakeholder."""
LOSES = {
    "tasks": ("{n} tâche", "{n} tâches"),
    "raci_roles": ("{n} rôle RACI", "{n} rôles RACI"),
    "fiches_action": ("{n} fiche action", "{n} fiches actions"),
    "indicateurs": ("{n} indicateur", "{n} indicateurs"),
    "etapes": ("{n} étape de fiche", "{n} étapes de fiches"),
    "instances": ("{n} instance présidée ou suivie", "{n} instances présidées ou suivies"),
    "instances_membres": ("{n} suppléance", "{n} suppléances"),
    "reunions_points": ("{n} point d'ordre du jour", "{n} points d'ordre du jour"),
    "echeances": ("{n} échéance", "{n} échéances"),
    "pieces": ("{n} pièce à réunir", "{n} pièces à réunir"),
    "controles": ("{n} point de check-list", "{n} points de check-list"),
    "constats": ("{n} constat du diagnostic", "{n} constats du diagnostic"),
}
"""Rows that stay, without a name."""
TITLES = ("titre", "libelle", "nom", "texte")


class Part(NamedTuple):
    """One kind of rows: « 3 tâches », and the titles of those that have one."""

    counted: str
    titles: tuple[str, ...] = ()


class Consequences(NamedTuple):
    """What a deletion does elsewhere, in words."""

    keeps: tuple[Part, ...]
    loses: tuple[Part, ...]
    goes: tuple[Part, ...]

    @property
    def none(self) -> bool:
        """Whether nothing names who is deleted."""
        return not (self.keeps or self.loses or self.goes)


def consequences(snapshot: DossierSnapshot, ids: Collection[int]) -> Consequences:
    """Return what deleting stakeholders does to the rest of the dossier."""
    kept, lost, gone = Counter[str](), dict[str, list[object]](), Counter[str]()
    for table, record_id, cascades in _naming(snapshot, ids):
        if table in KEEPS:
            kept[table] += 1
        elif cascades:
            gone[table] += 1
        else:
            lost.setdefault(table, []).append(record_id)
    return Consequences(
        tuple(Part(ngettext(*KEEPS[table], kept[table])) for table in KEEPS if kept[table]),
        tuple(
            Part(ngettext(*LOSES[table], len(rows)), _titles(rows))
            for table in LOSES
            if (rows := lost.get(table))
        ),
        tuple(Part(ngettext(*GOES[table], gone[table])) for table in GOES if gone[table]),
    )


def _naming(snapshot: DossierSnapshot, ids: Collection[int]) -> list[tuple[str, object, bool]]:
    """Return table, row and whether it goes, of every row that names them; once a row."""
    found: list[tuple[str, object, bool]] = []
    for table in RECORDS:
        fields = {f: r for f, r in REFERENCES.get(table, {}).items() if r.table == "acteurs"}
        for row in getattr(snapshot, table) if fields else ():
            named = [r for f, r in fields.items() if getattr(row, f) in ids]
            if named:
                found.append((table, row, any(r.cascades for r in named)))
    return found


def _titles(rows: Sequence[object]) -> tuple[str, ...]:
    return tuple(name for row in rows if (name := _title(row)))


def _title(row: object) -> str:
    return next((str(getattr(row, f)) for f in TITLES if getattr(row, f, "")), "")


def sentence_of(parts: Sequence[Part]) -> str:
    """Return « 3 tâches, 1 rôle RACI »."""
    return ", ".join(part.counted for part in parts)


def listed_words(found: Consequences) -> tuple[str, ...]:
    """Return what loses the name, row by row, each kind under its count."""
    lines: list[str] = []
    for part in found.loses:
        if part.titles:
            lines += [f"{part.counted} :", *(f"– {title}" for title in part.titles)]
    return tuple(lines)


def deletion_words(snapshot: DossierSnapshot, ids: Collection[int]) -> str:
    """Return what a deletion does to the rest of the dossier, one fact a line."""
    found = consequences(snapshot, ids)
    undo = _("Vous pourrez annuler ; la corbeille remet aussi les liens.")
    if found.none:
        return _("Rien d'autre dans le dossier ne le nomme.") + " " + undo
    facts = (
        (found.loses, _("Resteront, sans nom : {quoi}.")),
        (found.keeps, _("Garderont le nom : {quoi}.")),
        (found.goes, _("Seront supprimés aussi : {quoi}.")),
    )
    told = [words.format(quoi=sentence_of(parts)) for parts, words in facts if parts]
    return "\n".join((*told, undo))
