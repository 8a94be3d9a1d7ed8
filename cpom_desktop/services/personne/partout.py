"""A person looked for everywhere: the dossier, its history, its versions, drafts, sent files.

`gather` reads the file, in the thread of the dossier; `search` is pure and may run in a worker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import no_checkpoint
from cpom_desktop.services.personne.fichiers import joined, text_of
from cpom_desktop.services.personne.qui import homonymes, who
from cpom_desktop.services.personne.textes import TABLES, document_of, place, texts_of
from cpom_desktop.services.personne.trouve import (
    Occurrence,
    Personne,
    Source,
    excerpt_of,
    gravest,
)
from cpom_desktop.services.queries.designations import Designations, field_label, values_of
from cpom_desktop.services.queries.differences import page_of
from cpom_desktop.services.references import REFERENCES
from cpom_desktop.services.snapshot import SINGLE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.pieces import Fichier
    from cpom_desktop.services.personne.noms import Identite
    from cpom_desktop.services.ports import Draft, KeptRow, VersionInfo
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace

DAYS = ("jour", "le", "depuis", "echeance", "fin", "assumee_le")
"""Fields that give the day of a row, the first that it has."""
KEYED = {"constats": "critere", "syntheses": "cle", "explications": "indicateur"}
"""Tables whose fields are named by what they are about, and not by their number."""


@dataclass(frozen=True)
class Matter:
    """All that is to be read, taken out of the file."""

    snapshot: DossierSnapshot
    content: Content
    history: tuple[KeptRow, ...]
    versions: tuple[tuple[VersionInfo, str], ...]
    drafts: Mapping[str, Draft]
    files: tuple[tuple[Fichier, bytes | None], ...]


def gather(workspace: Workspace) -> Matter:
    """Take out of an open dossier, at once, all that may name somebody."""
    turns = gathering(workspace)
    while True:
        try:
            next(turns)
        except StopIteration as over:
            found: Matter = over.value
            return found


def gathering(workspace: Workspace) -> Generator[None, None, Matter]:
    """Take it out a few milliseconds at a time: the window lives between two."""
    snapshot = workspace.snapshot
    history: list[KeptRow] = []
    for rows in workspace.history.kept():
        history += rows
        yield
    versions = []
    for info in workspace.versions:
        versions.append((info, workspace.version_text(info.id)))
        yield
    files = []
    for fichier in snapshot.fichiers:
        files.append((fichier, _bytes(workspace, fichier)))
        yield
    drafts = dict(workspace.drafts())
    content = workspace.content
    return Matter(snapshot, content, tuple(history), tuple(versions), drafts, tuple(files))


def _bytes(workspace: Workspace, fichier: Fichier) -> bytes | None:
    try:
        return workspace.read_file(fichier)
    except ErreurStockage:
        return None


def search(
    matter: Matter,
    nom: str,
    acteur_id: int | None = None,
    checkpoint: Callable[[], None] = no_checkpoint,
) -> Personne:
    """Return all that the dossier holds of a person."""
    acteurs = matter.snapshot.acteurs
    qui, theirs = who(acteurs, nom, acteur_id)
    found = _Search(matter, qui, theirs, checkpoint)
    told: list[Occurrence] = []
    for part in (found.links, found.texts, found.history, found.versions, found.drafts):
        told += part()
    files = tuple(found.files())
    told += (each for each in files if isinstance(each, Occurrence))
    unread = tuple(each for each in files if isinstance(each, str))
    order = list(Source)
    told.sort(key=lambda each: order.index(each.source))
    return Personne(qui, theirs, tuple(told), unread, len(homonymes(acteurs, qui, theirs)))


class _Search:
    """One search: who, in what, and what was met already."""

    def __init__(
        self,
        matter: Matter,
        qui: Identite,
        theirs: frozenset[int],
        checkpoint: Callable[[], None],
    ) -> None:
        self._matter = matter
        self._checkpoint = checkpoint
        self._qui = qui
        self._theirs = theirs
        self._words = Designations(matter.snapshot, matter.content)
        self._seen: set[tuple[str, str]] = set()

    def links(self) -> Iterator[Occurrence]:
        """Yield the sheets of the person, and every row that names them by their sheet."""
        for acteur in self._matter.snapshot.acteurs:
            if acteur.id in self._theirs:
                ou = self._where("acteurs", values_of(acteur), "")
                key = f"acteurs.{acteur.id}.nom"
                told = ", ".join(filter(None, (acteur.fonction, acteur.structure)))
                yield Occurrence(Source.LIEN, ou, told, page="acteurs", champ=key)
        for table, fields in REFERENCES.items():
            named = [f for f, reference in fields.items() if reference.table == "acteurs"]
            for row in getattr(self._matter.snapshot, table) if named else ():
                for field in named:
                    if getattr(row, field) in self._theirs:
                        yield self._link(table, values_of(row), field)

    def _link(self, table: str, values: Mapping[str, Any], field: str) -> Occurrence:
        return Occurrence(
            Source.LIEN,
            self._where(table, values, ""),
            field_label(table, field),
            quand=_day(values),
            page=page_of(table),
            champ=_key(table, values, field),
        )

    def texts(self) -> Iterator[Occurrence]:
        """Yield every text of the dossier as it is."""
        for table in TABLES:
            found = getattr(self._matter.snapshot, table)
            for row in (found,) if table in SINGLE else found:
                yield from self._row(Source.TEXTE, table, values_of(row), _day(values_of(row)))

    def history(self) -> Iterator[Occurrence]:
        """Yield what the history keeps, and no longer is; what was deleted is the corbeille."""
        for kept in self._matter.history:
            self._checkpoint()
            for side in (kept.before, kept.after):
                if side and self._qui.may_be_in(side):
                    gone = not self._words.exists(kept.table, kept.record_id)
                    source = Source.CORBEILLE if gone else Source.HISTORIQUE
                    yield from self._row(source, kept.table, json.loads(side), kept.moment.date())
            if kept.after is None and not self._words.exists(kept.table, kept.record_id):
                yield from self._deleted(kept)
            yield from self._text(
                Source.HISTORIQUE,
                ("journal_etapes", _("Titre d'une modification")),
                kept.title,
                kept.moment.date(),
            )

    def _deleted(self, kept: KeptRow) -> Iterator[Occurrence]:
        """Yield the links of a row that was deleted to the sheets of the person."""
        fields = REFERENCES.get(kept.table, {})
        named = [f for f, reference in fields.items() if reference.table == "acteurs"]
        values = json.loads(kept.before or "{}") if named else {}
        for field in named:
            if values.get(field) in self._theirs:
                day, extract = kept.moment.date(), field_label(kept.table, field)
                ou = self._where(kept.table, values, "")
                yield Occurrence(Source.CORBEILLE, ou, extract, quand=day, page="historique")

    def versions(self) -> Iterator[Occurrence]:
        """Yield what versions hold and the dossier does not, and how much is the same."""
        for info, packed in self._matter.versions:
            self._checkpoint()
            day = info.moment.date()
            title = _("Version « {nom} »", nom=info.nom)
            yield from self._text(
                Source.VERSION, (f"versions.{info.id}.nom", title), info.nom, day
            )
            same = 0
            for table, row in _rows_of(packed, self._qui):
                seen = len(self._seen)
                told = list(self._row(Source.VERSION, table, row, day, within=title))
                same += not told and seen == len(self._seen) and self._names(table, row)
                yield from told
            if same:
                words = ("{n} ligne qui est dite ci-dessus", "{n} lignes qui sont dites ci-dessus")
                yield Occurrence(
                    Source.VERSION, title, ngettext(*words, same), quand=day, page="historique"
                )

    def _names(self, table: str, row: Mapping[str, Any]) -> bool:
        return any(self._qui.mentions(text) for _field, text in texts_of(table, row))

    def drafts(self) -> Iterator[Occurrence]:
        """Yield the texts that a field refused."""
        for champ, draft in self._matter.drafts.items():
            page = page_of(champ.partition(".")[0])
            where = (f"brouillons.{champ}", _("Saisie refusée par un champ"))
            for text in (draft.raw, draft.message):
                yield from self._text(Source.BROUILLON, where, text, None, (page, champ))

    def files(self) -> Iterator[Occurrence | str]:
        """Yield the files that name the person, and the names of those that are not read."""
        for fichier, data in self._matter.files:
            self._checkpoint()
            source = Source.TRANSMIS if fichier.usage == TRANSMIS else Source.FICHIER
            pages = None if data is None else text_of(fichier.nom, data)
            if pages is None:
                yield fichier.nom
            for number, page in enumerate(pages or (), start=1):
                told = joined(page)
                if mentions := self._qui.mentions(told):
                    first = gravest(mentions)
                    yield Occurrence(
                        source,
                        _("{nom}, page {n}", nom=fichier.nom, n=number),
                        excerpt_of(told, first),
                        first.quoi,
                        _day(values_of(fichier)),
                        *_owner(fichier),
                        place("fichiers", fichier.id, "contenu"),
                    )

    def _row(
        self,
        source: Source,
        table: str,
        values: Mapping[str, Any],
        day: date | None,
        *,
        within: str = "",
    ) -> Iterator[Occurrence]:
        for field, text in texts_of(table, values):
            key = place(table, values.get("id"), field)
            if (key, text) in self._seen:
                continue
            if mentions := self._qui.mentions(text):
                self._seen.add((key, text))
                first = gravest(mentions)
                ou = ", ".join(filter(None, (within, self._where(table, values, field))))
                page = "historique" if source is Source.VERSION else page_of(table)
                champ = _key(table, values, field)
                extract = excerpt_of(text, first)
                yield Occurrence(source, ou, extract, first.quoi, day, page, champ, key)

    def _text(
        self,
        source: Source,
        where: tuple[str, str],
        text: str,
        day: date | None,
        go: tuple[str, str] = ("historique", ""),
    ) -> Iterator[Occurrence]:
        key, ou = where
        mentions = self._qui.mentions(text)
        if mentions and (key, text) not in self._seen:
            self._seen.add((key, text))
            first = gravest(mentions)
            yield Occurrence(source, ou, excerpt_of(text, first), first.quoi, day, *go, key)

    def _where(self, table: str, values: Mapping[str, Any], field: str) -> str:
        name = self._words.name(table, values)
        return ", ".join(filter(None, (name, field_label(table, field) if field else "")))


def _rows_of(packed: str, qui: Identite) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rows of a version that may name the person; none of one that does not read."""
    document = document_of(packed, qui.may_be_in) or {"tables": {}}
    for table, rows in document["tables"].items():
        if table in TABLES:
            yield from ((table, row) for row in rows)


def _day(values: Mapping[str, Any]) -> date | None:
    """Return the day a row is of, when it has one."""
    found = next((values[name] for name in DAYS if values.get(name)), None)
    if isinstance(found, str):
        return datetime.fromisoformat(found).date()
    return found if isinstance(found, date) else None


def _key(table: str, values: Mapping[str, Any], field: str) -> str:
    """Return the key of a field as its page takes it."""
    if table in SINGLE:
        return f"{table}.{field}"
    return f"{table}.{values.get(KEYED.get(table, 'id'))}.{field}"


def _owner(fichier: Fichier) -> tuple[str, str]:
    """Return the page and the key of what a file is attached to."""
    for field, table, page in (
        ("piece_id", "pieces", "pieces"),
        ("echange_id", "echanges", "journal"),
        ("reunion_id", "reunions", "reunions"),
    ):
        if (owner := getattr(fichier, field)) is not None:
            return page, f"{table}.{owner}"
    return ("grille", f"constats.{fichier.critere}.preuve") if fichier.critere else ("", "")
