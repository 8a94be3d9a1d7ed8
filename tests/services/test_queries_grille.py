"""The grid as it is gone through: order, what is left, what founds a criterion."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import AddCritere, UpdateConstat
from cpom_desktop.services.queries.criteres import criteres, of_grid, without_critere
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.grille import (
    critere_details,
    first_to_rate,
    founding_line,
    founding_texts,
    places,
    theme_title,
)
from tests.outils.constats import answer


@pytest.fixture(scope="module")
def content():
    return Content.bundled()


def read_as(content, confiance):
    """Return the first criterion whose first text was read in this way."""
    founded = (of_grid(c) for c in content.grille.criteres if c.fondements)
    return next(c for c in founded if c.fondements[0].confiance == confiance)


def test_every_criterion_has_its_place_in_the_order_of_the_themes(workspace, content):
    found = places(workspace.snapshot, workspace.content)

    assert len(found) == len(content.grille.criteres) == 115
    assert [p.theme.lettre for p in found] == sorted(p.theme.lettre for p in found)
    assert all(1 <= p.rank <= p.total for p in found)
    third = next(p for p in found if p.critere.slug == "dg-h03")
    assert (third.rank, third.total) == (3, 11)


def test_the_first_to_rate_skips_what_is_answered_and_not_what_is_to_be_looked_for(workspace):
    order = places(workspace.snapshot, workspace.content)
    answer(workspace, 2)
    workspace.run(UpdateConstat(critere="dg-a03", cotation=Cotation.A_RECHERCHER))
    assert first_to_rate(order, workspace.snapshot).critere.slug == "dg-a03"

    workspace.run(UpdateConstat(critere="dg-a03", cotation=Cotation.NON_CONCERNE))
    assert first_to_rate(order, workspace.snapshot).critere.slug == "dg-a04"

    answer(workspace, 115)
    assert first_to_rate(order, workspace.snapshot) is None


def test_a_finding_without_its_criterion_is_found(workspace):
    answer(workspace, 2)
    assert without_critere(workspace.snapshot, workspace.content) == ()
    grille = workspace.content.grille
    fewer = another_grid(replace(grille, criteres=grille.criteres[1:]))
    assert [c.critere for c in without_critere(workspace.snapshot, fewer)] == ["dg-a01"]


def test_criteria_of_hers_come_after_those_of_the_grid_and_count_like_them(workspace):
    second = workspace.run(AddCritere(theme="h", titre="Un second critère à moi")).result
    first = workspace.run(AddCritere(theme="a", titre="Un critère à moi", preuve="Un plan")).result
    found = criteres(workspace.snapshot, workspace.content)
    assert [c.propre_id for c in found.of_theme("h")] == [None] * 11 + [second]
    assert [c.propre_id for c in found.of_theme("a")] == [None] * 7 + [first]
    own = found.by_slug[f"propre-{first}"]
    assert (own.repere, own.preuve) == (f"PR-{first:02d}", "Un plan")
    assert founding_line(own).endswith("· votre critère")
    place = next(
        p for p in places(workspace.snapshot, workspace.content) if p.critere.slug == own.slug
    )
    assert (place.rank, place.total) == (8, 8)
    workspace.run(UpdateConstat(critere=own.slug, cotation=Cotation.MAITRISE))
    theme = themes(workspace.snapshot, workspace.content)[0]
    assert (theme.score.criteres, theme.score.notes) == (8, 1)


def test_a_criterion_of_hers_whose_theme_another_grid_lacks_is_kept_and_told(workspace):
    workspace.run(AddCritere(theme="a", titre="Un critère à moi"))
    grille = workspace.content.grille
    other = another_grid(
        replace(
            grille,
            themes=grille.themes[1:],
            criteres=tuple(c for c in grille.criteres if c.theme != "a"),
        )
    )
    found = criteres(workspace.snapshot, other)
    assert [c.titre for c in found.hors_grille] == ["Un critère à moi"]
    assert found.of_theme("a") == ()


def another_grid(grille):
    """Return packs that have this grid."""
    content = Content.bundled()
    content.__dict__["grille"] = grille
    return content


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
    ours = next(of_grid(c) for c in content.grille.criteres if not c.fondements)

    assert founding_line(ours) == ours.repere
    assert "proposition de CPOM Desktop" in founding_texts(ours, content)


def test_the_guide_tells_the_same_parts_of_every_criterion(content):
    grid = [of_grid(c) for c in content.grille.criteres]
    bare = SimpleNamespace(cotations_has=(), reckoned={})
    titles = {tuple(t for t, _text in critere_details(c, bare, content)) for c in grid}
    texts = [text for c in grid for _t, text in critere_details(c, bare, content)]

    assert len(titles) == 1
    assert all(texts)
