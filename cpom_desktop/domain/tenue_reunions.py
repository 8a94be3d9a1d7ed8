"""What the rows of a meeting come to: its place in its instance, its length, who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.reunions import Presence, Reunion, ReunionPoint, ReunionPresence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

CAME = frozenset({Presence.PRESENT, Presence.REPRESENTE})
"""What counts for the quorum."""


class Attendance(NamedTuple):
    """Who came to a meeting.

    Attributes:
        convened: how many were expected.
        came: present or represented.
        votes: those who came and vote; `voters` of all who vote.
        unsaid: of whom nothing has been said yet.
    """

    convened: int
    came: int
    votes: int
    voters: int
    unsaid: int


def attendance(presences: Iterable[ReunionPresence]) -> Attendance:
    """Return how many came, and how many of them vote."""
    rows = list(presences)
    came = [row for row in rows if row.presence in CAME]
    return Attendance(
        len(rows),
        len(came),
        sum(row.voix for row in came),
        sum(row.voix for row in rows),
        sum(row.presence is Presence.ATTENDU for row in rows),
    )


def agenda_minutes(points: Iterable[ReunionPoint]) -> int:
    """Return the minutes of an agenda; a point without a duration counts for none."""
    return sum(point.duree_minutes or 0 for point in points)


def previous_meeting(reunion: Reunion, reunions: Iterable[Reunion]) -> Reunion | None:
    """Return the meeting of the same instance before this one, by number, else by day."""
    others = _same_instance(reunion, reunions)
    before = [other for other in others if _order(other, reunion) < 0]
    return max(before, key=_rank, default=None)


def next_meeting(reunion: Reunion, reunions: Iterable[Reunion]) -> Reunion | None:
    """Return the meeting of the same instance after this one, by number, else by day."""
    others = _same_instance(reunion, reunions)
    after = [other for other in others if _order(other, reunion) > 0]
    return min(after, key=_rank, default=None)


def chronological(
    reunions: Sequence[Reunion], days: dict[int, date | None]
) -> tuple[Reunion, ...]:
    """Return meetings by day, those without one at the end in the order they were made."""
    dated = [r for r in reunions if days.get(r.id) is not None]
    undated = [r for r in reunions if days.get(r.id) is None]
    return (*sorted(dated, key=lambda r: (days[r.id], r.heure, r.id)), *undated)


def _same_instance(reunion: Reunion, reunions: Iterable[Reunion]) -> list[Reunion]:
    if reunion.instance_id is None:
        return []
    return [r for r in reunions if r.instance_id == reunion.instance_id and r.id != reunion.id]


def _rank(reunion: Reunion) -> tuple[int, str, int]:
    return (reunion.numero or 0, str(reunion.jour or ""), reunion.id)


def _order(one: Reunion, other: Reunion) -> int:
    """Return a negative number when `one` comes before `other`, 0 when nothing tells."""
    if one.numero is not None and other.numero is not None:
        return one.numero - other.numero
    if one.jour is not None and other.jour is not None:
        return (one.jour - other.jour).days
    return 0
