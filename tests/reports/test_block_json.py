"""A document as JSON: whole, stable, read back the same; what is no document is refused."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts import scene
from cpom_desktop.reports import blocks
from cpom_desktop.reports.block_json import document_json, read_document
from cpom_desktop.reports.block_names import KINDS, VALUES
from cpom_desktop.reports.catalogue import CATALOGUE, build
from tests.outils.editions import empty, hostile, showcase
from tests.outils.pages import NOW, document, every_block

PAGE = Path(__file__).parents[2] / "docs/formats.md"
SLUG = re.compile("[a-z0-9_]+")


def classes():
    """Return every class of which a document is made."""
    found = [*vars(blocks).values(), *vars(scene).values()]
    return {value for value in found if isinstance(value, type) and is_dataclass(value)}


def test_every_block_and_every_field_has_its_public_name():
    assert set(KINDS) == classes()
    for kind, (slug, keys) in KINDS.items():
        assert set(keys) == {field.name for field in fields(kind)}, kind
        assert len(set(keys.values())) == len(keys), kind
        assert all(SLUG.fullmatch(name) for name in (slug, *keys.values())), kind
    assert len({slug for slug, _keys in KINDS.values()}) == len(KINDS)


def test_every_public_name_is_told_in_the_documentation():
    tables = PAGE.read_text(encoding="utf-8").rpartition("```")[2]
    told = set(re.findall("`([^`]+)`", tables))
    names = {name for slug, keys in KINDS.values() for name in (slug, *keys.values())}
    words = {word for known in VALUES.values() for word in known.values()}

    assert names | words <= told, sorted((names | words) - told)


@pytest.mark.parametrize("edition", [showcase, hostile, empty])
def test_json_becomes_blocks_and_the_same_json_again(edition):
    for slug in CATALOGUE:
        made = build(slug, edition())
        data = document_json(made, edition().now)
        read = read_document(data)

        assert read == (made, edition().now), slug
        assert document_json(*read) == data


def test_every_kind_of_block_goes_there_and_back():
    made = every_block()

    assert read_document(document_json(made, NOW)).document == made


def test_a_logo_goes_there_and_back_whole():
    letterhead = blocks.Letterhead(("a",), (), "b", blocks.Logo(bytes(range(256)), "Logo"))
    made = document(letterhead)
    data = document_json(made, NOW)

    assert read_document(data).document == made
    with pytest.raises(ValueError, match=r"base64|padding|characters"):
        read_document(data.replace(b'"AAEC', b'"*AEC'))


@given(st.text())
def test_any_text_is_kept_but_half_characters(text):
    made = document(blocks.Paragraph(text))
    (kept,) = read_document(document_json(made, NOW)).document.blocks

    assert kept.text == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_a_half_character_is_replaced():
    (kept,) = read_document(document_json(document(blocks.Heading("a\ud800b")), NOW))[0].blocks

    assert kept.text == "a\ufffdb"


def test_it_reads_as_a_person_would_write_it():
    table = blocks.Table(
        (blocks.Column("Moyen", 3), blocks.Column("Montant", 1, "right")),
        (blocks.Row((blocks.Cell("Lits"), blocks.Cell("600 €", bold=True)), "total"),),
    )
    told = json.loads(document_json(document(table, grey=True), NOW))

    assert (told["format"], told["version"]) == ("cpom-document", 1)
    assert told["edite_le"] == "2027-03-12T14:32:00+00:00"
    assert told["document"]["noir_et_blanc"] is True
    assert "mention" not in told["document"], "what has its usual value is left out"
    assert told["document"]["blocs"] == [
        {
            "type": "tableau",
            "colonnes": [
                {"type": "colonne", "entete": "Moyen", "largeur": 3},
                {"type": "colonne", "entete": "Montant", "alignement": "droite"},
            ],
            "lignes": [
                {
                    "type": "ligne",
                    "cellules": ["Lits", {"type": "cellule", "contenu": "600 €", "gras": True}],
                    "nature": "total",
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("version"),
        lambda told: told.update(version=2),
        lambda told: told.update(format="autre"),
        lambda told: told.update(edite_le="hier"),
        lambda told: told.update(document="texte"),
        lambda told: told.update(document={"type": "titre", "texte": "a"}),
        lambda told: told["document"].update(inconnu=1),
        lambda told: told["document"].pop("titre"),
        lambda told: told["document"]["blocs"].append({"type": "inconnu"}),
        lambda told: told["document"]["blocs"].append(None),
        lambda told: told["document"]["blocs"].append(
            {"type": "encadre", "titre": "", "texte": "", "ton": "rouge"}
        ),
    ],
)
def test_what_is_no_document_is_refused(change):
    told = json.loads(document_json(document(blocks.Heading("a")), NOW))
    change(told)

    with pytest.raises(ValueError, match=r"."):
        read_document(json.dumps(told).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b"NaN"])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        read_document(data)
