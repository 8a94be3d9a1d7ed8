"""A query answered once for a snapshot: its page, the dashboard and the sidebar share it."""

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
