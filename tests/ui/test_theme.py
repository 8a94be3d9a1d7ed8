"""The look: roles, contrast, style sheet, icons."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette

from tests.outils.couleurs import contrast
from ui.kit.labels import IconLabel
from ui.theme import icons
from ui.theme.fonts import FAMILY, FILES, body_font, load_fonts
from ui.theme.icons import icon, pixmap, spaced_icon
from ui.theme.theme import (
    SYSTEM,
    apply_theme,
    current_theme,
    load_theme,
    palette,
    px,
    resolve_theme,
    style_sheet,
    theme_names,
    themes_folder,
)

GROUNDS = ("fond", "surface", "surface-2", "creux")
STATUSES = ("succes", "attention", "erreur", "info")
SOFT = ("selection", "primaire-doux", *(f"{s}-fond" for s in STATUSES))
"""Grounds that a field or a button may lie on, beside the plain ones."""
TEXT_PAIRS = [
    *((ink, ground) for ink in ("texte", "texte-2", "texte-3") for ground in GROUNDS),
    *(("texte", ground) for ground in ("selection", "primaire-doux", "vacances")),
    *(("texte", f"{status}-fond") for status in ("attention", "erreur", "info", "succes")),
    *((ink, f"{s}-fond") for ink in ("texte-2", "lien") for s in STATUSES),
    *(("texte-2", ground) for ground in ("selection", "primaire-doux", "vacances")),
    *(("texte-3", ground) for ground in ("primaire-doux", "vacances", "attention-fond")),
    ("lien", "selection"),
    ("sur-primaire", "primaire"),
    ("sur-primaire", "primaire-survol"),
    ("sur-primaire", "primaire-appui"),
    ("sur-repere", "repere"),
    ("lien", "surface"),
    ("lien", "surface-2"),
    ("lien", "fond"),
    ("lien", "primaire-doux"),
    ("surface", "texte"),
    ("lateral-texte", "lateral"),
    ("lateral-texte", "lateral-survol"),
    ("lateral-texte", "lateral-actif"),
    ("lateral-texte-2", "lateral"),
    ("lateral-texte-2", "lateral-survol"),
    *((s, f"{s}-fond") for s in ("succes", "attention", "erreur", "info", "neutre")),
    *((s, g) for s in STATUSES for g in ("fond", "surface", "surface-2", "selection")),
    *(("neutre", ground) for ground in ("fond", "surface")),
    ("erreur", "vacances"),
]
OUTLINE_PAIRS = [
    *(("bordure-forte", ground) for ground in (*GROUNDS, *SOFT, "vacances")),
    *(("focus", ground) for ground in (*GROUNDS, *SOFT)),
    *(("erreur", ground) for ground in ("surface", "surface-2", "fond")),
    *((f"serie-{n}", "surface") for n in (2, 3, 4, 5)),
    *(("serie-4", ground) for ground in ("surface-2", "selection", "vacances")),
    *(("primaire", g) for g in (*GROUNDS, "selection", "primaire-doux", "vacances")),
    *(("repere", ground) for ground in ("lateral", "lateral-actif", "lateral-survol")),
    ("lateral", "lateral-texte-2"),
]
DECORATIVE = {"bordure", "lateral-filet"}
"""Lines between what stands apart without them; never alone to say something."""
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SPELT = re.compile(r"(?<![-\w])(color|background-color|background): \$(\w+)")


@pytest.fixture
def app(qapp):
    yield qapp
    apply_theme(qapp, load_theme("clair"), 1.0)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["clair", "sombre"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_text_is_readable_on_its_ground(theme, ink, ground):
    roles = load_theme(theme).roles
    assert contrast(roles[ink], roles[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["clair", "sombre"])
@pytest.mark.parametrize(("line", "ground"), OUTLINE_PAIRS)
def test_every_outline_is_seen_on_its_ground(theme, line, ground):
    roles = load_theme(theme).roles
    assert contrast(roles[line], roles[ground]) >= 3


def rules():
    """Return the ink and the ground of each rule of the style sheet that gives both."""
    sheet = (themes_folder() / "fenetre.qss").read_text("utf-8")
    for selector, body in RULE.findall(sheet):
        spelt = dict(SPELT.findall(body))
        ground = spelt.get("background-color", spelt.get("background"))
        if "color" in spelt and ground is not None:
            yield selector.strip(), spelt["color"].replace("_", "-"), ground.replace("_", "-")


@pytest.mark.parametrize("theme", ["clair", "sombre"])
def test_every_rule_of_the_style_sheet_writes_in_a_readable_ink(theme):
    roles = load_theme(theme).roles
    pairs = list(rules())
    pale = [(s, i, g) for s, i, g in pairs if contrast(roles[i], roles[g]) < 4.5]

    assert len(pairs) > 10
    assert pale == []


def test_every_role_is_looked_at():
    looked_at = {role for pair in (*TEXT_PAIRS, *OUTLINE_PAIRS) for role in pair} | DECORATIVE

    assert set(load_theme("clair").roles) - looked_at == set()


def test_both_themes_have_the_same_roles():
    assert {"clair", "sombre"} <= set(theme_names())
    themes = [load_theme(name) for name in theme_names()]
    assert {frozenset(theme.roles) for theme in themes} == {frozenset(load_theme("clair").roles)}
    assert [t.dark for t in (load_theme("clair"), load_theme("sombre"))] == [False, True]


def test_no_colour_is_written_outside_the_themes():
    root = themes_folder().parents[1]
    sources = [*(root / "ui").rglob("*.py"), themes_folder() / "fenetre.qss"]
    written = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|rgba?\(")
    assert [path.name for path in sources if written.search(path.read_text("utf-8"))] == []


def test_the_style_sheet_is_complete_and_grows_with_the_text():
    small, large = style_sheet(load_theme("clair"), 1.0), style_sheet(load_theme("clair"), 2.0)
    assert "$" not in small
    assert "font-size: 15px" in small
    assert "font-size: 30px" in large
    assert load_theme("clair").hex("primaire") in small
    assert small is style_sheet(load_theme("clair"), 1.0)


def test_an_applied_theme_is_the_current_one_and_its_sizes_follow(app):
    applied = apply_theme(app, load_theme("sombre"), 1.5)
    assert current_theme() == applied
    assert (px(10), app.font().pixelSize()) == (15, 22)
    assert app.palette().color(QPalette.ColorRole.Window).name() == "#14191b"


def test_the_text_scale_stays_between_100_and_200_percent(app):
    assert apply_theme(app, load_theme("clair"), 9).scale == 2.0
    assert apply_theme(app, load_theme("clair"), 0.1).scale == 1.0


def test_the_system_choice_gives_one_of_our_themes(app):
    assert resolve_theme(SYSTEM, app).name in {"clair", "sombre"}
    assert resolve_theme("sombre", app).name == "sombre"


def test_disabled_text_is_still_readable():
    colours = palette(load_theme("clair"))
    group = QPalette.ColorGroup.Disabled
    ink = colours.color(group, QPalette.ColorRole.ButtonText).name()
    assert contrast(ink, colours.color(group, QPalette.ColorRole.Button).name()) >= 4.5


def test_the_fonts_of_the_program_are_loaded(app):
    assert load_fonts()
    assert body_font(15).families()[0] == FAMILY
    assert body_font(15, semibold=True).weight() > body_font(15).weight()


def test_screens_ask_for_no_other_face_than_those_loaded():
    sheet = (themes_folder() / "fenetre.qss").read_text("utf-8")
    assert set(re.findall(r"font-weight: *(\w+)", sheet)) == {"400", "600"}
    assert "font-style" not in sheet
    assert FILES == ("Regular", "Semibold")


def inks(image) -> set[str]:
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    opaque = [image.pixelColor(x, y) for x, y in points if image.pixelColor(x, y).alpha() == 255]
    return {colour.name() for colour in opaque}


def test_an_icon_takes_the_colour_of_its_role_and_the_size_of_the_text(app):
    apply_theme(app, load_theme("sombre"), 1.5)
    picture = pixmap("octagon-x", "erreur", 16)
    assert picture.deviceIndependentSize().width() == 24
    assert inks(picture.toImage()) == {load_theme("sombre").hex("erreur").lower()}


def test_an_icon_is_drawn_once_for_each_size_and_colour(app):
    pixmap("lock", "erreur", 16)
    before = icons._image.cache_info().misses
    pixmap("lock", "erreur", 16)
    assert icons._image.cache_info().misses == before


def test_a_disabled_icon_is_grey(app):
    tinted = icon("octagon-x", "primaire", 32)
    disabled = tinted.pixmap(32, tinted.Mode.Disabled)
    assert inks(disabled.toImage()) == {load_theme("clair").hex("texte-3").lower()}


def test_the_icon_of_a_button_keeps_its_distance_from_the_words(app):
    _picture, size = spaced_icon("plus", "texte", 18)
    assert (size.width(), size.height()) == (22, 18)


def test_every_widget_hears_of_a_new_theme(app, qtbot):
    apply_theme(app, load_theme("clair"), 1.0)
    label = IconLabel("octagon-x", "erreur", 16)
    qtbot.addWidget(label)
    label.ensurePolished()
    apply_theme(app, load_theme("sombre"), 2.0)
    assert inks(label.pixmap().toImage()) == {load_theme("sombre").hex("erreur").lower()}
    assert label.width() == 32


def test_the_base_style_is_fusion_on_every_computer(app):
    apply_theme(app, load_theme("clair"), 1.0)
    app.setStyleSheet("")
    assert app.style().name() == "fusion"
