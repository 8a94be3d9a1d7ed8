"""The grid as it is gone through: order, what is left, what founds a criterion."""

from __future__ import annotations

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import UpdateConstat
from cpom_desktop.services.queries.grille import (
    critere_details,
    first_to_rate,
    founding_line,
    founding_texts,
    places,
    theme_title,
    without_critere,
)
from tests.outils.constats import answer


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


def read_as(content, confiance):
    """Return the first criterion whose first text was read in this way."""
    founded = (c for c in content.grille.criteres if c.fondements)
    return next(c for c in founded if c.fondements[0].confiance == confiance)


def test_every_criterion_has_its_place_in_the_order_of_the_themes(content):
    found = places(content.grille)

    assert len(found) == len(content.grille.criteres) == 115
    assert [p.theme.lettre for p in found] == sorted(p.theme.lettre for p in found)
    assert all(1 <= p.rank <= p.total for p in found)
    third = next(p for p in found if p.critere.slug == "dg-h03")
    assert (third.rank, third.total) == (3, 11)


def test_the_first_to_rate_skips_what_is_answered_and_not_what_is_to_be_looked_for(workspace):
    order = places(workspace.content.grille)
    answer(workspace, 2)
    workspace.run(UpdateConstat(critere="dg-a03", cotation=Cotation.A_RECHERCHER))
    assert first_to_rate(order, workspace.snapshot).critere.slug == "dg-a03"

    workspace.run(UpdateConstat(critere="dg-a03", cotation=Cotation.NON_CONCERNE))
    assert first_to_rate(order, workspace.snapshot).critere.slug == "dg-a04"

    answer(workspace, 115)
    assert first_to_rate(order, workspace.snapshot) is None


def test_a_finding_without_its_criterion_is_found(workspace):
    answer(workspace, 2)
    grille = workspace.content.grille
    assert without_critere(workspace.snapshot, grille) == ()

    fields = {name: getattr(grille, name) for name in grille.__struct_fields__}
    fewer = type(grille)(**fields | {"criteres": grille.criteres[1:]})

    assert [c.critere for c in without_critere(workspace.snapshot, fewer)] == ["dg-a01"]


def test_a_theme_is_called_by_its_letter_and_its_name(content):
    title = theme_title(content.grille.theme("h"))

    assert title == "Thème H\xa0: ressources humaines et qualité de vie au travail"


def test_what_is_from_memory_is_told_and_nothing_else_is(content):
    doubtful, read = read_as(content, "memoire"), read_as(content, "vu")

    assert founding_line(doubtful).startswith(f"{doubtful.repere} · à vérifier · ")
    assert founding_line(read) == f"{read.repere} · {read.fondements[0].texte}"
    assert founding_texts(doubtful, content).count("de mémoire, à vérifier") == 1
    assert "lu dans le texte" in founding_texts(read, content)


def test_a_criterion_without_a_text_is_said_to_be_ours(content):
    ours = next(c for c in content.grille.criteres if not c.fondements)

    assert founding_line(ours) == ours.repere
    assert "proposition de CPOM Desktop" in founding_texts(ours, content)


def test_the_guide_tells_the_same_parts_of_every_criterion(content):
    titles = {
        tuple(t for t, _text in critere_details(c, content)) for c in content.grille.criteres
    }
    texts = [text for c in content.grille.criteres for _t, text in critere_details(c, content)]

    assert len(titles) == 1
    assert all(texts)
