"""A field without its page: what the declaration alone decides."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from ui.kit.field_values import edit_form, parse_value, shown
from ui.kit.form import FieldSpec, Form

NAME = "nom"


@pytest.fixture
def session():
    return SimpleNamespace(snapshot={NAME: "Les Tilleuls"}, drafts={}, read_only=False)


def spec(key, label, kind="line", **more):
    more.setdefault("write", lambda value: (key, value))
    return FieldSpec(key=key, label=label, kind=kind, read=lambda s: s.get(key), **more)


def test_a_computed_field_is_locked(qtbot, session):
    form = Form(session)
    row = form.add(spec("total", "Total", "integer", write=None))
    qtbot.addWidget(row)
    assert row.editor.isReadOnly()
    assert row.editor.property("etat") == "lecture"


def test_choices_may_come_from_the_dossier(qtbot, session):
    session.snapshot = {"qui": 2, "gens": [(1, "C. Morel"), (2, "S. Lemaire")]}
    form = Form(session)
    row = form.add(spec("qui", "Responsable", "choice", choices=lambda s: s["gens"]))
    qtbot.addWidget(row)
    assert row.editor.currentText() == "S. Lemaire"
    form.reload({"qui": 2, "gens": [(2, "S. Lemaire-Dupuis")]})
    assert (row.editor.value(), row.editor.currentText()) == (2, "S. Lemaire-Dupuis")


def test_a_kept_draft_is_shown_again_and_stays_when_the_page_is_reloaded(qtbot, session):
    session.drafts["places"] = SimpleNamespace(raw="douze", message="Nombre refusé.")
    form = Form(session)
    row = form.add(spec("places", "Places", "integer"))
    qtbot.addWidget(row)
    assert (row.editor.raw(), row.error) == ("douze", "Nombre refusé.")
    form.reload({"places": 99})
    assert row.editor.raw() == "douze"


@pytest.mark.parametrize("kind", ["line", "text", "integer", "choice", "flag", "rating", "date"])
def test_every_field_has_a_name_a_buddy_and_its_help(qtbot, session, kind):
    form = Form(session)
    more = {"help": "Tel que sur l’arrêté.", "unit": "places", "parse": str}
    row = form.add(spec("champ", "Places autorisées", kind, **more))
    qtbot.addWidget(row)
    assert list(form) == ["champ"]
    assert row.editor.accessibleName() == "Places autorisées (places)"
    assert row.editor.accessibleDescription().startswith("Tel que sur l’arrêté.")
    assert kind == "flag" or row.label.buddy() is row.editor


def test_a_page_cannot_give_two_fields_one_key_nor_a_date_no_parser(qtbot, session):
    form = Form(session)
    qtbot.addWidget(form.add(spec(NAME, "Nom")))
    with pytest.raises(ValueError, match="two fields"):
        form.add(spec(NAME, "Nom"))
    with pytest.raises(ValueError, match="parser"):
        form.add(spec("d", "Jour", "date"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [("84", 84), (" 1 234 ", 1234), ("1\u00a0234", 1234), ("\u22123", -3), ("+5", 5), ("", None)],
)
def test_a_whole_number_is_read_with_any_spaces(typed, value):
    assert parse_value(spec("n", "N", "integer"), typed) == value


@pytest.mark.parametrize("typed", ["12,5", "1e3", "douze", "--3", "nan", "9" * 16, "²"])
def test_what_is_not_a_whole_number_is_refused(typed):
    with pytest.raises(RegleInvalide) as refusal:
        parse_value(spec("n", "N", "integer"), typed)
    assert sentence(refusal.value)


def test_a_value_is_shown_in_french():
    plain = spec(NAME, "Nom")
    assert [shown(plain, v) for v in (None, 1234, Decimal("1.5"), "x")] == [
        "",
        "1\u00a0234",
        "1,5",
        "x",
    ]
    own = spec(NAME, "Nom", show=lambda value: f"{value} €")
    assert (shown(own, 3), edit_form(own, 3)) == ("3 €", "3 €")
