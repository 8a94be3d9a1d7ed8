"""Figures that come from elsewhere (a block pasted, a file): what each cell becomes.

Nothing is written here: what is right is offered, what is not is told with its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003 - named by `Dits`
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.saisie.chiffres import is_nothing, parse_chiffre
from cpom_desktop.domain.saisie.dates import FIRST_YEAR, LAST_YEAR
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, NBSP, _, format_number
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import ValeurSaisie
from cpom_desktop.services.queries.donnees import COUNTED
from cpom_desktop.services.queries.donnees_noms import figures_of
from cpom_desktop.services.queries.recherche.folding import fold, words_of
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.donnees import Unite
    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.services.queries.donnees_noms import DonneeConnue
    from cpom_desktop.services.snapshot import DossierSnapshot

INCONNUE = "n.c."
"""What is shown of a figure known not to be known."""


class Sort(StrEnum):
    """What a cell is to the dossier."""

    NOUVELLE = "nouvelle"
    MODIFIEE = "modifiee"
    A_CONFIRMER = "a_confirmer"
    IDENTIQUE = "identique"
    REFUSEE = "refusee"


class Choix(StrEnum):
    """What she does of a cell."""

    ECRIRE = "ecrire"
    LAISSER = "laisser"


class Dits(NamedTuple):
    """What a file says of a figure beside its value; None where it says nothing."""

    source: str | None = None
    date_source: date | None = None
    commentaire: str | None = None


RIEN = Dits()


@dataclass(frozen=True, slots=True)
class CelluleLue:
    """A cell that is not empty, read.

    Attributes:
        ligne: its row, from 1, as it was pasted or in the file.
        colonne: what tells its column.
        annee: 0 when it is not known.
        avant, apres: what the dossier has and what it would have, in words.
        raison: why it is refused, or what there is to know.
    """

    ligne: int
    colonne: str
    sort: Sort
    donnee: str = ""
    libelle: str = ""
    annee: int = 0
    valeur: Decimal | None = None
    avant: str = ""
    apres: str = ""
    raison: str = ""
    dits: Dits = RIEN

    @property
    def choices(self) -> tuple[Choix, ...]:
        """What may be done of it, the proposed one first."""
        match self.sort:
            case Sort.NOUVELLE | Sort.MODIFIEE:
                return (Choix.ECRIRE, Choix.LAISSER)
            case Sort.A_CONFIRMER:
                return (Choix.LAISSER, Choix.ECRIRE)
            case _:
                return (Choix.LAISSER,)

    @property
    def place(self) -> str:
        """Where it is: « ligne 4, 2025 », « ligne 4 » for a whole row."""
        if not self.colonne:
            return _("ligne {n}", n=self.ligne)
        return _("ligne {n}, {colonne}", n=self.ligne, colonne=self.colonne)

    @property
    def is_unknown(self) -> bool:
        """Whether it is a whole row that names no figure."""
        return not self.colonne and not self.donnee and bool(self.libelle)

    @property
    def refus(self) -> str:
        """Return « Ligne 4, 2025 : « abc » n'est pas un nombre. »."""
        about = f"«{NBSP}{self.libelle}{NBSP}» " if self.is_unknown else ""
        told = f"{self.place}{NBSP}: {about}{self.raison}"
        return f"{told[:1].upper()}{told[1:]}"

    def taken(self, choix: Choix) -> ValeurSaisie | None:
        """Return what is to be written of it; None when it is left."""
        if choix is Choix.LAISSER or choix not in self.choices:
            return None
        said = {name: v for name, v in self.dits._asdict().items() if v is not None}
        return ValeurSaisie(
            donnee=self.donnee,
            annee=self.annee,
            valeur=self.valeur,
            inconnue=self.valeur is None,
            **said,
        )


@dataclass(frozen=True, slots=True)
class Recu:
    """Everything that came, read.

    Attributes:
        cellules: the cells that are not empty, from top to bottom.
        notes: how it was understood, one sentence each.
        lignes: whole rows that are left, each with its reason.
        refus: what is left beside, one sentence each.
        vides: cells that say nothing, left as they are.
        bloque: why nothing at all may be taken; empty when it may.
    """

    cellules: tuple[CelluleLue, ...] = ()
    lignes: tuple[CelluleLue, ...] = ()
    notes: tuple[str, ...] = ()
    refus: tuple[str, ...] = ()
    vides: int = 0
    bloque: str = ""

    @property
    def valeurs(self) -> list[ValeurSaisie]:
        """What is written when she changes nothing of what is proposed."""
        found = (cell.taken(cell.choices[0]) for cell in self.cellules)
        return [value for value in found if value is not None]

    @property
    def refusees(self) -> tuple[str, ...]:
        """Every refusal with its place, rows and columns first."""
        cells = (cell.refus for cell in self.cellules if cell.sort is Sort.REFUSEE)
        return (*self.refus, *(row.refus for row in self.lignes), *cells)


class Reading:
    """Reads cells beside what the dossier has."""

    def __init__(self, snapshot: DossierSnapshot, content: Content) -> None:
        self.figures = figures_of(snapshot, content)
        self._rows = {(v.donnee, v.annee): v for v in snapshot.valeurs}
        self._seen: dict[tuple[str, int], CelluleLue] = {}

    def row(self, slug: str, annee: int) -> Valeur | None:
        """Return what the dossier has of a figure."""
        return self._rows.get((slug, annee))

    def cell(
        self, ligne: int, key: tuple[str, int], text: str, dits: Dits = RIEN, *, near: bool = False
    ) -> CelluleLue | None:
        """Return what a cell becomes; None when it says nothing.

        Args:
            ligne: its row.
            key: figure and year.
            text: what it shows.
            dits: what the row says beside it.
            near: the row was only recognised by a name that is close.
        """
        if is_nothing(text):
            return None
        slug, annee = key
        figure, colonne = self.figures[slug], str(annee)
        try:
            value = parse_chiffre(text, figure.unite)
            _check_year(annee)
        except RegleInvalide as error:
            return refused(ligne, colonne, _reason(error, text), figure, annee)
        if (first := self._seen.get(key)) is not None:
            told = _("déjà lue ligne {n} : elle n'est prise qu'une fois.", n=first.ligne)
            return refused(ligne, colonne, told, figure, annee)
        made = self._made(ligne, figure, annee, value, dits, near=near)
        self._seen[key] = made
        return made

    def spared(self, cell: CelluleLue) -> CelluleLue:
        """Return a cell without what is said beside it, when its value does not change."""
        row = self.row(cell.donnee, cell.annee)
        if cell.sort is not Sort.MODIFIEE or row is None or row.valeur != cell.valeur:
            return cell
        return replace(cell, sort=Sort.IDENTIQUE, raison=_same(), dits=RIEN)

    def _made(
        self,
        ligne: int,
        figure: DonneeConnue,
        annee: int,
        value: Decimal | None,
        dits: Dits,
        *,
        near: bool,
    ) -> CelluleLue:
        row = self.row(figure.slug, annee)
        sort, told = _sorted(row, value, dits)
        if near and sort in {Sort.NOUVELLE, Sort.MODIFIEE}:
            sort, told = Sort.A_CONFIRMER, _("Le nom est proche : vérifiez que c'est elle.")
        return CelluleLue(
            ligne,
            str(annee),
            sort,
            figure.slug,
            figure.libelle,
            annee,
            value,
            EMPTY if row is None else written(row.valeur, figure.unite),
            written(value, figure.unite),
            told,
            dits,
        )


def _sorted(row: Valeur | None, value: Decimal | None, dits: Dits) -> tuple[Sort, str]:
    if row is None:
        return Sort.NOUVELLE, ""
    if row.valeur != value:
        return Sort.MODIFIEE, ""
    changed = [
        name
        for name, said in dits._asdict().items()
        if said is not None and said != getattr(row, name)
    ]
    if changed:
        from cpom_desktop.services.labels import label  # noqa: PLC0415 - with such a cell

        names = ", ".join(label("valeurs", name).lower() for name in changed)
        return Sort.MODIFIEE, _("Même valeur ; change : {champs}.", champs=names)
    return Sort.IDENTIQUE, _same()


def _same() -> str:
    return _("Déjà dans le dossier.")


def refused(
    ligne: int, colonne: str, told: str, figure: DonneeConnue | None = None, annee: int = 0
) -> CelluleLue:
    """Return a cell that cannot be taken, and why."""
    slug, label = (figure.slug, figure.libelle) if figure else ("", "")
    return CelluleLue(ligne, colonne, Sort.REFUSEE, slug, label, annee, raison=told)


def _reason(error: RegleInvalide, text: str) -> str:
    """Return why a cell is refused; among others, she needs to know which one it is."""
    if error.code == "nombre-incompris":
        return _("« {saisie} » n'est pas un nombre.", saisie=" ".join(text.split())[:60])
    return sentence(error)


def unknown_words(nom: str) -> str:
    """Return why a row that names no figure is left."""
    return _("n'est pas une donnée de ce dossier.") if nom else _("elle n'a pas de nom.")


def left_row(ligne: int, what: str | DonneeConnue, told: str) -> CelluleLue:
    """Return a whole row that is left, by its name or its figure, and why."""
    if isinstance(what, str):
        return CelluleLue(ligne, "", Sort.REFUSEE, libelle=what, raison=told)
    return CelluleLue(ligne, "", Sort.REFUSEE, what.slug, what.libelle, raison=told)


def _check_year(annee: int) -> None:
    if not FIRST_YEAR <= annee <= LAST_YEAR:
        raise RegleInvalide("annee-hors-bornes", premiere=str(FIRST_YEAR), derniere=str(LAST_YEAR))


def written(value: Decimal | None, unite: Unite) -> str:
    """Return a value as exactly as it is kept, with its unit; « n.c. » when it is not known."""
    if value is None:
        return INCONNUE
    number = format_number(value)
    return number if unite in COUNTED else f"{number}{NBSP}{word(unite)}"


def year_in(text: str) -> int:
    """Return the only year that a head names, 0 when it names none or several."""
    found = {int(w) for w in words_of(text) if len(w) == 4 and w.isdigit()}
    years = {year for year in found if FIRST_YEAR <= year <= LAST_YEAR}
    return years.pop() if len(years) == 1 else 0


def twice(values: Sequence[int]) -> dict[int, list[int]]:
    """Return the years that are there several times, with their places from 1."""
    places: dict[int, list[int]] = {}
    for place, year in enumerate(values, start=1):
        if year:
            places.setdefault(year, []).append(place)
    return {year: found for year, found in places.items() if len(found) > 1}


def told_twice(found: Mapping[int, Sequence[int]]) -> str:
    """Return « L'année 2024 est écrite deux fois, colonnes 2 et 4. »."""
    parts = (
        _("l'année {annee} est écrite plusieurs fois, colonnes {places}",
          annee=str(year), places=joined(places))
        for year, places in found.items()
    )  # fmt: skip
    told = " ; ".join(parts)
    return _("{refus}. Rien ne peut être pris.", refus=f"{told[:1].upper()}{told[1:]}")


def joined(places: Sequence[int]) -> str:
    """Return « 2, 4 et 6 »."""
    *first, last = map(str, places)
    return _("{debut} et {fin}", debut=", ".join(first), fin=last) if first else last


def same_key(text: str) -> str:
    """Return a head of column as it is compared and remembered."""
    return fold(" ".join(text.split())).rstrip(" :*")
