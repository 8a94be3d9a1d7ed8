"""What a rule of the contrôle is, what it finds, and how rules are gathered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


class Gravite(StrEnum):
    """How much an anomalie weighs; none ever blocks."""

    BLOQUANT = "bloquant"
    A_VERIFIER = "a_verifier"
    CONSEIL = "conseil"


class Ground(NamedTuple):
    """What a rule looks at."""

    snapshot: DossierSnapshot
    content: Content
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Releve:
    """Something that a rule found.

    Attributes:
        objet: what it is about, lasting: « fiches_action.3 »; with the rule, its name when it is
            kept as it is.
        phrase: what is wrong, in a sentence.
        que_faire: what mends it.
        page, champ: where it is mended.
        ou: the same in words.
        cle: name under which another page already lets her keep it; empty: made from the rule
            and `objet`.
    """

    objet: str
    phrase: str
    que_faire: str
    page: str
    champ: str = ""
    ou: str
    cle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regle:
    """A rule: what it checks, why it matters, the tables that it reads.

    Attributes:
        slug: its lasting name.
        stage: number of the stage that it is about; 0 for the whole dossier.
        titre: what is checked, in words, for the list of those that hold.
        pourquoi: why it matters, and to whom.
    """

    slug: str
    gravite: Gravite
    stage: int
    titre: str
    pourquoi: str
    tables: frozenset[str]
    check: Callable[[Ground], Iterable[Releve]]


SHOWN = 3
"""Things named one by one in a sentence; the others are counted."""


def together(table: str, ids: Iterable[object]) -> str:
    """Return what several rows found together are known by: others among them ask again."""
    return f"{table}.{','.join(map(str, ids))}"


def some(names: Sequence[str]) -> str:
    """Return the first names, « A ; B ; C et 2 autres »."""
    told = _(" ; ").join(names[:SHOWN])
    rest = len(names) - SHOWN
    if rest <= 0:
        return told
    return ngettext("{noms} et {n} autre", "{noms} et {n} autres", rest, noms=told)


class Registre:
    """The rules of one module, in the order they are written."""

    def __init__(self) -> None:
        self._regles: list[Regle] = []

    def regle(
        self,
        slug: str,
        gravite: Gravite,
        *,
        stage: int,
        titre: str,
        pourquoi: str,
        tables: Iterable[str],
    ) -> Callable[[Callable[[Ground], Iterator[Releve]]], Callable[[Ground], Iterator[Releve]]]:
        """Register the function that follows as a rule."""

        def registered(
            check: Callable[[Ground], Iterator[Releve]],
        ) -> Callable[[Ground], Iterator[Releve]]:
            self._regles.append(
                Regle(
                    slug=slug,
                    gravite=gravite,
                    stage=stage,
                    titre=titre,
                    pourquoi=pourquoi,
                    tables=frozenset(tables),
                    check=check,
                )
            )
            return check

        return registered

    @property
    def regles(self) -> tuple[Regle, ...]:
        """Every rule, in order."""
        return tuple(self._regles)
