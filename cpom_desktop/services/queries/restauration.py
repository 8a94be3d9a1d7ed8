"""What a backup holds beside the dossier of now, in words: to choose one.

Tables read: constats, acteurs, tasks, fiches_action, indicateurs; all for the losses.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, format_date, format_number, format_time
from cpom_desktop.services.queries.comparaison import compare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.queries.comparaison import PageDifferences
    from cpom_desktop.services.snapshot import DossierSnapshot


class Count(NamedTuple):
    """How many of a thing there are in the backup and now; `now` is None without a dossier."""

    words: str
    then: int
    now: int | None


class Group(NamedTuple):
    """The backups of a day, or the older ones."""

    title: str
    infos: tuple[BackupInfo, ...]


class Look(NamedTuple):
    """What is shown of a backup before she chooses.

    Attributes:
        counts: what it holds.
        losses: what was done since, that putting it in the place of the dossier would lose, by
            page; empty when they are the same.
        compared: there is a dossier of now to compare with.
    """

    counts: tuple[Count, ...]
    losses: tuple[PageDifferences, ...]
    compared: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What would be lost, one sentence a difference."""
        return tuple(each.sentence for page in self.losses for each in page.differences)

    @property
    def summaries(self) -> tuple[str, ...]:
        """What would be lost, counted page by page."""
        return tuple(page.summary for page in self.losses)


def look_at(copy: DossierSnapshot, now: DossierSnapshot | None, content: Content) -> Look:
    """Return what a backup holds, and what the dossier has that it has not."""
    losses = () if now is None else compare(copy, now, content)
    return Look(counts_of(copy, now), losses, now is not None)


def counts_of(copy: DossierSnapshot, now: DossierSnapshot | None) -> tuple[Count, ...]:
    """Return how many of each thing she knows a dossier by."""
    then, present = _figures(copy), _figures(now) if now is not None else {}
    return tuple(Count(words, number, present.get(words)) for words, number in then.items())


def _figures(snapshot: DossierSnapshot) -> dict[str, int]:
    return {
        _("Critères cotés"): sum(c.is_answered for c in snapshot.constats),
        _("Acteurs"): len(snapshot.acteurs),
        _("Tâches du rétroplanning"): len(snapshot.tasks),
        _("Fiches actions"): len(snapshot.fiches_action),
        _("Indicateurs"): len(snapshot.indicateurs),
    }


def groups_of(infos: Iterable[BackupInfo], now: datetime) -> tuple[Group, ...]:
    """Return the backups under « Aujourd'hui », « Hier… », « Plus ancien », in their order."""
    titles: dict[str, list[BackupInfo]] = {}
    for info in infos:
        titles.setdefault(_day(info, now), []).append(info)
    return tuple(Group(title, tuple(those)) for title, those in titles.items())


def _day(info: BackupInfo, now: datetime) -> str:
    day, today = info.moment.date(), now.date()
    if day == today:
        return _("Aujourd'hui")
    if day == today - timedelta(days=1):
        return _("Hier, {jour}", jour=format_date(day, "full"))
    return _("Plus ancien")


def short_moment(info: BackupInfo, now: datetime) -> str:
    """Return « 11:00 » for today and yesterday, « 5 mars 18:00 » before."""
    day, hour = info.moment.date(), format_time(info.moment)
    if day >= now.date() - timedelta(days=1):
        return hour
    style = "short" if day.year == now.year else "medium"
    return f"{format_date(day, style)} {hour}"


def full_moment(info: BackupInfo) -> str:
    """Return « vendredi 12 mars 2027 à 11:00 »."""
    return _(
        "{jour} à {h}", jour=format_date(info.moment.date(), "full"), h=format_time(info.moment)
    )


def origin_words(info: BackupInfo) -> str:
    """Return the name of the other file that a backup was made of; empty for this one's."""
    if info.origin is None:
        return ""
    if not info.origin:
        return _("faite pour un autre fichier")
    path = Path(info.origin)
    return _("faite pour « {nom} », dans {lieu}", nom=path.name, lieu=path.parent.name)


def size_words(size: int) -> str:
    """Return a size: « 350 ko », « 1,8 Mo »."""
    if size < 1_000_000:
        return _("{n} ko", n=format_number(max(1, round(size / 1000))))
    return _("{n} Mo", n=format_number(size / 1_000_000, 1 if size < 10_000_000 else 0))
