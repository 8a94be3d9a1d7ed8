"""The layers of the Gantt: forecast, plan of reference, days around meetings, closed periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.charts.gantt import GanttBar, GanttBreak, GanttLayout, GanttPlan, gantt_parts
from cpom_desktop.charts.gantt_legend import legend_marks
from cpom_desktop.charts.gantt_scale import GanttLead, text_width
from cpom_desktop.charts.scene import Diamond, Text

START, END = date(2027, 4, 1), date(2027, 5, 1)


def layout(**changes):
    sizes = {"width_mm": 365.0, "row_height_mm": 8.0, "header_mm": 10.0}
    return GanttLayout(
        **(sizes | {"first": date(2027, 1, 1), "last": date(2027, 12, 31)} | changes)
    )


def plan(*bars, **changes):
    return GanttPlan(bars=bars, today=date(2027, 3, 12), **changes)


def bar(**changes):
    return GanttBar(task_id=1, label="T", **({"debut": START, "fin": END} | changes))


def of_style(scene, style):
    return [item for item in scene.items if item.style == style]


def words(found, **changes):
    return [text for _mark, text in legend_marks(found, layout(**changes))]


def test_the_end_foreseen_lies_beyond_the_end_planned():
    found = plan(bar(forecast=date(2027, 5, 21)))
    (drawn,) = of_style(gantt_parts(found, layout()).body, "barre-prevue")
    assert (drawn.x, drawn.width) == pytest.approx((120, 20))
    assert "Retard prévu" in words(found)


def test_the_plan_of_reference_is_thin_and_under_its_bar():
    found = plan(bar(reference=(START - timedelta(days=10), END - timedelta(days=10))))
    body = gantt_parts(found, layout()).body
    (ghost,), (drawn,) = of_style(body, "reference"), of_style(body, "barre-a-faire")
    assert (ghost.x, ghost.width) == pytest.approx((80, 30))
    assert drawn.y + drawn.height < ghost.y
    assert ghost.y + ghost.height < 8
    assert ghost.height < drawn.height / 3
    assert "Plan de référence" in words(found)


def test_a_milestone_of_reference_is_hollow():
    found = plan(bar(milestone=True, reference=(START, date(2027, 4, 20))))
    (ghost,) = of_style(gantt_parts(found, layout()).body, "reference-jalon")
    assert isinstance(ghost, Diamond)
    assert ghost.cx == pytest.approx(109.5)


LEADS = (GanttLead(date(2027, 4, 10), "Convocation"), GanttLead(date(2027, 5, 9), "Compte rendu"))


def test_each_day_around_a_meeting_has_its_mark_that_says_which():
    found = plan(bar(milestone=True, leads=LEADS))
    marks = of_style(gantt_parts(found, layout()).body, "delai")
    assert {mark.ref for mark in marks} == {"delai:1:0", "delai:1:1"}
    assert "Délai d’une réunion" in words(found)


def test_the_date_of_a_meeting_is_written_clear_of_its_marks():
    body = gantt_parts(plan(bar(milestone=True, leads=LEADS)), layout()).body
    (text,) = [item for item in body.items if isinstance(item, Text)]
    marks = [mark.x for mark in of_style(body, "delai")]
    end = text.x + text_width(text.text, text.size, bold=True)
    assert not any(text.x <= x <= end for x in marks)


def test_at_the_border_the_date_is_written_before_the_marks():
    fin = date(2027, 12, 30)
    leads = (GanttLead(date(2027, 12, 9), "Convocation"), GanttLead(date(2027, 12, 15), "Pièces"))
    found = plan(bar(milestone=True, fin=fin, leads=leads))
    body = gantt_parts(found, layout(width_mm=150)).body
    (text,) = [item for item in body.items if isinstance(item, Text)]
    assert text.anchor == "end"
    assert text.x < min(mark.x for mark in of_style(body, "delai"))


def test_years_are_too_narrow_for_days():
    found = plan(bar(milestone=True, leads=LEADS), holidays=(date(2027, 5, 6),))
    assert of_style(gantt_parts(found, layout(unit="cinq_ans")).body, "delai") == []
    assert not {"Délai d’une réunion", "Jour férié"} & set(words(found, unit="cinq_ans"))


def test_a_closed_period_is_hatched_over_what_is_under_it():
    summer = GanttBreak("Été", date(2027, 7, 15), date(2027, 8, 31))
    school = GanttBreak("Été", date(2027, 7, 3), date(2027, 8, 31))
    found = plan(bar(), closed=(summer,), breaks=(school,))
    styles = [item.style for item in gantt_parts(found, layout()).ground.items]
    assert styles.index("vacances") < styles.index("ferme")
    assert {"Vacances scolaires", "Fermé aux réunions"} <= set(words(found))


def test_a_closed_day_too_narrow_to_be_seen_is_neither_drawn_nor_told():
    bridge = GanttBreak("Pont", date(2027, 5, 7), date(2027, 5, 7))
    found = plan(bar(), closed=(bridge,))
    narrow = layout(width_mm=100)
    assert of_style(gantt_parts(found, narrow).ground, "ferme") == []
    assert "Fermé aux réunions" not in words(found, width_mm=100)
    assert of_style(gantt_parts(found, layout()).ground, "ferme") != []


def test_the_end_of_the_official_school_calendar_is_marked_and_said():
    found = plan(bar(), horizon=date(2027, 8, 31))
    parts = gantt_parts(found, layout())
    (line,) = of_style(parts.ground, "horizon")
    assert line.points[0][0] == pytest.approx(243)
    said = [item.text for item in parts.header.items if isinstance(item, Text)]
    assert any(text.startswith("calendrier officiel jusqu’au 31") for text in said)
    assert any(text.startswith("Calendrier scolaire officiel") for text in words(found))
    assert of_style(gantt_parts(plan(bar(), horizon=date(2029, 8, 31)), layout()).ground,
                    "horizon") == []  # fmt: skip


def test_nothing_is_told_of_what_is_not_there():
    assert words(plan(bar())) == ["À faire"]
