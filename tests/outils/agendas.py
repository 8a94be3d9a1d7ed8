"""Calendar files read by a parser that is not the one which writes them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cpom_desktop.reports.ics import IcsPlace, render_ics
from cpom_desktop.services.queries.agenda import AgendaEvent

PLACE = IcsPlace(
    "EHPAD Les Tilleuls – CPOM 2028–2032", "0-1-2", datetime(2027, 3, 12, 14, 32, tzinfo=UTC)
)


@dataclass(frozen=True)
class ReadEvent:
    """What an agenda keeps of an event."""

    uid: str
    first: date
    after: date
    title: str
    text: str
    categories: tuple[str, ...]
    alarms: tuple[timedelta, ...]


def event(number=1, **values):
    """Return a day of a calendar."""
    usual = {
        "key": f"tache:{number}",
        "day": date(2027, 1, 1) + timedelta(days=number),
        "title": f"Jalon {number}",
        "kind": "Jalon",
    }
    return AgendaEvent(**usual | values)


def rendered(*events, place=PLACE):
    """Return the file of some events."""
    return render_ics(events, place)


def read(data):
    """Return the events of a file, as vobject reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own use of old functions of Python
        import vobject

        calendar = vobject.readOne(data.decode("utf-8"))
        return [_event(found) for found in calendar.contents.get("vevent", ())]


def _event(found):
    kinds = [name for line in found.contents["categories"] for name in line.value]
    alarms = [alarm.trigger.value for alarm in found.contents.get("valarm", ())]
    return ReadEvent(
        uid=found.uid.value,
        first=found.dtstart.value,
        after=found.dtend.value,
        title=found.summary.value,
        text=found.description.value,
        categories=tuple(kinds),
        alarms=tuple(alarms),
    )
