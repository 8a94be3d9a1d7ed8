"""A person erased from every text, wherever the dossier keeps it: rows, history, versions.

What names them surely is replaced, but where she chose to leave it; the family name alone only
where she chose it. Rows are plain values, as the file and its JSON have them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.saisie.textes import LINE_LIMIT
from cpom_desktop.i18n import _
from cpom_desktop.services.personne.noms import Trouvaille, replaced
from cpom_desktop.services.personne.textes import (
    APART,
    CONTACT,
    document_of,
    is_long,
    place,
    texts_of,
)
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.versions import packed as version_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.personne.noms import Identite, Mention


@dataclass(frozen=True)
class Reecriture:
    """How a person is taken out of what the dossier holds.

    Attributes:
        qui: who.
        numero: the number that stands for the name.
        acteurs: ids of the stakeholders who are that person.
        garder: places where nothing is replaced (« reunions.3.note »).
        remplacer: places where the family name alone is replaced too; `partout`: everywhere.
        oublies: ids of the attached files that go away with their history.
    """

    qui: Identite
    numero: int
    acteurs: frozenset[int] = frozenset()
    garder: frozenset[str] = frozenset()
    remplacer: frozenset[str] = frozenset()
    partout: bool = False
    oublies: frozenset[int] = field(default=frozenset())

    @property
    def name(self) -> str:
        """What stands for the name."""
        return _("Personne effacée n° {n}", n=self.numero)

    def may_be_in(self, text: str | None) -> bool:
        """Tell quickly whether a text, or a row as JSON, may have to be written again."""
        return bool(text) and self.qui.may_be_in(str(text))

    def text(self, where: str, text: str, *, longest: int = 0) -> str:
        """Return a text without the person; `where` is its place."""
        chosen = [m for m in self.qui.mentions(text) if self._chosen(where, m)]
        if not chosen:
            return text
        return replaced(text, chosen, self.name, contact=_("[effacé]"), longest=longest)

    def _chosen(self, where: str, mention: Mention) -> bool:
        if where in self.garder:
            return False
        return mention.quoi.sure or self.partout or where in self.remplacer

    def row(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a row that change, with what they become; none most often."""
        changed: dict[str, Any] = {}
        for name, text in texts_of(table, values):
            longest = 0 if is_long(table, name) else LINE_LIMIT
            told = self.text(place(table, values.get("id"), name), text, longest=longest)
            if told != text:
                changed[name] = told
        if self._is_theirs(table, values):
            changed |= self._emptied(table, values)
        return changed

    def _is_theirs(self, table: str, values: Mapping[str, Any]) -> bool:
        """Tell whether a row is the person, and not only a text that names them."""
        nom = values.get("nom")
        if not isinstance(nom, str) or not nom or table not in _NAMED:
            return False
        if place(table, values.get("id"), "nom") in self.garder:
            return False
        if any(m.quoi is Trouvaille.NOM_COMPLET for m in self.qui.mentions(nom)):
            return True
        owner = values.get("id") if table == "acteurs" else values.get("acteur_id")
        return owner in self.acteurs and fold(self.qui.famille) in fold(nom)

    def _emptied(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {"nom": self.name}
        found |= {name: "" for name in CONTACT.get(table, ()) if values.get(name)}
        found |= {name: None for name in APART.get(table, ()) if values.get(name) is not None}
        return found

    def json_row(self, table: str, content: str | None) -> str | None:
        """Return a row of the history without the person; the same text when nothing changes."""
        if not self.may_be_in(content):
            return content
        values = json.loads(str(content))
        changed = self.row(table, values) if isinstance(values, dict) else {}
        if not changed:
            return content
        return json.dumps({**values, **changed}, ensure_ascii=False, separators=(",", ":"))

    def version(self, packed: str) -> str:
        """Return a named version without the person; the same text when it does not name them.

        One that does not read is left: nobody can read the name in it either.
        """
        document = document_of(packed, self._may_change)
        if document is None or not self._rewrite_tables(document["tables"]):
            return packed
        told = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        return version_of(told.encode())

    def _may_change(self, document: str) -> bool:
        return bool(self.oublies) or self.may_be_in(document)

    def _rewrite_tables(self, tables: dict[str, list[dict[str, Any]]]) -> bool:
        changed = False
        for table, rows in tables.items():
            if table == "fichiers" and any(row["id"] in self.oublies for row in rows):
                rows[:] = [row for row in rows if row["id"] not in self.oublies]
                changed = True
            for row in rows:
                if found := self.row(table, row):
                    row.update(found)
                    changed = True
        return changed


_NAMED = frozenset({"acteurs", "interlocuteurs", "echanges_personnes", "reunions_presences"})
"""Tables whose rows are persons, by a field `nom`."""
