"""What the parts of the Gantt share: its input, its layout, days as abscissas, widths of words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

Zoom = Literal["semaines", "mois", "trimestres", "cinq_ans"]
"""What the head of the picture counts, from the narrowest view to the widest."""
Sort = Literal["datee", "courante", "jalon"]
"""What a part of a line is: a dated bar, a running one, a milestone on its last day."""

GAP_MM = 1.1
"""Between a mark and the word beside it."""
_THINNEST_MM = 1.2

_EMS = {
    letter: ems
    for letters, ems in (
        (" \u00a0\u202f.,:;!|'’ijîïIl", 0.26),
        ("f()-tr/°", 0.35),
        ("sz«»xcçvyJY–", 0.48),
        ("kFLaeg0123456789éèêàâ+−XVESÉÈ", 0.53),
        ("houùôATZÀÂbndpqCPRÇK", 0.57),
        ("BDGHNUOQ&", 0.66),
        ("wMW%mœŒ@", 0.85),
    )
    for letter in letters
}
"""Widths of letters of Source Sans 3, in parts of the size; the widest of its like."""


@dataclass(frozen=True, slots=True)
class GanttLead:
    """Something due around a meeting, and what is told of it."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class GanttPart:
    """Something drawn on a line that holds several; `word` is told beside a milestone."""

    sort: Sort
    debut: date
    fin: date
    done_share: float = 0.0
    late: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttBar:
    """One line of the picture; without dates the line is there and stays empty.

    Attributes:
        done_share: part done, 0 to 1.
        late_days: days past the end, 0 when on time.
        closed: done, or out of scope.
        started: it has really begun: its start no longer follows its end.
        forecast: when it should be over as things stand, if later than its end.
        reference: its start and end in the plan of reference.
        leads: what is due around it, for a meeting.
        parts: what is drawn in its place, within its dates; it then moves as a whole.
        heading: it names the lines under it.
    """

    task_id: int
    label: str
    debut: date | None = None
    fin: date | None = None
    done_share: float = 0.0
    critical: bool = False
    late_days: int = 0
    milestone: bool = False
    closed: bool = False
    started: bool = False
    forecast: date | None = None
    reference: tuple[date, date] | None = None
    leads: tuple[GanttLead, ...] = ()
    parts: tuple[GanttPart, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class GanttBreak:
    """A school break, or a period closed to meetings, first and last day included."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttPlan:
    """All that the picture shows; `links` are (awaited task, task that waits).

    Attributes:
        closed: periods on which no meeting is held.
        horizon: last day of the official school calendar.
        target: the date that the plan is computed back from.
        life_end: last day of the contract, as far as the widest view goes.
        linkable: whether a link may be drawn from a bar.
    """

    bars: tuple[GanttBar, ...]
    links: tuple[tuple[int, int], ...] = ()
    breaks: tuple[GanttBreak, ...] = ()
    holidays: tuple[date, ...] = ()
    closed: tuple[GanttBreak, ...] = ()
    horizon: date | None = None
    today: date | None = None
    target: date | None = None
    life_end: date | None = None
    linkable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttLayers:
    """What is laid over the plan itself: see `GanttPlan` and `GanttBar`.

    Attributes:
        references, leads: by task.
    """

    horizon: date | None = None
    life_end: date | None = None
    references: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    leads: Mapping[int, tuple[GanttLead, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttLayout:
    """Sizes in millimetres, the days shown, and what to show.

    Attributes:
        width_mm: of the days alone, without the columns of the printed table.
        first, last: days shown, both included.
        unit: what the head counts; public holidays are not drawn when days are too narrow.
        critical: show the critical path.
        quarters: draw the quarters under the years.
        today_label: words of the flag; « Aujourd'hui » when empty.
        late_style: style of « + 7 j ».
    """

    width_mm: float
    row_height_mm: float
    header_mm: float
    first: date
    last: date
    text_mm: float = 2.8
    unit: Zoom = "mois"
    critical: bool = True
    quarters: bool = False
    today_label: str = ""
    late_style: str = "texte"

    @property
    def bar_mm(self) -> float:
        """Height of a bar, and of a milestone."""
        return min(self.row_height_mm / 2, 4.4)

    @property
    def flag(self) -> str:
        """Words of the flag."""
        return self.today_label or _("Aujourd'hui")

    @property
    def days(self) -> int:
        """Count of days shown."""
        return max((self.last - self.first).days + 1, 1)

    @property
    def fine(self) -> bool:
        """Whether single days are wide enough to be marked."""
        return self.unit in {"semaines", "mois"}

    def x(self, day: date) -> float:
        """Return the abscissa of the morning of a day."""
        return (day - self.first).days * self.width_mm / self.days

    def after(self, day: date) -> float:
        """Return the abscissa of the evening of a day."""
        return self.x(day + timedelta(days=1))

    def middle(self, day: date) -> float:
        """Return the abscissa of noon."""
        return (self.x(day) + self.after(day)) / 2

    def day_at(self, x: float) -> date:
        """Return the day at an abscissa, the nearest that a calendar has."""
        rank = self.first.toordinal() + int(x * self.days // self.width_mm)
        return date.fromordinal(min(max(rank, 1), date.max.toordinal()))

    def inside(self, x: float) -> float:
        """Return the nearest abscissa of the picture."""
        return min(max(x, 0.0), self.width_mm)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Return the abscissas between which a period is in the picture; empty outside it."""
        return self.inside(self.x(first)), self.inside(self.after(last))

    def centre(self, row: int) -> float:
        """Return the ordinate of the middle of a row."""
        return (row + 0.5) * self.row_height_mm

    def bar_span(self, bar: GanttBar | GanttPart) -> tuple[float, float]:
        """Return the left edge and the width of a bar, never too thin to be seen."""
        if bar.debut is None or bar.fin is None:
            return 0.0, 0.0
        left = self.x(bar.debut)
        return left, max(self.x(bar.fin) - left, _THINNEST_MM)

    def shows(self, day: date | None) -> bool:
        """Tell whether a day is in the picture."""
        return day is not None and self.first <= day <= self.last


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text of `size` is, a little too wide rather than too narrow.

    A picture has no font; these are the widths of Source Sans 3.
    """
    ems = sum(_EMS.get(letter, 0.66) for letter in text)
    return ems * size * (1.04 if bold else 1.0)
