"""The dossier as JSON and back, identical; and what is refused of a JSON file."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.bootstrap import workspace_from_dump
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.confidentialite import Effacement, Rubrique
from cpom_desktop.domain.saisie import clean_line, clean_text
from cpom_desktop.errors import ErreurCpom, ImportImpossible, RegleInvalide
from cpom_desktop.services.dump import FORMAT, VERSION, dump, read_dump
from cpom_desktop.services.operations import AddActeur, AssumeAnomalie, TakePack, UpdateTask
from cpom_desktop.services.operations.confidentialite import SetConfidentialite
from cpom_desktop.services.operations.echanges import AddEchange, UpdateEchange
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from tests.outils.dossiers import copy_demonstration, frozen_clock
from tests.outils.pack_regional import files


@pytest.fixture
def dossier(tmp_path):
    """Return the path of a copy of the whole demonstration, alone in its folder."""
    folder = tmp_path / "dossiers"
    folder.mkdir()
    return copy_demonstration(folder)


@pytest.fixture
def data(workspace):
    """Return the demonstration as JSON, with a row in every table."""
    workspace.run(AssumeAnomalie(cle="siret:1", motif="voulu"))
    workspace.run(SetConfidentialite(cle=Rubrique.DPO, texte="Délégué du groupement"))
    with workspace._storage.step(title="t", operation="o") as step:
        step.records.insert(Effacement(id=0, numero=12, jour=date(2027, 3, 12)))
    workspace._stale.add("effacements")
    return dump(workspace.snapshot, workspace.uuid)


def answering(ws, number):
    """Return exchanges that answer a later one; the last ones answer each other."""
    days = (date(2027, 3, 1 + n) for n in range(number))
    ids = [ws.run(AddEchange(jour=day, objet=day.isoformat())).result for day in days]
    for first, second in pairwise(ids):
        ws.run(UpdateEchange(id=first, repond_a_id=second))
    ws.run(UpdateEchange(id=ids[-1], repond_a_id=ids[-2]))
    return ids


def loaded(folder, data):
    workspace = workspace_from_dump(folder / "recree.cpom", data, clock=frozen_clock)
    try:
        return workspace.snapshot, workspace.uuid, dump(workspace.snapshot, workspace.uuid)
    finally:
        workspace.close()


def changed(data, change):
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


def test_an_exchange_that_answers_a_later_one_comes_back(workspace, tmp_path):
    answering(workspace, 3)
    data = dump(workspace.snapshot, workspace.uuid)
    snapshot, _uuid, again = loaded(tmp_path, data)
    assert again == data
    assert snapshot.echanges == workspace.snapshot.echanges


def test_the_demonstration_comes_back_byte_for_byte(workspace, data, tmp_path):
    snapshot, uuid, again = loaded(tmp_path, data)

    assert again == data
    assert snapshot == workspace.snapshot
    assert uuid == workspace.uuid


def test_the_json_is_documented_by_its_own_names(data):
    document = json.loads(data)

    assert (document["format"], document["version"]) == (FORMAT, VERSION)
    assert list(document["tables"]) == list(RECORDS)
    for table, rows in document["tables"].items():
        assert rows, table
        assert list(rows[0]) == list(RECORDS[table].__dataclass_fields__)
    assert document["tables"]["dossier"][0]["date_effet"] == "2028-01-01"
    assert data.endswith(b"}\n")


def test_what_was_loaded_is_not_undoable_and_can_be_worked_on(data, tmp_path):
    workspace = workspace_from_dump(tmp_path / "recree.cpom", data, clock=frozen_clock)
    assert workspace.undo_titles() == ("", "")

    added = workspace.run(AddActeur(famille=Famille.SOCIAL, nom="Ana")).result

    assert added > max(a["id"] for a in json.loads(data)["tables"]["acteurs"])
    workspace.close()


LINES = st.text(max_size=60).map(clean_line)  # composing makes at most three of one
LONG = st.text(max_size=400).map(clean_text)


@st.composite
def dossiers(draw):
    """Return a dossier as JSON tables: stakeholders, tasks without links, any texts."""
    acteurs = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "famille": st.sampled_from(Famille).map(str),
                    "nom": LINES,
                    "attentes": LONG,
                    "influence": st.one_of(st.none(), st.integers(1, 4)),
                }
            ),
            max_size=4,
        )
    )
    tasks = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "titre": LINES,
                    "note": LONG,
                    "duree_jours": st.integers(1, 3650),
                    "jalon": st.booleans(),
                    "date_epinglee": st.one_of(
                        st.none(), st.dates().filter(lambda d: 2000 <= d.year <= 2100).map(str)
                    ),
                }
            ),
            max_size=4,
        )
    )
    ids = st.integers(1, 2**40)
    return {
        "dossier": [{"id": 1, "duree_annees": draw(st.integers(1, 7))}],
        "etablissement": [{"id": 1, "nom": draw(LINES), "projet_perimetre": draw(LONG)}],
        "acteurs": [{"id": draw(ids) * 8 + n, **a} for n, a in enumerate(acteurs)],
        "tasks": [{"id": draw(ids) * 8 + n, "phase": "cadrage", **t} for n, t in enumerate(tasks)],
    }


def test_any_dossier_goes_out_and_comes_back_identical(count):
    """Property D31, over generated dossiers."""

    @settings(max_examples=count(1000))
    @given(tables=dossiers())
    def holds(tables):
        document = {"format": FORMAT, "version": 1, "uuid": "u", "tables": tables}
        with tempfile.TemporaryDirectory() as folder:
            first = Path(folder) / "a"
            second = Path(folder) / "b"
            first.mkdir()
            second.mkdir()
            snapshot, _uuid, out = loaded(first, json.dumps(document).encode())
            assert loaded(second, out) == (snapshot, "u", out)
            for kept, given_row in zip(
                sorted(snapshot.acteurs, key=lambda a: a.id),
                sorted(tables["acteurs"], key=lambda a: a["id"]),
                strict=True,
            ):
                assert msgspec.to_builtins(kept).items() >= given_row.items()

    holds()


# refusals


REFUSED = {
    "not JSON": lambda d: b"PK\x03\x04",
    "empty": lambda d: b"",
    "cut": lambda d: d[: len(d) // 2],
    "NaN": lambda d: d.replace(b'"version": 1', b'"version": NaN'),
    "deep": lambda d: b"[" * 200_000,
    "deep in a row": lambda d: changed(d, lambda j: j["tables"]["acteurs"][0].update(nom=[[[]]])),
    "not UTF-8": lambda d: d.replace("é".encode(), b"\xe9"),
    "another program": lambda d: changed(d, lambda j: j.update(format="autre")),
    "newer": lambda d: changed(d, lambda j: j.update(version=2)),
    "unknown key": lambda d: changed(d, lambda j: j.update(auteur="x")),
    "unknown table": lambda d: changed(d, lambda j: j["tables"].update(notes=[])),
    "a table of the journal": lambda d: changed(d, lambda j: j["tables"].update(journal=[])),
    "no dossier": lambda d: changed(d, lambda j: j["tables"].pop("dossier")),
    "two dossiers": lambda d: changed(d, lambda j: j["tables"]["dossier"].append({"id": 2})),
    "unknown field": lambda d: changed(d, lambda j: j["tables"]["acteurs"][0].update(salaire=3)),
    "missing field": lambda d: changed(d, lambda j: j["tables"]["acteurs"][0].pop("famille")),
    "unknown slug": lambda d: changed(
        d, lambda j: j["tables"]["acteurs"][0].update(famille="amis")
    ),
    "text in a number": lambda d: changed(
        d, lambda j: j["tables"]["tasks"][0].update(duree_jours="cinq")
    ),
    "impossible date": lambda d: changed(
        d, lambda j: j["tables"]["dossier"][0].update(date_effet="2027-02-31")
    ),
}
OUT_OF_RULE = {
    "year 9999": lambda d: changed(
        d, lambda j: j["tables"]["dossier"][0].update(date_effet="9999-12-31")
    ),
    "text too long": lambda d: changed(
        d, lambda j: j["tables"]["acteurs"][0].update(nom="x" * 201)
    ),
    "number beyond 64 bits": lambda d: changed(
        d, lambda j: j["tables"]["acteurs"][0].update(ordre=2**70)
    ),
    "same id twice": lambda d: changed(
        d, lambda j: j["tables"]["acteurs"][1].update(id=j["tables"]["acteurs"][0]["id"])
    ),
    "link to nobody": lambda d: changed(
        d, lambda j: j["tables"]["tasks"][0].update(acteur_id=9999)
    ),
    "rating out of scale": lambda d: changed(
        d, lambda j: j["tables"]["acteurs"][0].update(influence=9)
    ),
    "tasks that wait for each other": lambda d: changed(
        d,
        lambda j: j["tables"]["task_links"].append(
            {
                "id": 9000,
                "task_id": j["tables"]["task_links"][0]["predecessor_id"],
                "predecessor_id": j["tables"]["task_links"][0]["task_id"],
            }
        ),
    ),
}


@pytest.mark.parametrize("spoil", REFUSED.values(), ids=REFUSED)
def test_a_spoiled_file_is_refused_in_french_and_leaves_no_dossier(data, tmp_path, spoil):
    folder = tmp_path / "vide"
    folder.mkdir()

    with pytest.raises(ImportImpossible) as caught:
        loaded(folder, spoil(data))

    assert caught.value.sentence.startswith("Fichier JSON refusé")
    assert caught.value.remedy
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("spoil", OUT_OF_RULE.values(), ids=OUT_OF_RULE)
def test_a_value_against_the_rules_is_refused_and_leaves_no_dossier(data, tmp_path, spoil):
    folder = tmp_path / "vide"
    folder.mkdir()

    with pytest.raises(RegleInvalide):
        loaded(folder, spoil(data))
    assert list(folder.iterdir()) == []


def test_a_file_too_large_is_not_even_read(monkeypatch):
    monkeypatch.setattr("cpom_desktop.services.dump.LARGEST", 2_000_000)
    with pytest.raises(ImportImpossible, match="dépasse 2 Mo"):
        read_dump(b" " * 2_000_001)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        assert read_dump(data).format == FORMAT
    except ErreurCpom as error:
        assert error.sentence  # noqa: PT017 - either way is right, a crash is not


def test_the_empty_snapshot_can_be_written():
    document = json.loads(dump(DossierSnapshot(), "u"))

    assert document["tables"]["acteurs"] == []
    assert len(document["tables"]["dossier"]) == 1


def test_history_and_drafts_are_not_in_it(workspace):
    workspace.run(UpdateTask(id=1, note="avant-hier"))
    workspace.run(UpdateTask(id=1, note="second"))
    workspace.keep_draft("acteurs.nom", "texte refusé", "non")

    data = dump(workspace.snapshot, workspace.uuid)

    assert b"avant-hier" not in data
    assert "texte refusé".encode() not in data


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("[[activites]]", "[[activites]", "est illisible"),
        ('phase = "cadrage"', 'phase = "ailleurs"', "ne se tient pas"),
    ],
)
def test_a_content_that_does_not_read_or_hold_together_is_not_loaded(
    data, tmp_path, before, after, reason
):
    def spoil(document):
        row = next(r for r in document["tables"]["packs_integres"] if r["fichier"] == "raci.toml")
        assert before in row["texte"]
        row["texte"] = row["texte"].replace(before, after)

    folder = tmp_path / "vide"
    folder.mkdir()

    with pytest.raises(ImportImpossible) as caught:
        loaded(folder, changed(data, spoil))

    assert reason in caught.value.sentence
    assert caught.value.detail
    assert list(folder.iterdir()) == []


def test_the_grid_of_a_region_goes_out_and_comes_back(workspace, tmp_path):
    workspace.run(TakePack(textes=files()))
    folder = tmp_path / "vide"
    folder.mkdir()

    snapshot, _uuid, _data = loaded(folder, dump(workspace.snapshot, workspace.uuid))

    assert snapshot.packs_integres == workspace.snapshot.packs_integres
