from __future__ import annotations

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import THEMES, digest, embed
from cpom_desktop.errors import PackInvalide
from cpom_desktop.reports.fonts import missing_characters


@pytest.fixture
def texts():
    return embed()


def test_the_embedded_files_are_all_read_and_no_other(texts):
    asked = []

    def read(name):
        asked.append(name)
        return texts[name]

    Content(read).load_everything()
    assert sorted(asked) == sorted(texts)
    assert {name.split("/")[0] for name in texts} == {"kit_anap", "territoires"}


def test_embedded_texts_give_the_same_content_as_the_folder(texts):
    carried, bundled = Content.from_texts(texts), Content.bundled()
    for theme in THEMES:
        assert getattr(carried, theme) == getattr(bundled, theme), theme


def test_the_digest_does_not_depend_on_the_order_of_the_files(texts):
    shuffled = dict(reversed(texts.items()))
    assert list(shuffled) != list(texts)
    assert digest(shuffled) == digest(texts)


def test_the_digest_changes_with_one_character_or_one_name(texts):
    changed = texts | {"kit_anap/avis.toml": texts["kit_anap/avis.toml"] + " "}
    renamed = {name.replace("avis", "avi"): text for name, text in texts.items()}
    assert len({digest(texts), digest(changed), digest(renamed)}) == 3


def test_text_moved_from_one_file_to_the_next_changes_the_digest():
    assert digest({"a": "bc", "d": ""}) != digest({"a": "b", "cd": ""})


def test_a_theme_is_read_at_first_use_and_once(texts):
    asked = []

    def read(name):
        asked.append(name)
        return texts[name]

    content = Content(read)
    assert asked == []
    assert content.raci is content.raci
    assert asked == ["kit_anap/raci.toml"]


def test_a_missing_file_is_told_by_its_name(texts):
    del texts["kit_anap/raci.toml"]
    with pytest.raises(PackInvalide, match=r"kit_anap/raci\.toml"):
        _ = Content.from_texts(texts).raci


def test_a_file_that_is_not_text_is_told_by_its_name(tmp_path, texts):
    (tmp_path / "kit_anap").mkdir()
    (tmp_path / "kit_anap" / "avis.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(PackInvalide, match=r"kit_anap/avis\.toml"):
        _ = Content.from_folder(tmp_path).avis
    with pytest.raises(PackInvalide, match=r"kit_anap/avis\.toml"):
        embed(tmp_path)


def test_loading_everything_tells_the_faults_of_every_file(texts):
    texts["kit_anap/avis.toml"] = "avis = 3"
    texts["territoires/regions.toml"] = "regions = ["
    with pytest.raises(PackInvalide) as caught:
        Content.from_texts(texts).load_everything()
    told = "\n".join(caught.value.values["fautes"])
    assert "kit_anap/avis.toml" in told
    assert "territoires/regions.toml" in told


def test_every_character_of_every_pack_can_be_printed(texts):
    missing = {name: missing_characters(text) for name, text in texts.items()}
    assert {name: found for name, found in missing.items() if found} == {}


def test_sentences_are_typeset_when_they_are_read():
    content = Content.bundled()
    titre = next(t.titre for t in content.retroplanning.plans[0].taches if t.repere == "RP08")
    assert titre == "COPIL n°\u00a01\u00a0: réunion de lancement"
