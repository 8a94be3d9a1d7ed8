"""Address cards (vCard 2.1, 3.0, 4.0): the few properties that a stakeholder has.

Written rather than taken from a library: `docs/decisions/0010-cartes-de-visite.md`.
"""

from __future__ import annotations

import quopri
import re
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.imports.limits import LONGEST_HEAD, LONGEST_LINE, MOST_PROPERTIES
from cpom_desktop.services.contacts import Champ

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_APART = {Champ.PRENOM, Champ.CODE_POSTAL, Champ.VILLE, Champ.RELATION}
COLUMNS = tuple(champ for champ in Champ if champ not in _APART)
"""What a card tells; its note is left where it is: it may be an opinion."""
TAKEN = frozenset({"N", "FN", "ORG", "ADR", "TITLE", "ROLE", "TEL", "EMAIL", "CATEGORIES"})
"""Properties that are read."""
FOLDS_OF_HEAD = 20
"""Folded lines over which the head of a property may run."""
_BASE64 = re.compile(r";(?:ENCODING=)?(?:B|BASE64)(?=[;:])", re.IGNORECASE)
_QUOTED = re.compile(r"^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE(?=[;:])", re.IGNORECASE)
_CHARSET = re.compile(
    r";CHARSET=\"?(utf-?(?:8|16)|us-ascii|iso-8859-\d+|windows-125\d)(?![\w-])", re.IGNORECASE
)
"""Encodings of texts that address books write; Python knows others, which are no such thing."""
_WORK = re.compile(r"WORK", re.IGNORECASE)
_FAX = re.compile(r"FAX|PAGER", re.IGNORECASE)
_ESCAPES = {"n": "\n", "N": "\n"}


class Property(NamedTuple):
    """A line of a card: name, what qualifies it, value as it is written."""

    name: str
    params: str
    value: str


def read_cards(text: str) -> list[tuple[str, ...]]:
    """Return the cells of each card, in the order of `COLUMNS`; what is no card is passed over."""
    cards: list[list[Property]] = []
    inside = False
    for line in _lines(text):
        found = _property(line)
        if found.name == "BEGIN" and found.value.upper() == "VCARD":
            cards.append([])
            inside = True
        elif found.name == "END":
            inside = False
        elif inside and found.name in TAKEN and len(cards[-1]) < MOST_PROPERTIES:
            cards[-1].append(found)
    return [_cells(card) for card in cards]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of the cards, those that were folded made whole."""
    whole = _Line("")
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if whole.is_soft():
            whole.go_on(line)
        elif line[:1] in {" ", "\t"}:
            whole.add(line[1:])
        else:
            yield whole.text()
            whole = _Line(line)
    yield whole.text()


class _Line:
    """A line of a card while it is made whole; its end is left out when it has none."""

    def __init__(self, text: str) -> None:
        self._parts = [text[:LONGEST_LINE]]
        self._left = LONGEST_LINE - len(text)
        self._last = text

    def add(self, more: str) -> None:
        self._last = more
        if self._left > 0:
            self._parts.append(more[: self._left])
            self._left -= len(more)

    def go_on(self, more: str) -> None:
        """Add to a line whose last sign, « = », says that it goes on."""
        if self._left > 0:
            self._parts[-1] = self._parts[-1].removesuffix("=")
        self.add(more)

    def is_soft(self) -> bool:
        """Tell whether « = » ends a line whose head says that it is written so."""
        if not self._last.endswith("="):
            return False
        head = "".join(self._parts[:FOLDS_OF_HEAD])[:LONGEST_HEAD]
        return _QUOTED.match(head) is not None

    def text(self) -> str:
        return "".join(self._parts)


def _property(line: str) -> Property:
    head, _colon, value = _split(line)
    name, _semi, params = head.partition(";")
    params = f";{params}" if params else ""
    if _QUOTED.match(f"{head}:"):
        charset = _CHARSET.search(params)
        value = _decoded(value, charset[1] if charset else "utf-8")
    return Property(name.rpartition(".")[2].upper(), params, value)


def _split(line: str) -> tuple[str, str, str]:
    """Return what is before and after the first colon that no quotes enclose."""
    first = line.find(":")
    if '"' not in line[: max(first, 0)]:
        return line.partition(":")
    quoted = False
    for place, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _decoded(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8"))
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace")


def _cells(card: Sequence[Property]) -> tuple[str, ...]:
    values = _values([p for p in card if not _BASE64.search(f"{p.params}:")])
    return tuple(values.get(column, "") for column in COLUMNS)


def _values(card: Sequence[Property]) -> Mapping[Champ, str]:
    name = _parts(_first(card, "N"), ";")
    organisation = _parts(_first(card, "ORG"), ";")
    address = _parts(_first(card, "ADR"), ";")
    street = [*address[:3], " ".join(p for p in (address[5:6] + address[3:4]) if p)]
    structured = " ".join(part for part in (name[1:2] + name[:1]) if part)
    return {
        Champ.CIVILITE: next(iter(name[3:4]), ""),
        Champ.NOM: structured or _whole(_first(card, "FN")),
        Champ.STRUCTURE: next(iter(organisation), ""),
        Champ.SERVICE: ", ".join(organisation[1:]),
        Champ.FONCTION: _whole(_first(card, "TITLE") or _first(card, "ROLE")),
        Champ.TELEPHONE: _whole(_best(card, "TEL")).removeprefix("tel:"),
        Champ.COURRIEL: _whole(_best(card, "EMAIL")).removeprefix("mailto:"),
        Champ.ADRESSE: "\n".join(part for part in street if part),
        Champ.FAMILLE: _whole(_first(card, "CATEGORIES")),
    }


def _first(card: Sequence[Property], name: str) -> str:
    return next((p.value for p in card if p.name == name and p.value.strip(";, ")), "")


def _best(card: Sequence[Property], name: str) -> str:
    """Return the value for work if there is one, never a fax."""
    found = [p for p in card if p.name == name and p.value and not _FAX.search(p.params)]
    return next(
        (p.value for p in found if _WORK.search(p.params)), found[0].value if found else ""
    )


def _whole(value: str) -> str:
    return ", ".join(_parts(value, "\0"))


def _parts(value: str, separator: str) -> list[str]:
    """Return the parts of a value, each with its escapes undone."""
    parts: list[list[str]] = [[]]
    escaped = False
    for character in value:
        if escaped:
            parts[-1].append(_ESCAPES.get(character, character))
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == separator:
            parts.append([])
        else:
            parts[-1].append(character)
    return [" ".join("".join(part).split(" ")).strip() for part in parts]
