"""Months, quarters and weeks of the days that a picture shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.charts.gantt_scale import GanttLayout


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter of `day`."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def next_quarter(day: date) -> date:
    """Return the first day of the quarter after that of `day`."""
    return quarter_of(quarter_of(day) + timedelta(days=100))


def months_shown(layout: GanttLayout) -> Iterator[date]:
    """Give the first day of each month shown, that of `layout.first` included."""
    month = layout.first.replace(day=1)
    while month <= layout.last:
        yield month
        month = next_month(month)


def quarters_shown(layout: GanttLayout) -> Iterator[date]:
    """Give the first day of each quarter shown, that of `layout.first` included."""
    quarter = quarter_of(layout.first)
    while quarter <= layout.last:
        yield quarter
        quarter = next_quarter(quarter)


def years_shown(layout: GanttLayout) -> Iterator[date]:
    """Give the first day of each year shown, that of `layout.first` included."""
    for year in range(layout.first.year, layout.last.year + 1):
        yield date(year, 1, 1)


def mondays_shown(layout: GanttLayout) -> Iterator[date]:
    """Give each Monday shown."""
    monday = layout.first + timedelta(days=-layout.first.weekday() % 7)
    while monday <= layout.last:
        yield monday
        monday += timedelta(days=7)
