"""The same editors for one record, then for another."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import RegleInvalide
from tests.outils.fausse_session import FakeSession
from tests.outils.fenetre import press, write
from ui.kit.form import FieldSpec, Form


def parse_day(raw):
    try:
        return date.fromisoformat(raw) if raw else None
    except ValueError:
        raise RegleInvalide("date", "Date refusée : saisissez-la comme 2027-12-15.") from None


def specs(record):
    """Return the fields of a record: a name and a day."""
    return tuple(
        FieldSpec(
            key=f"{record}.{name}",
            label=name,
            kind=kind,
            parse=parse,
            read=lambda snapshot, key=f"{record}.{name}": snapshot.get(key),
            write=lambda value, key=f"{record}.{name}": (key, value),
        )
        for name, kind, parse in (("nom", "line", None), ("jour", "date", parse_day))
    )


@pytest.fixture
def session():
    return FakeSession(snapshot={"1.nom": "Les Tilleuls", "2.nom": "Les Érables"})


@pytest.fixture
def form(session, shown):
    made = Form(session, specs(1), pause_ms=60_000)
    session.hub = made
    window = shown(*(made.row(key) for key in made))
    made.setParent(window)
    return made


def retype(form, key, text):
    form.focus(key)
    QApplication.focusWidget().selectAll()
    write(text)


def test_what_is_typed_is_committed_before_the_other_record_is_shown(form, session):
    retype(form, "1.nom", "Les Chênes")
    editor = form.row("1.nom").editor

    assert form.rebind(specs(2))

    assert session.snapshot["1.nom"] == "Les Chênes"
    assert form.row("2.nom").editor is editor
    assert editor.raw() == "Les Érables"
    assert form.keys() == ["2.nom", "2.jour"]


def test_the_other_record_is_typed_in_steps_of_its_own(form, session):
    retype(form, "1.nom", "Les Chênes")
    form.rebind(specs(2))
    retype(form, "2.nom", "Les Hêtres")
    press(Qt.Key.Key_Tab)

    (first, second) = session.ran
    assert (first[:2], second[:2]) == (("1.nom", "Les Chênes"), ("2.nom", "Les Hêtres"))
    assert first[2] != second[2]


def test_a_refused_text_stays_with_its_record(form, session):
    retype(form, "1.jour", "31/02/2028")
    form.rebind(specs(2))
    assert form.row("2.jour").editor.raw() == ""
    assert form.errors() == []

    form.rebind(specs(1))

    assert form.row("1.jour").editor.raw() == "31/02/2028"
    assert [key for key, _label, _refusal in form.errors()] == ["1.jour"]


def test_a_full_disk_keeps_the_record_and_what_is_typed(form, session):
    retype(form, "1.nom", "Les Chênes")
    session.disk_is_full = True
    assert not form.rebind(specs(2))
    assert form.row("1.nom").editor.raw() == "Les Chênes"

    session.disk_is_full = False

    assert form.rebind(specs(2))
    assert session.snapshot["1.nom"] == "Les Chênes"
