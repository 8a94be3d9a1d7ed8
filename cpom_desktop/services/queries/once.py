"""Queries answered once: for a snapshot, or until a table that they read changes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.snapshot import DossierSnapshot

P = ParamSpec("P")
R = TypeVar("R")


def once(
    query: Callable[Concatenate[DossierSnapshot, P], R],
) -> Callable[Concatenate[DossierSnapshot, P], R]:
    """Keep what a pure query answers with the snapshot that it read; a refusal is not kept.

    Its other arguments are hashable: the day, the content (by identity).
    """

    @wraps(query)
    def answered(snapshot: DossierSnapshot, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (query, args, tuple(sorted(kwargs.items())))
        if key not in snapshot.reckoned:
            snapshot.reckoned[key] = query(snapshot, *args, **kwargs)
        answer: R = snapshot.reckoned[key]
        return answer

    return answered


def kept(
    *tables: str,
) -> Callable[
    [Callable[Concatenate[DossierSnapshot, P], R]], Callable[Concatenate[DossierSnapshot, P], R]
]:
    """Keep what a pure query answers until one of the tables that it reads changes.

    Args:
        tables: every table that the query reads, whatever it finds there.
    """
    reads = frozenset(tables)

    def keeping(
        query: Callable[Concatenate[DossierSnapshot, P], R],
    ) -> Callable[Concatenate[DossierSnapshot, P], R]:
        @wraps(query)
        def answered(snapshot: DossierSnapshot, /, *args: P.args, **kwargs: P.kwargs) -> R:
            key = (query, args, tuple(sorted(kwargs.items())))
            if key not in snapshot.kept:
                snapshot.kept[key] = (reads, query(snapshot, *args, **kwargs))
            answer: R = snapshot.kept[key][1]
            return answer

        return answered

    return keeping
