"""A file of contacts as stakeholders: what each line becomes, who is known, and why not."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.saisie import clean_line, clean_text, parse_email, parse_phone
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.contacts import Champ
from cpom_desktop.services.operations import LigneActeur
from cpom_desktop.services.queries.acteurs import name_key
from cpom_desktop.services.queries.acteurs_doublons import key_of, same
from cpom_desktop.services.queries.contacts_colonnes import CHAMP_WORDS, CIVILITES, names_columns
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.tableaux import unshielded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.queries.acteurs_doublons import Compared
    from cpom_desktop.services.queries.contacts_colonnes import Columns
    from cpom_desktop.services.snapshot import DossierSnapshot

_FAMILY_SIGNS: tuple[tuple[Famille, str], ...] = (
    (Famille.AUTORITES, r"\bars\b|agence regionale de sante|(conseil )?departement(al)?\b"),
    (Famille.MEDICO_SOCIAL, r"\behpad\b|\bssiad\b|residence autonomie|\besms\b|accueil de jour"),
    (Famille.SANITAIRE, r"\bchu?\b|hopital|hospitalier|\bhad\b|pharmaci|medecin|clinique|infirmi"),
    (Famille.SOCIAL, r"\bc(c|i)as\b|\bclic\b|\bdac\b|tutel|mandataire"),
    (
        Famille.INSTITUTIONNELS,
        r"\bcpam\b|\bmsa\b|carsat|\bcnsa\b|prefecture|mairie|commune|region",
    ),
    (Famille.APPUI, r"federation|expert|banque|commissaire aux comptes"),
)


class Sort(StrEnum):
    """What a line of the file is to the dossier."""

    NOUVEAU = "nouveau"
    CONNU = "connu"
    REPETE = "repete"
    REFUSE = "refuse"


class Choix(StrEnum):
    """What she does of a line."""

    AJOUTER = "ajouter"
    COMPLETER = "completer"
    LAISSER = "laisser"


CHOIX_WORDS: Mapping[Choix, str] = {
    Choix.AJOUTER: "Ajouter",
    Choix.COMPLETER: "Compléter",
    Choix.LAISSER: "Laisser",
}


@dataclass(frozen=True, slots=True)
class ContactLu:
    """A line of the file, read.

    Attributes:
        number: its line or card, from 1.
        ligne: what would be added; None when nothing can be made of it.
        connu: the stakeholder that it seems to be; 0 when nobody is.
        apporte: labels of what it would fill in that stakeholder.
        reason: why it is refused, who it is, or what was left out of it.
    """

    number: int
    ligne: LigneActeur | None
    sort: Sort
    connu: int = 0
    apporte: tuple[str, ...] = ()
    reason: str = ""

    @property
    def choices(self) -> tuple[Choix, ...]:
        """What may be done of it, the proposed one first."""
        match self.sort:
            case Sort.NOUVEAU:
                return (Choix.AJOUTER, Choix.LAISSER)
            case Sort.CONNU if self.apporte:
                return (Choix.COMPLETER, Choix.LAISSER, Choix.AJOUTER)
            case Sort.CONNU | Sort.REPETE:
                return (Choix.LAISSER, Choix.AJOUTER)
            case _:
                return (Choix.LAISSER,)

    def taken(self, choix: Choix) -> LigneActeur | None:
        """Return what is to be written of it; None when it is left."""
        if self.ligne is None or choix is Choix.LAISSER:
            return None
        known = self.connu if choix is Choix.COMPLETER else None
        return msgspec.structs.replace(self.ligne, complete_id=known)


# --- lines


def read_contacts_table(
    table: ContactsTable, columns: Columns, snapshot: DossierSnapshot, content: Content
) -> tuple[ContactLu, ...]:
    """Return what each line of a file becomes, in its order."""
    known = _Known(snapshot, content)
    headed = not table.columns and bool(table.rows) and names_columns(table, columns)
    first = 1 if headed else 0
    lines = zip(table.numbers[first:], table.rows[first:], strict=True)
    return tuple(known.read(number, _by_champ(row, columns)) for number, row in lines)


def _by_champ(row: Sequence[str], columns: Columns) -> dict[Champ, str]:
    """Return the first filled cell of each kind."""
    found: dict[Champ, str] = {}
    for column, cell in zip(columns, row, strict=False):
        text = unshielded(cell.strip()).strip()
        if column is not None and text:
            found.setdefault(column, text)
    return found


class _Known:
    """The stakeholders of the dossier and the lines read so far, found by what they are."""

    def __init__(self, snapshot: DossierSnapshot, content: Content) -> None:
        self._house = name_key(snapshot.etablissement.nom)
        self._families = {name_key(f.libelle): Famille(f.slug) for f in content.acteurs.familles}
        self._by_mail: dict[str, Acteur] = {}
        self._by_text: dict[str, list[tuple[Compared, int, Acteur | None]]] = defaultdict(list)
        for acteur in snapshot.acteurs:
            self._keep(key_of(acteur), 0, acteur)
            if acteur.courriel:
                self._by_mail.setdefault(acteur.courriel.casefold(), acteur)

    def _keep(self, key: Compared, number: int, acteur: Acteur | None) -> None:
        for text in {key.nom, key.structure} - {""}:
            self._by_text[text].append((key, number, acteur))

    def _alike(self, key: Compared) -> tuple[int, Acteur | None] | None:
        """Return the line, or the stakeholder, that a line seems to be; who is there first."""
        found = (
            (number, acteur)
            for text in (key.nom, key.structure)
            for other, number, acteur in self._by_text.get(text, ())
            if same(key, other)
        )
        return next(found, None)

    def read(self, number: int, cells: Mapping[Champ, str]) -> ContactLu:
        """Return what one line becomes."""
        try:
            values, left = _values(cells)
        except RegleInvalide as error:
            return ContactLu(number, None, Sort.REFUSE, reason=_sentence(error))
        if not values["nom"] and not values["structure"]:
            told = _("Ni nom ni structure : la ligne est laissée de côté.")
            return ContactLu(number, None, Sort.REFUSE, reason=told)
        line = LigneActeur(famille=self._family(cells, values), **values)  # type: ignore[arg-type]
        return self._sorted(number, line, left)

    def _sorted(self, number: int, line: LigneActeur, left: str) -> ContactLu:
        key = key_of(line)
        acteur = self._by_mail.get(line.courriel.casefold()) if line.courriel else None
        if acteur is not None and line.nom and name_key(acteur.nom) not in {"", key.nom}:
            acteur = None  # one address for two people: a shared mailbox
        before, known = self._alike(key) or (0, None)
        acteur = acteur or known
        if acteur is not None:
            lacks = _lacks(acteur, line)
            told = _("Déjà là : {nom}.", nom=acteur.display_name)
            return ContactLu(number, line, Sort.CONNU, acteur.id, lacks, f"{told} {left}".strip())
        if before:
            told = _("Déjà lu à la ligne {n}.", n=before)
            return ContactLu(number, line, Sort.REPETE, reason=f"{told} {left}".strip())
        self._keep(key, number, None)
        return ContactLu(number, line, Sort.NOUVEAU, reason=left)

    def _family(self, cells: Mapping[Champ, str], values: Mapping[str, object]) -> Famille:
        said = self._families.get(name_key(cells.get(Champ.FAMILLE, "")))
        if said is not None:
            return said
        structure = name_key(str(values["structure"]))
        if structure and structure == self._house:
            return Famille.INTERNES
        about = f"{structure} {name_key(str(values['fonction']))}"
        found = (family for family, signs in _FAMILY_SIGNS if re.search(signs, about))
        return next(found, Famille.INSTITUTIONNELS)


def _lacks(acteur: Acteur, line: LigneActeur) -> tuple[str, ...]:
    """Return the labels of what a line knows and the stakeholder does not."""
    from cpom_desktop.services.labels import label  # noqa: PLC0415 - with a known line

    names = [n for n in line.__struct_fields__ if n not in {"complete_id", "famille"}]
    return tuple(
        label("acteurs", name)
        for name in names
        if getattr(line, name) and not getattr(acteur, name)
    )


def _values(cells: Mapping[Champ, str]) -> tuple[dict[str, object], str]:
    """Return the fields of a line, and what had to be left out of it, in words.

    Raises:
        RegleInvalide: a text is longer than its field.
    """
    left: list[str] = []
    first, last = cells.get(Champ.PRENOM, ""), cells.get(Champ.NOM, "")
    texts = {
        "structure": cells.get(Champ.STRUCTURE, ""),
        "service": cells.get(Champ.SERVICE, ""),
        "nom": " ".join(part for part in (first, last) if part),
        "fonction": cells.get(Champ.FONCTION, ""),
    }
    town = " ".join(t for c in (Champ.CODE_POSTAL, Champ.VILLE) if (t := cells.get(c, "")))
    address = "\n".join(t for t in (cells.get(Champ.ADRESSE, ""), town) if t)
    values: dict[str, object] = {name: clean_line(text) for name, text in texts.items()}
    values["civilite"] = CIVILITES.get(fold(cells.get(Champ.CIVILITE, "")).rstrip("."))
    values["adresse"], values["relation"] = (
        clean_text(address),
        clean_text(cells.get(Champ.RELATION, "")),
    )
    readers: tuple[tuple[str, Champ, Callable[[str], str]], ...] = (
        ("telephone", Champ.TELEPHONE, parse_phone),
        ("courriel", Champ.COURRIEL, parse_email),
    )
    for name, champ, read in readers:
        try:
            values[name] = read(cells.get(champ, ""))
        except RegleInvalide as error:
            values[name] = ""
            said = _(CHAMP_WORDS[champ])
            left.append(
                _("{champ} laissé de côté : {raison}", champ=said, raison=_sentence(error))
            )
    return values, " ".join(left)


def _sentence(error: RegleInvalide) -> str:
    from cpom_desktop.services.messages import sentence  # noqa: PLC0415 - with a refusal

    return sentence(error)
