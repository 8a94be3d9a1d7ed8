"""A file of a spreadsheet as the import room gives it, whatever its format, and who gives it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

MANY_ROWS = 10_000
"""Lines of a file above which she is told how many there are before they are read one by one."""
MOST_NAMED = 40
"""Letters of a word or of a title that is quoted."""
MOST_SAMPLES, LONGEST_SAMPLE = 3, 200
"""Cells shown of a column, and their letters in all."""
_LEADS = re.compile("[\\s\u200b\u2060\ufeff\"']*")
"""What a spreadsheet may pass over before the sign of a formula."""
_SIGNS = ("Ã", "Â", "â€", "Å“")
"""How a text in UTF-8 begins its accents when it was read as that of a Windows."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """What a file holds, as cells; all its lines have as many.

    Attributes:
        name: of the file.
        rows: cells of each line that is not empty, heads included; a number is written in French.
        numbers: line of each row in the file, from 1.
        notes: what is to be known of how it was read, one sentence each.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def about(self, head: int, column: int) -> tuple[str, str]:
        """Return what a column is headed by, and some of what is in it.

        Args:
            head: place of the row of heads; -1 when there is none.
            column: its place, from 0.
        """
        title = self.rows[head][column] if head >= 0 else ""
        cells = [row[column] for row in self.rows[head + 1 :] if row[column]]
        sample = " ".join(", ".join(cells[:MOST_SAMPLES]).split())
        return title or _("Colonne {n}", n=column + 1), sample[:LONGEST_SAMPLE]


def shielded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whatever comes before its sign."""
    return f"'{text}" if _needs_shield(text) else text


def unshielded(text: str) -> str:
    """Return a text without the stroke that shields it from being taken for a formula."""
    return text[1:] if text[:1] == "'" and _needs_shield(text[1:]) else text


def _needs_shield(text: str) -> bool:
    """Tell whether a text is shielded: it is active, or a stroke of hers comes before one."""
    return _is_active(text) or _is_active(text.lstrip("'"))


def _is_active(text: str) -> bool:
    """Tell whether a text may begin a formula (reliability §3.2, T7); wide signs count too."""
    if text.startswith(("\t", "\r", "\n")):
        return True
    first = _LEADS.sub("", text, count=1)[:1]
    return unicodedata.normalize("NFKC", first) in {"=", "+", "-", "@"}


class ReadTable(Protocol):
    """Reads a file of a spreadsheet; raises `ImportImpossible` with its French sentence."""

    def __call__(self, path: Path, checkpoint: Callable[[], None]) -> FileTable:
        """Read it; nothing of the dossier changes; `checkpoint` may stop it by raising."""


def nothing_under(rows: Sequence[object], head: int) -> str:
    """Return what is said of a file that has its heads alone (row 99); nothing of another."""
    if len(rows) > head + 1:
        return ""
    return _("Ce fichier ne contient aucune ligne à importer.")


def columns_summary(heads: Sequence[str], roles: Sequence[str | None], known: str) -> str:
    """Return what is understood of the columns of a file, and what is not (row 98).

    Args:
        heads: titles of the columns; none when the file has no such line.
        roles: what each column is; None when that is not known.
        known: words of those that are.
    """
    unknown = [head for head, role in zip(heads, roles, strict=False) if head and not role]
    if not unknown:
        return known or _("aucune n'est reconnue")
    told = ngettext(
        "{noms} n'est pas reconnue ; à quoi correspond-elle ?",
        "{noms} ne sont pas reconnues ; à quoi correspondent-elles ?",
        len(unknown),
        noms=", ".join(_("« {nom} »", nom=head[:MOST_NAMED]) for head in unknown[:MOST_SAMPLES]),
    )
    return f"{told} {known}".strip()


def spoilt(rows: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """Return the first word whose accents were read twice, and that word mended (row 95)."""
    for row in rows:
        for cell in row:
            if any(sign in cell for sign in _SIGNS):
                whole = next((w for w in cell.split() if _mended(w) != w), "")
                if whole:
                    return whole, _mended(whole)
    return None


def mended(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return lines with the accents that were read twice made right."""
    return tuple(tuple(_mended(cell) for cell in row) for row in rows)


def spoilt_sentence(rows: Iterable[Sequence[str]]) -> str:
    """Return what a command says of accents that were read twice; nothing when all are right."""
    found = spoilt(rows)
    if found is None:
        return ""
    return _(
        "Les accents semblent abîmés (« {mot} » pour « {juste} ») : vérifiez ce qui est importé.",
        mot=found[0][:MOST_NAMED],
        juste=found[1][:MOST_NAMED],
    )


def _mended(text: str) -> str:
    if not any(sign in text for sign in _SIGNS):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
