"""What the columns of a file of figures seem to be, by their heads and by what is in them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie.chiffres import is_nothing
from cpom_desktop.domain.saisie.dates import FIRST_YEAR, LAST_YEAR
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.correspondances import Colonnes, kept_roles
from cpom_desktop.services.queries.donnees_recues import same_key, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.services.queries.correspondances import Retenu, Roles
    from cpom_desktop.services.queries.donnees_noms import Names
    from cpom_desktop.services.tableaux import FileTable


class Colonne(StrEnum):
    """What a column of a file of figures is; one of a year is named by that year."""

    DONNEE = "donnee"
    CODE = "code"
    ANNEE = "annee"
    VALEUR = "valeur"
    SOURCE = "source"
    DATE = "date_source"
    COMMENTAIRE = "commentaire"


COLONNE_WORDS: Mapping[Colonne, str] = {
    Colonne.DONNEE: "Nom de la donnée",
    Colonne.CODE: "Code de la donnée",
    Colonne.ANNEE: "Année",
    Colonne.VALEUR: "Valeur",
    Colonne.SOURCE: "Source",
    Colonne.DATE: "Date de la source",
    Colonne.COMMENTAIRE: "Commentaire",
}
_HEADS: Mapping[Colonne, frozenset[str]] = {
    Colonne.CODE: frozenset({"code", "slug", "identifiant", "id"}),
    Colonne.DONNEE: frozenset({"donnee", "donnees", "libelle", "indicateur", "indicateurs",
                               "intitule", "designation", "nom", "rubrique", "poste",
                               "nom de la donnee"}),
    Colonne.ANNEE: frozenset({"annee", "exercice", "an", "annees"}),
    Colonne.VALEUR: frozenset({"valeur", "valeurs", "montant", "quantite", "resultat", "chiffre"}),
    Colonne.SOURCE: frozenset({"source", "sources", "origine", "document", "d'ou vient-elle"}),
    Colonne.DATE: frozenset({"date", "date de la source", "date source", "date du document"}),
    Colonne.COMMENTAIRE: frozenset({"commentaire", "commentaires", "remarque", "remarques",
                                    "observation", "observations", "note"}),
}  # fmt: skip
CODE_HEAD = "code (cpom"
"""How the head of the codes of our own template begins."""
HEAD_ROWS = 20
"""Lines among which the heads are looked for: a title may stand above them."""
_BEFORE = re.compile(r"(?:annee )?n(?: ?- ?([1-9]))?")
"""« N », « N-1 »."""


def figure_columns(table: FileTable, kept: Retenu, names: Names, today: date) -> Colonnes:
    """Return what each column seems to be: as kept of such a file, else by its head."""
    head = head_row(table.rows, today)
    heads = table.rows[head] if head >= 0 else ("",) * len(table.rows[0])
    roles = kept_roles(heads, kept) if kept.connu else ()
    if not any(roles):
        roles = _once(role_of(cell, today) for cell in heads)
    if Colonne.DONNEE not in roles and Colonne.CODE not in roles:
        roles = _with_names(table.rows[head + 1 :], roles, names)
    return Colonnes(head, roles)


def head_row(rows: Sequence[Sequence[str]], today: date) -> int:
    """Return the place of the row that names most columns, −1 when none names two."""
    counts = [sum(role_of(cell, today) is not None for cell in row) for row in rows[:HEAD_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else -1


def role_of(cell: str, today: date) -> str | None:
    """Return what a head says that its column is; None when it says nothing of ours."""
    key = same_key(cell)
    if key.startswith(CODE_HEAD):
        return Colonne.CODE
    for column, words in _HEADS.items():
        if key in words:
            return column
    if found := _BEFORE.fullmatch(key):
        return str(today.year - 1 - int(found[1] or 0))
    year = year_in(cell)
    return str(year) if year else None


def is_relative(cell: str) -> bool:
    """Tell whether a head names a year by its distance: « N-1 »."""
    return _BEFORE.fullmatch(same_key(cell)) is not None


def _once(roles: Iterator[str | None]) -> Roles:
    """Return the roles, each taken once; a year may be there twice, to be refused."""
    seen: set[str] = set()
    kept: list[str | None] = []
    for role in roles:
        new = role is not None and (role.isdigit() or role not in seen)
        kept.append(role if new else None)
        seen.add(role or "")
    return tuple(kept)


def _with_names(rows: Sequence[Sequence[str]], roles: Roles, names: Names) -> Roles:
    """Return the roles with the column that names the most figures, else the first of words."""
    free = [place for place, role in enumerate(roles) if role is None]
    known = {place: sum(bool(names.exact(row[place])) for row in rows) for place in free}
    best = max(free, key=lambda place: known[place], default=-1)
    if best < 0 or not known[best]:
        best = next((place for place in free if _holds_words(rows, place)), -1)
    return tuple(Colonne.DONNEE if n == best else role for n, role in enumerate(roles))


def _holds_words(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in rows[:200] if not is_nothing(row[place])]
    return sum(any(c.isalpha() for c in cell) for cell in cells) * 2 > len(cells) > 0


def choices(columns: Colonnes, today: date) -> list[tuple[str, str]]:
    """Return what a column may be said to be, in words: kinds, then years, the latest first."""
    said = {int(role) for role in columns.roles if role and role.isdigit()}
    years = sorted({*said, *range(today.year - 6, today.year + 1)}, reverse=True)
    kinds = [(column.value, _(words)) for column, words in COLONNE_WORDS.items()]
    shown = [(str(y), _("Valeurs de {annee}", annee=str(y))) for y in years if _is_year(y)]
    return [*kinds, *shown]


def _is_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR
