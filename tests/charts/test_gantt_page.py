"""The Gantt on paper: one page while it is legible, else cut by phase; its columns, its legend."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.gantt_columns import wrapped
from cpom_desktop.charts.gantt_page import (
    LEAST_ROW_MM,
    LEAST_TEXT_MM,
    Room,
    cut_by_phase,
    gantt_pages,
)
from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Polyline, Rect, Text
from cpom_desktop.domain.planning import ScheduledTask
from cpom_desktop.domain.tasks import EtatTache, Task
from tests.outils.plans_imprimes import PrintedRow, PrintedView

PHASES = ("Cadrage", "Diagnostic", "Concertation", "Négociation", "Formalisation")


def scheduled(task_id, etat=EtatTache.A_FAIRE, start=date(2027, 4, 1), days=19):
    end = start + timedelta(days=days)
    task = Task(id=task_id, phase="cadrage", titre="T", etat=etat)
    return ScheduledTask(task, start, end, start, start, end, 3)


def in_phases(*sizes, **changes):
    """Return rows of as many phases, so many rows each."""
    rows, number = [], 0
    for rank, size in enumerate(sizes, start=1):
        for _row in range(size):
            number += 1
            values = {"rank": rank, "phase": PHASES[rank - 1], "scheduled": scheduled(number)}
            rows.append(PrintedRow(number, **values | changes))
    return tuple(rows)


def printed(*sizes, **changes):
    return PrintedView(in_phases(*sizes, **changes))


def words(scene):
    return [item.text for item in scene.items if isinstance(item, Text)]


def refs(scene):
    return {item.ref for item in scene.items if item.ref}


def numbers(page):
    """Return the ordinates of the rows of a page, from their first column."""
    texts = [i for i in page.scene.items if isinstance(i, Text) and i.anchor == "middle"]
    return [i.y for i in texts if i.text.isdigit() and i.x < 8]


@pytest.mark.parametrize("sizes", [(1,), (8, 16, 1, 8, 7), (8, 17, 1, 8, 8)])
def test_a_plan_that_is_legible_holds_on_one_page(sizes):
    (page,) = gantt_pages(printed(*sizes))

    assert len(page.rows) == sum(sizes)
    assert page.phases == PHASES[: len(sizes)]


@pytest.mark.parametrize("room", [Room(), Room(390, 248, 3.6), Room(267, 120)])
@pytest.mark.parametrize("count", [1, 18, 42, 60, 200, 500])
def test_no_page_overflows_and_nothing_is_smaller_than_eight_points(room, count):
    pages = gantt_pages(printed(*[count // 5] * 4, count - 4 * (count // 5)), room)

    for page in pages:
        assert page.scene.width == pytest.approx(room.width_mm)
        assert page.scene.height <= room.height_mm + 0.01
        sizes = [item.size for item in page.scene.items if isinstance(item, Text)]
        assert min(sizes) >= LEAST_TEXT_MM - 0.001
        ordinates = numbers(page)
        steps = [b - a for a, b in pairwise(ordinates)]
        assert all(step >= LEAST_ROW_MM - 0.001 for step in steps)
    assert sum(len(page.rows) for page in pages) == count


def test_a_larger_paper_takes_more_rows_on_one_page():
    assert len(gantt_pages(printed(30, 30))) == 2
    assert len(gantt_pages(printed(30, 30), Room(390, 248, 3.6))) == 1


def test_a_long_plan_is_cut_between_its_phases():
    pages = gantt_pages(printed(25, 25, 10, 10, 25))

    assert [page.phases for page in pages] == [
        ("Cadrage",),
        ("Diagnostic",),
        ("Concertation", "Négociation"),
        ("Formalisation",),
    ]


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=5), st.integers(1, 40), st.integers(0, 20)
)
def test_pages_keep_every_row_in_order_and_cut_long_phases_alone(sizes, easy, more):
    rows, most = in_phases(*sizes), easy + more
    pages = cut_by_phase(rows, easy=easy, most=most)

    assert [row for page in pages for row in page] == list(rows)
    assert all(1 <= len(page) <= most for page in pages)
    for rank, size in enumerate(sizes, start=1):
        held = sum(any(row.rank == rank for row in page) for page in pages)
        assert held == (0 if size == 0 else -(-size // most))


def test_each_page_repeats_its_headers_its_calendar_and_its_legend():
    pages = gantt_pages(printed(40, 40))

    assert len(pages) > 1
    for page in pages:
        told = set(words(page.scene))
        assert {"Tâche ou jalon", "Échéance", "Responsable", "12 mars", "Date d’édition"} <= told
        assert f"Ét. {page.rows[0].rank} : {page.phases[0]}".replace(" :", "\xa0:") in told
        assert "Avr." in told


def test_every_task_is_on_exactly_one_page():
    found = [refs(page.scene) for page in gantt_pages(printed(40, 40, 20))]

    assert set.union(*found) == {f"task:{n}" for n in range(1, 101)}
    assert sum(map(len, found)) == 100


def test_a_plan_without_dates_has_no_page():
    assert gantt_pages(PrintedView((PrintedRow(1),))) == ()


def test_printed_words_stay_in_their_columns():
    (page,) = gantt_pages(printed(40, titre="Anticonstitutionnellement " * 8))
    texts = [i for i in page.scene.items if isinstance(i, Text) and "Anti" in i.text]
    head = next(i for i in page.scene.items if isinstance(i, Text) and i.text == "Responsable")

    assert len(texts) == 40
    assert all(i.x + text_width(i.text, i.size) < head.x for i in texts)
    assert all(text.text.endswith("…") for text in texts)


def test_the_title_of_a_short_plan_takes_two_lines_rather_than_be_cut():
    (page,) = gantt_pages(printed(3, titre="Réunir les documents sources et dater " * 3))

    assert not any(text.endswith("…") for text in words(page.scene))


@pytest.mark.parametrize("room", [Room(), Room(390, 248, 3.6)])
def test_dates_are_whole_whatever_the_paper(room):
    rows = tuple(
        PrintedRow(n, scheduled=scheduled(n, start=date(2027, 2, 10), days=n))
        for n in range(1, 29)
    )
    (page,) = gantt_pages(PrintedView(rows), room)

    assert "1er mars" in words(page.scene)
    assert not any(text.endswith("…") for text in words(page.scene))


def test_the_titles_of_the_template_are_whole_on_one_page():
    title = "Vérifier la programmation, l’échéance du contrat et le cadre applicable"
    (page,) = gantt_pages(printed(40, titre=title))

    assert words(page.scene).count(title) == 40


def test_a_state_is_told_by_a_sign_and_a_word():
    done = PrintedRow(1, scheduled=scheduled(1, EtatTache.FAIT), etat="Fait")
    late = PrintedRow(2, scheduled=scheduled(2), retard_jours=3, etat="En retard")
    (page,) = gantt_pages(PrintedView((done, late)))

    assert {"✓ Fait", "▲ En retard"} <= set(words(page.scene))


def test_the_bars_are_right_of_the_columns_and_nothing_leaves_the_page():
    (page,) = gantt_pages(printed(2))
    bars = [i for i in page.scene.items if isinstance(i, Rect) and i.ref]
    state = next(i for i in page.scene.items if isinstance(i, Text) and i.text == "État")
    lines = [i for i in page.scene.items if isinstance(i, Polyline)]

    assert bars
    assert all(bar.x > state.x for bar in bars)
    assert all(x <= 267.001 for line in lines for x, _y in line.points)


def test_a_plan_of_several_years_tells_the_year_of_its_dates():
    rows = (
        PrintedRow(1, scheduled=scheduled(1, start=date(2028, 1, 10))),
        PrintedRow(2, scheduled=scheduled(2, start=date(2032, 6, 1))),
    )
    (page,) = gantt_pages(PrintedView(rows))

    assert {"29 janv. 2028", "20 juin 2032", "T3"} <= set(words(page.scene))


@given(st.text(max_size=200), st.floats(5, 80), st.integers(1, 2))
def test_a_wrapped_text_has_few_lines_that_fit(text, room, most):
    lines = wrapped(text, room, 2.9, most=most)

    assert 1 <= len(lines) <= most
    assert all(text_width(line, 2.9) <= max(room, text_width("…", 2.9)) for line in lines)
