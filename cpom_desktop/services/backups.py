"""Backups as the application sees them: why they are made, which are kept, what is said of them.

The order of backups is their sequence, which only grows; their dates come from a clock that
may be wrong and never decide alone (reliability §2.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import UNSET

from cpom_desktop.i18n import _, format_date, format_time, ngettext
from cpom_desktop.services.operations import operation_name

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.services.operations import Operation

INTERVAL = timedelta(minutes=10)
"""Of activity, between two backups (reliability D14)."""
RECENT = timedelta(hours=48)
PINNED_FOR = timedelta(days=366)
DAYS, WEEKS, MONTHS = 14, 10, 36
NEVER_BELOW = 5
"""The newest valid ones, kept whatever the clock says."""
SUSPICIOUS_GAP = timedelta(days=366)
"""Between two backups: a clock that jumped, not a year without work."""
SECOND_COPY_AFTER = timedelta(days=7)
"""A reminder when the copy on another support is older (DESIGN-2, 29)."""
MANY_ROWS = 10


class Reason(StrEnum):
    """Why a backup was made; the slug stands in its file name."""

    AUTOMATIQUE = "automatique"
    DEMANDE = "demande"
    VERSION = "version"
    MISE_A_JOUR = "avant-mise-a-jour"
    IMPORT = "avant-import"
    RESTAURATION = "avant-restauration"
    SUPPRESSION = "avant-suppression"
    EFFACEMENT = "apres-effacement"


WORDS: Mapping[Reason, str] = {
    Reason.AUTOMATIQUE: "automatique",
    Reason.DEMANDE: "à votre demande",
    Reason.VERSION: "version nommée",
    Reason.MISE_A_JOUR: "avant mise à jour",
    Reason.IMPORT: "avant import",
    Reason.RESTAURATION: "avant restauration",
    Reason.SUPPRESSION: "avant suppression",
    Reason.EFFACEMENT: "après un effacement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupInfo:
    """One backup: where, its place in the order, when (local time), bytes, why.

    `valid`: its size is the one that its header gives; it was checked whole when written.
    `source`: mark of the file that it was made of, "" when nothing says so. `origin`: path of
    that file when it is another one than asked about, "" when it is no longer known.
    """

    path: Path
    sequence: int
    moment: datetime
    size: int
    reason: Reason = Reason.AUTOMATIQUE
    pinned: bool = False
    title: str = ""
    valid: bool = True
    source: str = ""
    origin: str | None = None

    @property
    def words(self) -> str:
        """What it is called in a list: its title, or why it was made."""
        return self.title or _(WORDS[self.reason])


class SecondCopy(NamedTuple):
    """The last copy that succeeded on another support: the folder, when."""

    folder: str
    moment: datetime


class BackupState(NamedTuple):
    """What the dashboard says: last backup, last copy elsewhere, failing since, one sentence.

    `attention`: the sentence asks for something to be done.
    """

    last: BackupInfo | None
    second_last: datetime | None
    failing_since: datetime | None
    sentence: str
    attention: bool


def reason_before(operation: Operation) -> Reason | None:
    """Return why a backup comes before an operation: much is deleted, or a file taken; or None."""
    name = operation_name(operation)
    from_file = name == "set_valeurs" and getattr(operation, "retenir", UNSET) is not UNSET
    if from_file or name in {"import_has", "add_acteurs"}:
        return Reason.IMPORT
    ids = getattr(operation, "ids", ())
    whole = name in {"delete_fiches_action", "delete_axes"}
    if name.startswith("delete_") and (whole or len(ids) >= MANY_ROWS):
        return Reason.SUPPRESSION
    if name == "restore_version":
        return Reason.RESTAURATION
    if name == "prepare_dossier" and getattr(operation, "remplacer", False):
        return Reason.SUPPRESSION
    return None


def keep(infos: Iterable[BackupInfo], now: datetime) -> frozenset[int]:
    """Return the sequences of the backups to keep; `now` is local, without offset.

    Kept: the newest, the newest 5 valid ones, all of the last 48 hours, those pinned for a
    year, and the newest of each of the last 14 days, 10 weeks and 36 months that have one.
    """
    ordered = sorted(infos, key=_sequence, reverse=True)
    valid = [info for info in ordered if info.valid]
    kept = {info.sequence for info in (*ordered[:1], *valid[:NEVER_BELOW])}
    for info, age in zip(ordered, _ages(ordered, now), strict=True):
        if age <= RECENT or (info.pinned and age <= PINNED_FOR):
            kept.add(info.sequence)
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of_each(valid, period, most)
    return frozenset(kept)


def _sequence(info: BackupInfo) -> int:
    return info.sequence


def _ages(ordered: Sequence[BackupInfo], now: datetime) -> Iterable[timedelta]:
    """Yield the age of each backup, the newest first: the least of what two clocks say.

    One is its own date. The other adds the time between backups as they follow each other,
    where a step back or a leap of more than a year counts for nothing.
    """
    elapsed, later = timedelta(), now
    for info in ordered:
        gap = later - info.moment
        if timedelta() < gap <= SUSPICIOUS_GAP:
            elapsed += gap
        later = info.moment
        yield min(elapsed, now - info.moment)


def _newest_of_each(
    ordered: Iterable[BackupInfo], period: Callable[[datetime], Hashable], most: int
) -> set[int]:
    found: dict[Hashable, int] = {}
    for info in ordered:
        key = period(info.moment)
        if key not in found and len(found) < most:
            found[key] = info.sequence
    return set(found.values())


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def backup_state(
    infos: Sequence[BackupInfo],
    second: SecondCopy | None,
    failing_since: datetime | None,
    now: datetime,
) -> BackupState:
    """Return what is said of the backups; every moment is local, without offset."""
    valid = [info for info in infos if info.valid]
    last = max(valid, key=_sequence, default=None)
    sentence, attention = _sentence(last, second, failing_since, now)
    return BackupState(last, second.moment if second else None, failing_since, sentence, attention)


def _sentence(
    last: BackupInfo | None,
    second: SecondCopy | None,
    failing_since: datetime | None,
    now: datetime,
) -> tuple[str, bool]:
    if failing_since:
        since = _when(failing_since, now)
        return _("Sauvegardes interrompues depuis {quand}.", quand=since), True
    if last is None:
        return _("Aucune sauvegarde pour l'instant."), False
    if last.moment > now + timedelta(hours=2):
        return _behind(last.moment), True
    if second is None:
        return _("Aucune copie sur une clé ou un autre disque."), True
    if (days := (now - second.moment).days) > SECOND_COPY_AFTER.days:
        return _late(days), True
    return _(
        "Sauvegardé {quand}, copié ailleurs le {jour}.",
        quand=_when(last.moment, now),
        jour=format_date(second.moment.date(), "short"),
    ), False


def _behind(last: datetime) -> str:
    """Return what is said of a clock that is behind what was done already (row 22)."""
    return _(
        "L'ordinateur indique une date antérieure à votre dernière sauvegarde ({jour}). "
        "Vérifiez l'horloge.",
        jour=format_date(last.date()),
    )


def _late(days: int) -> str:
    return ngettext(
        "La copie sur une clé ou un autre disque date d'il y a {n} jour.",
        "La copie sur une clé ou un autre disque date d'il y a {n} jours.",
        days,
    )


def _when(moment: datetime, now: datetime) -> str:
    if moment.date() == now.date():
        return format_time(moment)
    return _("le {jour}", jour=format_date(moment.date(), "short"))
