"""What may be found: one entry a thing, the texts it answers to, and where Entrée leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the fields of Matter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.loader import Content  # noqa: TC001 - the fields of Matter
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentInfo  # noqa: TC001 - the fields of Matter
from cpom_desktop.services.parcours import PAGES, STAGES
from cpom_desktop.services.ports import VersionInfo  # noqa: TC001 - the fields of Matter
from cpom_desktop.services.snapshot import DossierSnapshot  # noqa: TC001 - the fields of Matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Group(StrEnum):
    """The families of results, in the order of the filters."""

    PAGES = "pages"
    CHAMPS = "champs"
    PLAN = "plan"
    ACTIONS = "actions"
    RELATIONS = "relations"
    PERSONNES = "personnes"
    DOCUMENTS = "documents"
    AIDE = "aide"


GROUP_WORDS: Mapping[Group, tuple[str, str]] = {
    Group.PAGES: ("Pages", "Pages et réglages"),
    Group.CHAMPS: ("Champs", "Champs et critères"),
    Group.PLAN: ("Plan", "Plan, échéances et matrice RACI"),
    Group.ACTIONS: ("Actions", "Objectifs, actions et indicateurs"),
    Group.RELATIONS: ("Relations", "Réunions, échanges, pièces et contrôles"),
    Group.PERSONNES: ("Personnes", "Personnes et structures"),
    Group.DOCUMENTS: ("Documents", "Documents et versions"),
    Group.AIDE: ("Aide", "Aide"),
}
"""Group → its filter, its heading."""


class Passage(NamedTuple):
    """A text of an entry beside its title: what it is called, and the field that holds it."""

    label: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing that may be found.

    Attributes:
        title: what it is called; a word found there counts most.
        place: where it is, in words (« 2. Diagnostic partagé, Grille, thème H »).
        icon: its Lucide name.
        page: slug of the page that Entrée opens; empty for what is read in place.
        field: key that `Page.focus_field` takes there; empty for the page itself.
        passages: its other texts, each with its field.
        help: words that lead to it without being shown; they count least.
        aside: a short value at the right (« 84 places »).
        guide: Entrée opens the Guide of the page.
        reading: what is read in place, when there is no page.
    """

    title: str
    place: str
    icon: str
    page: str = ""
    field: str = ""
    passages: tuple[Passage, ...] = ()
    help: str = ""
    aside: str = ""
    guide: bool = False
    reading: str = ""


class Matter(NamedTuple):
    """What is searched: the dossier on its day, its packs, its documents, its named versions."""

    snapshot: DossierSnapshot
    content: Content
    today: date
    documents: tuple[DocumentInfo, ...] = ()
    versions: tuple[VersionInfo, ...] = ()


class Kind(NamedTuple):
    """One kind of thing: its family, the tables it is read from, and what lists it.

    `entries` yields None after what is long, for the window to have a turn.

    `tables` may be empty for what only the program holds; `VERSIONS` stands for the named
    versions and `PACKS` for the packs of the dossier.
    """

    group: Group
    tables: tuple[str, ...]
    entries: Callable[[Matter], Iterable[Entry | None]]


PACKS = "packs_integres"
VERSIONS = "versions"
"""Not a table of the snapshot: dropped by name each time the search is opened."""


def place_in(page: str, *details: str) -> str:
    """Return where something is, in words: its stage, its page, then the details."""
    info = PAGES.get(page)
    stage = next((s for s in STAGES if info in s.pages), None)
    named = f"{stage.number}. {_(stage.title)}" if stage else ""
    title = _(info.title) if info else ""
    return ", ".join(part for part in (named, title, *details) if part)


def passages(*found: tuple[str, object, str]) -> tuple[Passage, ...]:
    """Return the passages of texts that say something: label, text, field of each."""
    return tuple(Passage(name, str(text), field) for name, text, field in found if text)
