"""A calendar file (iCalendar, RFC 5545) from days to remember.

Whole days, in no time zone: the end is the next day, as the standard has it. An event keeps its
UID from one edition to the next and a later edition has a greater SEQUENCE, so that a calendar
replaces what it holds. Same events and same moment: same bytes.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop import __version__
from cpom_desktop.domain.saisie.textes import clean_text
from cpom_desktop.i18n import _, format_date, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from icalendar import Alarm, Calendar, Event

    from cpom_desktop.services.queries.agenda import AgendaEvent

PRODID = f"-//CPOM Desktop//CPOM Desktop {__version__}//FR"
DOMAIN = "cpom-desktop"
MORNING_HOUR = 9
"""Hour of the day at which a reminder rings."""
_BLANKS = re.compile(r"[ \t\n]+")
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""A sequence counts the minutes since then: it only grows, and holds in 32 bits."""


class IcsPlace(NamedTuple):
    """Where the events of a file come from.

    Attributes:
        name: of the calendar (« EHPAD Les Tilleuls – CPOM 2028–2032 »).
        uuid: of the dossier.
        now: moment of the edition.
    """

    name: str
    uuid: str
    now: datetime


def render_ics(events: Sequence[AgendaEvent], place: IcsPlace) -> bytes:
    """Return the calendar file of some events."""
    from icalendar import Calendar, vText  # noqa: PLC0415 - 110 ms, at first use

    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_one_line(place.name)))
    for event in events:
        calendar.add_component(_event(event, place))
    return bytes(calendar.to_ical())


def read_days(data: bytes) -> tuple[tuple[str, date], ...]:
    """Return (UID, day) of every event of a calendar file.

    Raises:
        ValueError: it is no calendar, or an event has no day.
    """
    from icalendar import Calendar  # noqa: PLC0415 - at first use

    calendar: Calendar = Calendar.from_ical(data)
    return tuple((str(event["uid"]), event.start) for event in calendar.events)


def uid_of(event: AgendaEvent, place: IcsPlace) -> str:
    """Return the name of an event, the same in every edition of its dossier."""
    return f"{event.key.replace(':', '-')}.{place.uuid}@{DOMAIN}"


def _event(event: AgendaEvent, place: IcsPlace) -> Event:
    from icalendar import Event  # noqa: PLC0415 - at first use

    moment = place.now.astimezone(UTC).replace(microsecond=0)
    made = Event()
    made.add("uid", uid_of(event, place))
    made.add("dtstamp", moment)
    made.add("sequence", max(int((moment - _FIRST).total_seconds()) // 60, 0))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", _one_line(event.title))
    made.add("description", _text(f"{event.text}\n{_origin(place)}"))
    made.add("categories", ["CPOM", _one_line(event.kind)])
    made.add("transp", "TRANSPARENT")
    for days in event.rappels:
        made.add_component(_alarm(event, days))
    return made


def _alarm(event: AgendaEvent, days: int) -> Alarm:
    """Return a reminder at nine in the morning, so many days before."""
    from icalendar import Alarm  # noqa: PLC0415 - at first use

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    when = ngettext("Dans {n} jour : {titre}", "Dans {n} jours : {titre}", days, titre=event.title)
    told = when if days else _("Aujourd'hui : {titre}", titre=event.title)
    alarm.add("description", _one_line(told))
    alarm.add("trigger", timedelta(days=-days, hours=MORNING_HOUR))
    return alarm


def _origin(place: IcsPlace) -> str:
    day = format_date(place.now.date())
    return _("Dossier « {nom} », édité par CPOM Desktop le {jour}.", nom=place.name, jour=day)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", _text(text))


def _text(text: str) -> str:
    return clean_text(text, sys.maxsize)
