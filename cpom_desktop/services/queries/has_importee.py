"""A self-evaluation (HAS) as a file: what each of its lines becomes.

Nothing of the reference text is ours: labels are those of her file, themes those of the pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie import clean_text
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import LigneHas
from cpom_desktop.services.queries.correspondances import Colonnes, kept_roles, remembered
from cpom_desktop.services.queries.donnees_noms import name_key
from cpom_desktop.services.queries.donnees_recues import Choix, Sort, same_key
from cpom_desktop.services.queries.has import mark_words
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.tableaux import nothing_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.content.schema_grille import GrilleFile
    from cpom_desktop.domain.diagnostic import CotationHas
    from cpom_desktop.services.queries.correspondances import Retenu, Roles
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.tableaux import FileTable


class ColonneHas(StrEnum):
    """What a column of a self-evaluation tells."""

    CODE = "code"
    LIBELLE = "libelle"
    THEME = "theme"
    COTATION = "cotation"
    IMPERATIF = "imperatif"
    COMMENTAIRE = "commentaire"


COLONNE_HAS_WORDS: Mapping[ColonneHas, str] = {
    ColonneHas.CODE: "Code du critère",
    ColonneHas.LIBELLE: "Libellé",
    ColonneHas.THEME: "Thématique ou chapitre",
    ColonneHas.COTATION: "Cotation",
    ColonneHas.IMPERATIF: "Impératif",
    ColonneHas.COMMENTAIRE: "Commentaire",
}
_HEADS: Mapping[ColonneHas, frozenset[str]] = {
    ColonneHas.CODE: frozenset({"code", "n°", "numero", "ref", "reference", "n° du critere",
                                "code du critere", "code critere", "n° critere"}),
    ColonneHas.LIBELLE: frozenset({"libelle", "intitule", "enonce", "libelle du critere",
                                   "intitule du critere", "critere", "criteres",
                                   "critere d'evaluation"}),
    ColonneHas.THEME: frozenset({"theme", "themes", "thematique", "thematiques", "chapitre",
                                 "thematique has", "theme has"}),
    ColonneHas.COTATION: frozenset({"cotation", "cotations", "note", "notes", "score", "cote",
                                    "cotation retenue", "autoevaluation", "auto-evaluation"}),
    ColonneHas.IMPERATIF: frozenset({"imperatif", "imperatifs", "niveau", "exigence", "type",
                                     "niveau d'exigence", "critere imperatif"}),
    ColonneHas.COMMENTAIRE: frozenset({"commentaire", "commentaires", "remarque", "remarques",
                                       "observation", "observations", "justification",
                                       "elements de preuve"}),
}  # fmt: skip
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_LED = re.compile(
    rf"(?:crit[eè]re\s+)?({_CODE.pattern})\b[\s.:\-–]*(.*)", re.IGNORECASE | re.DOTALL
)
"""A code, alone or before its label."""
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
_UNRATED = {"nc": "NC", "ri": "RI", "*": "*", "non concerne": "NC", "a rechercher": "RI"}
_YES = frozenset({"oui", "o", "x", "1", "vrai", "imperatif", "imp", "i"})
_NO = frozenset({"", "non", "n", "0", "faux", "standard", "std", "s", "-"})
HEAD_ROWS = 20


@dataclass(frozen=True, slots=True)
class CritereLu:
    """A line of the file, read.

    Attributes:
        numero: its line in the file.
        ligne: what would be written; None when it is refused.
        code: of its criterion, empty when it says none.
        avant: the mark that the dossier has, in words.
    """

    numero: int
    sort: Sort
    ligne: LigneHas | None
    code: str = ""
    avant: str = EMPTY
    raison: str = ""

    @property
    def choices(self) -> tuple[Choix, ...]:
        """What may be done of it, the proposed one first."""
        if self.sort in {Sort.NOUVELLE, Sort.MODIFIEE}:
            return (Choix.ECRIRE, Choix.LAISSER)
        return (Choix.LAISSER,)


@dataclass(frozen=True, slots=True)
class AutoevaluationLue:
    """The whole file, read.

    Attributes:
        notes: how it was understood, and what it takes away.
        bloque: why nothing may be taken; empty when it may.
    """

    lignes: tuple[CritereLu, ...] = ()
    notes: tuple[str, ...] = ()
    bloque: str = ""


def has_of_file(
    table: FileTable,
    snapshot: DossierSnapshot,
    grille: GrilleFile,
    columns: Colonnes | None = None,
) -> tuple[Colonnes, AutoevaluationLue]:
    """Return how the columns of a self-evaluation are understood, and the file read so."""
    head = has_head(table.rows)
    kept = remembered(snapshot, "has", table.rows[head] if head >= 0 else ())
    columns = columns or has_columns(table, kept)
    return columns, read_has(table, columns, snapshot.cotations_has, grille)


def has_columns(table: FileTable, kept: Retenu) -> Colonnes:
    """Return what each column of a self-evaluation seems to be."""
    head = has_head(table.rows)
    heads = table.rows[head] if head >= 0 else ("",) * len(table.rows[0])
    roles = kept_roles(heads, kept) if kept.connu else ()
    if not any(roles):
        roles = _by_heads(heads)
    return Colonnes(head, _with_codes(table.rows[head + 1 :], roles))


def has_head(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the row that names most columns, −1 when none names two."""
    counts = [sum(_role(cell) is not None for cell in row) for row in rows[:HEAD_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else -1


def _role(head: str) -> ColonneHas | None:
    key = same_key(head)
    return next((column for column, words in _HEADS.items() if key in words), None)


def _by_heads(heads: Iterable[str]) -> Roles:
    found: list[str | None] = []
    for head in heads:
        role = _role(head)
        found.append(None if role in found else role)
    return tuple(found)


def _with_codes(rows: Sequence[Sequence[str]], roles: Roles) -> Roles:
    """Return the roles with the column whose cells are codes; their label may follow them."""
    if ColonneHas.CODE in roles:
        return roles
    counts = [sum(_has_code(row[n]) for row in rows) for n in range(len(roles))]
    best = max(counts, default=0)
    if not best:
        return roles
    place = counts.index(best)
    return tuple(ColonneHas.CODE if n == place else role for n, role in enumerate(roles))


def _has_code(cell: str) -> bool:
    return _LED.fullmatch(cell.strip()) is not None


def read_has(
    table: FileTable, columns: Colonnes, known: Sequence[CotationHas], grille: GrilleFile
) -> AutoevaluationLue:
    """Return what a self-evaluation becomes.

    Args:
        table: the file.
        columns: what each of its columns is.
        known: the criteria that the dossier has.
        grille: themes of the pack.
    """
    if told := nothing_under(table.rows, columns.head):
        return AutoevaluationLue(bloque=told)
    for role, told in (
        (ColonneHas.CODE, _("Dites quelle colonne porte le code de chaque critère.")),
        (ColonneHas.COTATION, _("Dites quelle colonne porte la cotation.")),
    ):
        if role not in columns.roles:
            return AutoevaluationLue(bloque=told)
    reading = _Reading(columns, known, grille)
    first = columns.head + 1
    lines = zip(table.numbers[first:], table.rows[first:], strict=True)
    read = tuple(made for number, row in lines if (made := reading.line(number, row)))
    return AutoevaluationLue(read, (*table.notes, *reading.notes(known)))


class _Reading:
    """Reads line by line, beside what the dossier has."""

    def __init__(
        self, columns: Colonnes, known: Sequence[CotationHas], grille: GrilleFile
    ) -> None:
        self._at = {r: columns.roles.index(r) for r in ColonneHas if r in columns.roles}
        self._known = {row.code: row for row in known}
        self._themes = {name_key(theme.libelle): theme.code for theme in grille.themes_has}
        self._themes |= {name_key(theme.code): theme.code for theme in grille.themes_has}
        self._seen: dict[str, int] = {}
        self._strange: dict[str, None] = {}

    def _cell(self, row: Sequence[str], role: ColonneHas) -> str:
        place = self._at.get(role, -1)
        return row[place].strip() if place >= 0 else ""

    def line(self, number: int, row: Sequence[str]) -> CritereLu | None:
        """Return what a line becomes; None when it is the title of a chapter."""
        written, mark = self._cell(row, ColonneHas.CODE), self._cell(row, ColonneHas.COTATION)
        found = _LED.fullmatch(written)
        if found is None:
            return _no_code(number, written) if mark else None
        code = found[1]
        if code in self._seen:
            first = self._seen[code]
            told = _("Le code {code} est déjà à la ligne {n}.", code=code, n=first)
            return CritereLu(number, Sort.REFUSEE, None, raison=told)
        if not mark and not self._cell(row, ColonneHas.LIBELLE) and code.count(".") < 2:
            return None
        self._seen[code] = number
        try:
            ligne = self._ligne(code, found[2], row)
        except RegleInvalide as error:
            told = f"{code} : {sentence(error)}"
            return CritereLu(number, Sort.REFUSEE, None, code, raison=told)
        return self._sorted(number, ligne)

    def _ligne(self, code: str, beside: str, row: Sequence[str]) -> LigneHas:
        mark, told = _mark(self._cell(row, ColonneHas.COTATION))
        comment = self._cell(row, ColonneHas.COMMENTAIRE)
        return LigneHas(
            code=code,
            libelle=clean_text(self._cell(row, ColonneHas.LIBELLE) or beside),
            theme=self._theme(self._cell(row, ColonneHas.THEME)),
            cotation=mark,
            imperatif=_is_imperative(self._cell(row, ColonneHas.IMPERATIF)),
            commentaire=clean_text("\n".join(filter(None, (told, comment)))),
        )

    def _theme(self, text: str) -> str:
        """Return the code of a theme of the pack, by its code or its name."""
        if not text:
            return ""
        key = name_key(text)
        found = self._themes.get(key) or self._themes.get(key.split(" ", 1)[0])
        found = found or self._themes.get(key.split(" ", 1)[-1])
        if not found:
            self._strange[text[:60]] = None
        return found or ""

    def _sorted(self, number: int, ligne: LigneHas) -> CritereLu:
        row = self._known.get(ligne.code)
        if row is None:
            return CritereLu(number, Sort.NOUVELLE, ligne, ligne.code)
        same = all(getattr(row, name) == getattr(ligne, name) for name in ligne.__struct_fields__)
        sort = Sort.IDENTIQUE if same else Sort.MODIFIEE
        told = _("Déjà dans le dossier.") if same else ""
        return CritereLu(number, sort, ligne, ligne.code, mark_words(row.cotation), told)

    def notes(self, known: Sequence[CotationHas]) -> Iterable[str]:
        """Yield what is told of the whole file."""
        if self._strange:
            names = " ; ".join(list(self._strange)[:5])
            yield _(
                "Thématiques qui ne sont pas celles du kit, laissées vides : {noms}.", noms=names
            )
        gone = sum(row.code not in self._seen for row in known)
        if gone:
            yield ngettext(
                "{n} critère du dossier n'est pas dans ce fichier : il sera retiré.",
                "{n} critères du dossier ne sont pas dans ce fichier : ils seront retirés.",
                gone,
            )


def _no_code(number: int, written: str) -> CritereLu | None:
    if _DAY.fullmatch(written):
        told = _(
            "« {saisie} » : le tableur a pris le code pour une date ; écrivez-le en texte.",
            saisie=written,
        )
    else:
        told = _("« {saisie} » n'est pas un code. Exemple : 1.1.1.", saisie=written[:40])
    return CritereLu(number, Sort.REFUSEE, None, raison=told)


def _mark(text: str) -> tuple[int | None, str]:
    """Return a mark, 1 to 4, or None with what the file says in its place.

    Raises:
        RegleInvalide: `cotation-has`.
    """
    plain = fold(text).strip().rstrip(".").replace(",0", "").replace(".0", "")
    if not plain or plain in {"-", "\u2013"}:
        return None, ""
    if plain in _UNRATED:
        return None, _("Cotation du fichier : {mot}.", mot=_UNRATED[plain])
    if plain in {"1", "2", "3", "4"}:
        return int(plain), ""
    raise RegleInvalide("cotation-has", saisie=text[:40])


def _is_imperative(text: str) -> bool:
    plain = fold(text).strip()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise RegleInvalide("imperatif-has", saisie=text[:40])


def kept_lines(
    read: AutoevaluationLue, decided: Mapping[int, Choix], known: Sequence[CotationHas]
) -> list[LigneHas]:
    """Return the self-evaluation as it would be: a line that is left keeps what the dossier has.

    Args:
        read: the file.
        decided: number of a line → what is done of it; those left out are as proposed.
        known: the criteria that the dossier has.
    """
    there = {row.code: row for row in known}
    made = []
    for line in read.lignes:
        chosen = decided.get(line.numero, line.choices[0])
        if line.ligne and (chosen is Choix.ECRIRE or line.sort is Sort.IDENTIQUE):
            made.append(line.ligne)
        elif line.code in there:
            made.append(as_line(there[line.code]))
    return made


def as_line(row: CotationHas) -> LigneHas:
    """Return a criterion as it would be imported again."""
    return LigneHas(
        code=row.code,
        libelle=row.libelle,
        theme=row.theme,
        cotation=row.cotation,
        imperatif=row.imperatif,
        commentaire=row.commentaire,
    )
