"""Every record goes to its table and back unchanged."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from types import NoneType, UnionType
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.confidentialite import Confidentialite, Effacement, Rubrique
from cpom_desktop.domain.dossier import AnomalieAssumee, Capacite
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import DossierCorrompu, RegleInvalide
from cpom_desktop.services.snapshot import RECORDS
from db.creation import create_dossier
from db.repositories import columns_of, to_stored
from db.store import open_dossier
from tests.outils.dossiers import copy_demonstration, raw

HOSTILE = [
    "<para>Réunion</para> & <b>'quoted' \"double\"</b>",
    "'); DROP TABLE acteurs;--",
    "👩‍⚕️ שלום مرحبا \u202f\u00a0",
    "x" * 10_000,
    "nul\x00inside\x1b",
    "ligne 1\r\nligne 2\tfin",
    "%s {nom} ?1 :nom",
    "",
]


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_record_has_exactly_the_columns_of_its_table(store, record):
    table = next(name for name, kind in RECORDS.items() if kind is record)
    columns = store._connection.execute(f"PRAGMA table_info({table})").fetchall()

    assert {c[1] for c in columns} == set(columns_of(record)) == {f.name for f in fields(record)}


ABSENT = {
    "anomalies_assumees": (
        AnomalieAssumee(id=4, cle="siret:1", motif="voulu", assumee_le=date(2027, 3, 12)),
    ),
    "confidentialite": (Confidentialite(id=4, cle=Rubrique.APRES_CONTRAT, nombre=24),),
    "effacements": (Effacement(id=4, numero=12, jour=date(2027, 3, 12), textes=3),),
}
"""What the demonstration has none of: she assumed nothing, said nothing, erased nobody."""


@pytest.fixture
def filled(tmp_path, clock):
    """Return the whole demonstration: rows everywhere but in the tables of `ABSENT`."""
    found = open_dossier(copy_demonstration(tmp_path), clock)
    yield found
    found.close()


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_kind_of_record_of_the_demonstration_comes_back_after_a_full_rewrite(filled, record):
    store = filled
    table = next(name for name, kind in RECORDS.items() if kind is record)
    before = store.load(table)
    before = before or ABSENT[table]

    with store.step(title="t", operation="o") as step:
        links = {name: store.load(name) for name in RECORDS if name != table}
        step.records.delete(record, [r.id for r in before])
        for row in before:
            assert step.records.insert(row) == row.id
        for name, rows in links.items():
            there = {r.id for r in store.load(name)}
            for row in rows:
                if row.id not in there:
                    step.records.insert(row)

    assert store.load(table) == before


def values_of(record):
    """Return a strategy of records that any table without links accepts."""
    hints = get_type_hints(record)
    return st.builds(record, **{f.name: _value(f.name, hints[f.name]) for f in fields(record)})


def _value(name, hint):
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    small = {"influence": (1, 4), "interet": (1, 4), "avancement": (0, 100), "id": (1000, 2000)}
    low, high = small.get(name, (1, 3650))
    known = {
        int: st.integers(low, high),
        str: st.text(st.characters(exclude_categories=["Cs"])),
        bool: st.booleans(),
        date: st.dates(),
        NoneType: st.none(),
    }
    if name == "acteur_id":
        return st.none()
    return st.one_of([known[k] if k in known else st.sampled_from(list(k)) for k in kinds])


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    from tests.outils.dossiers import frozen_clock

    store = create_dossier(tmp_path_factory.mktemp("vide") / "vide.cpom", frozen_clock)
    yield store
    store.close()


@given(record=st.one_of(values_of(Acteur), values_of(Task), values_of(Capacite)))
def test_any_record_comes_back_equal(empty, record):
    table = next(name for name, kind in RECORDS.items() if kind is type(record))
    with empty.step(title="t", operation="o") as step:
        step.records.delete(type(record), [r.id for r in empty.load(table)])
        step.records.insert(record)

    assert empty.load(table) == (record,)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_stored_as_it_is(store, text):
    with store.step(title="t", operation="o") as step:
        step.records.update(Acteur, 1, {"attentes": text})
        new_id = step.records.insert(Acteur(id=0, famille=Famille.SOCIAL, nom=text))
        assert step.records.get(Acteur, 1).attentes == text
        assert step.records.get(Acteur, new_id).nom == text
    store.undo()
    store.redo()

    assert {a.id: a for a in store.load("acteurs")}[1].attentes == text


def test_an_unknown_slug_is_a_damaged_file_and_not_a_crash(dossier, clock):
    raw(dossier, "UPDATE acteurs SET famille = 'inconnue' WHERE id = 3", sealed=True)
    store = open_dossier(dossier, clock)

    with pytest.raises(DossierCorrompu) as caught:
        store.load("acteurs")
    store.close()

    assert caught.value.code == "M-02"
    assert "inconnue" in caught.value.detail


@pytest.mark.parametrize("stored", ["2027-02-31", "demain", ""])
def test_an_impossible_date_in_the_file_is_a_damaged_file(dossier, clock, stored):
    raw(dossier, "UPDATE dossier SET date_effet = ?", stored, sealed=True)
    store = open_dossier(dossier, clock)

    with pytest.raises(DossierCorrompu):
        store.load("dossier")
    store.close()


GONE = {
    "get": lambda records: records.get(Acteur, 9999),
    "update": lambda records: records.update(Acteur, 9999, {"nom": "x"}),
}


@pytest.mark.parametrize("use", GONE.values(), ids=GONE)
def test_a_row_that_is_gone_is_said_gone(store, use):
    with pytest.raises(RegleInvalide) as caught, store.step(title="t", operation="o") as step:
        use(step.records)
    assert caught.value.code == "introuvable"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_of_more_than_64_bits_is_refused(store, number):
    def use(step, kind):
        match kind:
            case "get":
                step.records.get(Acteur, number)
            case "delete":
                step.records.delete(Acteur, [number])
            case "update":
                step.records.update(Acteur, number, {"nom": "x"})
            case "value":
                step.records.update(Acteur, 1, {"ordre": number})

    for kind in ("get", "delete", "update", "value"):
        with pytest.raises(RegleInvalide), store.step(title="t", operation="o") as step:
            use(step, kind)


def test_an_unknown_field_is_a_fault_of_the_caller(store):
    with pytest.raises(KeyError), store.step(title="t", operation="o") as step:
        step.records.update(Acteur, 1, {"salaire": 1})


def test_rows_come_by_order_then_id(store):
    with store.step(title="t", operation="o") as step:
        step.records.update(Acteur, 5, {"ordre": 0})
        step.records.update(Acteur, 1, {"ordre": 99})

    acteurs = store.load("acteurs")
    assert acteurs[0].id == 5
    assert acteurs[-1].id == 1
    assert [a.ordre for a in acteurs] == sorted(a.ordre for a in acteurs)


def test_what_is_stored_is_public(store):
    acteur = replace(store.load("acteurs")[0], famille=Famille.MEDICO_SOCIAL)

    assert to_stored(acteur.famille) == "medico_social"
    assert type(to_stored(acteur.famille)) is str
    assert to_stored(True) == 1
    assert to_stored(date(2027, 3, 1)) == "2027-03-01"
