"""What each column of a file of contacts tells: said by her, by its title, or by its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Civilite
from cpom_desktop.services.contacts import Champ
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cpom_desktop.services.contacts import ContactsTable

    Columns = tuple[Champ | None, ...]

CHAMP_WORDS: Mapping[Champ, str] = {
    Champ.CIVILITE: "Civilité",
    Champ.PRENOM: "Prénom",
    Champ.NOM: "Nom",
    Champ.STRUCTURE: "Structure",
    Champ.SERVICE: "Service",
    Champ.FONCTION: "Fonction",
    Champ.TELEPHONE: "Téléphone",
    Champ.COURRIEL: "Courriel",
    Champ.ADRESSE: "Adresse",
    Champ.CODE_POSTAL: "Code postal",
    Champ.VILLE: "Ville",
    Champ.FAMILLE: "Famille",
    Champ.RELATION: "Lien avec l'établissement",
}
_HEADS: Mapping[Champ, frozenset[str]] = {
    Champ.CIVILITE: frozenset({"civilite", "civ", "titre de civilite", "prefix", "name prefix"}),
    Champ.PRENOM: frozenset({"prenom", "first name", "given name", "prenoms"}),
    Champ.NOM: frozenset({"nom", "last name", "family name", "name", "nom complet", "contact",
                          "display name", "nom et prenom", "nom prenom", "prenom nom", "fn",
                          "interlocuteur", "personne", "nom de famille"}),
    Champ.STRUCTURE: frozenset({"structure", "societe", "organisme", "organisation", "company",
                                "entreprise", "etablissement", "raison sociale",
                                "organization 1 - name", "organization name", "employeur"}),
    Champ.SERVICE: frozenset({"service", "department", "departement", "direction", "pole",
                              "organization 1 - department"}),
    Champ.FONCTION: frozenset({"fonction", "job title", "titre", "poste", "role", "title",
                               "metier", "organization 1 - title", "qualite"}),
    Champ.TELEPHONE: frozenset({"telephone", "tel", "tel.", "phone", "mobile", "portable",
                                "business phone", "mobile phone", "telephone (bureau)",
                                "tel. mobile", "telephone mobile", "ligne directe",
                                "phone 1 - value", "telephone professionnel", "n° de telephone"}),
    Champ.COURRIEL: frozenset({"courriel", "email", "e-mail", "mail", "adresse mail", "mel",
                               "adresse de messagerie", "e-mail address", "adresse electronique",
                               "adresse e-mail", "e-mail 1 - value", "email address"}),
    Champ.ADRESSE: frozenset({"adresse", "rue", "rue (bureau)", "business street", "address",
                              "adresse postale", "voie", "street"}),
    Champ.CODE_POSTAL: frozenset({"code postal", "cp", "code postal (bureau)", "zip",
                                  "business postal code", "postal code"}),
    Champ.VILLE: frozenset({"ville", "commune", "ville (bureau)", "business city", "city",
                            "localite"}),
    Champ.FAMILLE: frozenset({"famille", "categorie", "categories", "category", "type"}),
    Champ.RELATION: frozenset({"lien avec l'etablissement", "lien", "relation"}),
}  # fmt: skip
CIVILITES = {
    **dict.fromkeys(("m", "mr", "monsieur"), Civilite.MONSIEUR),
    **dict.fromkeys(("mme", "madame", "mlle", "mademoiselle", "mrs", "ms"), Civilite.MADAME),
}


def guess_columns(table: ContactsTable, remembered: Mapping[str, str]) -> Columns:
    """Return what each column tells: as the format or she said, else by title, else by cells."""
    if table.columns:
        return table.columns
    if not is_headed(table, remembered):
        return _by_cells(table.rows)
    found: list[Champ | None] = []
    for place, title in enumerate(table.rows[0]):
        column = _by_title(title, remembered)
        if column is Champ.FONCTION and _most(table.rows[1:], place, _is_civilite):
            column = Champ.CIVILITE
        found.append(column)
    return tuple(found)


def is_headed(table: ContactsTable, remembered: Mapping[str, str]) -> bool:
    """Tell whether the first line holds titles."""
    if table.columns or not table.rows:
        return False
    named = [_by_title(cell, remembered) for cell in table.rows[0]]
    return sum(column is not None for column in named) >= min(2, len(named))


def _by_title(title: str, remembered: Mapping[str, str]) -> Champ | None:
    key = title_key(title)
    if key in remembered:
        return Champ(remembered[key]) if remembered[key] in set(Champ) else None
    return next((champ for champ, words in _HEADS.items() if key in words), None)


def title_key(title: str) -> str:
    """Return a title of column as it is compared and remembered."""
    return fold(" ".join(title.split())).rstrip(" :*")


def _by_cells(rows: Sequence[Sequence[str]]) -> Columns:
    """Return what each column seems to be; the first texts are name, structure, function."""
    texts = iter((Champ.NOM, Champ.STRUCTURE, Champ.FONCTION))
    found: list[Champ | None] = []
    for place in range(len(rows[0]) if rows else 0):
        if _most(rows, place, _is_mail):
            found.append(Champ.COURRIEL)
        elif _most(rows, place, _is_phone):
            found.append(Champ.TELEPHONE)
        elif _most(rows, place, _is_civilite):
            found.append(Champ.CIVILITE)
        else:
            found.append(next(texts, None))
    return tuple(found)


def _most(rows: Sequence[Sequence[str]], place: int, holds: Callable[[str], bool]) -> bool:
    cells = [row[place].strip() for row in rows if row[place].strip()]
    return bool(cells) and sum(map(holds, cells)) * 2 > len(cells)


def _is_civilite(text: str) -> bool:
    return fold(text).rstrip(".") in CIVILITES


def _is_mail(text: str) -> bool:
    return "@" in text


def _is_phone(text: str) -> bool:
    return re.fullmatch(r"[+0-9 ./()-]{8,25}", text) is not None


def names_columns(table: ContactsTable, columns: Columns) -> bool:
    """Tell whether the first line names its columns rather than a person."""
    titles = table.rows[0]
    named = sum(_by_title(title, {}) is not None for title in titles)
    return named >= min(2, sum(column is not None for column in columns) or 1)
