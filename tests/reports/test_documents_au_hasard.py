"""Dossiers drawn at random: each document is made, clean, whole, and follows the norms.

Two hundred dossiers with `--long`, twenty otherwise; the validator of the norms sees one in ten.
"""

from __future__ import annotations

import random
import subprocess
from dataclasses import fields, is_dataclass

import pytest

from cpom_desktop.reports.blocks import Fitted, PageBreak, Pages
from cpom_desktop.reports.catalogue import CATALOGUE, COMPLETE, build
from cpom_desktop.reports.documents.echeancier import last_day
from cpom_desktop.reports.fonts import BOX, missing_characters
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.unprintable import UNPRINTED
from cpom_desktop.services.labels import FIELDS
from cpom_desktop.services.snapshot import SINGLE
from tests.outils.controle_pdf import faults
from tests.outils.dossiers_au_hasard import LONG_WORDS, random_edition
from tests.outils.editions import texts_of
from tests.outils.lecture_pdf import read
from tests.outils.ordre_pdf import squeezed
from tests.outils.verapdf import check_all

pytestmark = pytest.mark.slow
DOSSIERS = 200
OTHERS = 3
"""Documents made of each dossier beside the whole of it; one dossier in ten has them all."""
ALWAYS = {
    "etablissement": (),
    "dossier": (),
    "axes": (),
    "objectifs": ("domaine",),
    "fiches_action": (),
    "etapes": (),
    "moyens": (),
    "indicateurs": ("periodicite",),
    "constats": (),
    "acteurs": ("adresse",),
    "tasks": ("phase", "livrable"),
    "raci_activites": ("phase",),
    "echeances": (),
}
"""Tables whose every text is printed somewhere, whatever the rest of the dossier says; but for
fields that are the name of something, or printed in one state of their row only."""
NOT_SHOWN = frozenset(
    {
        "kind",
        "tone",
        "align",
        "shapes",
        "spoken",
        "alt",
        "style",
        "ref",
        "anchor",
        "level",
        "target",
    }
)
"""What a block says of itself without printing it."""


def pytest_generate_tests(metafunc):
    if "number" in metafunc.fixturenames:
        long = metafunc.config.getoption("--long")
        metafunc.parametrize("number", range(DOSSIERS if long else DOSSIERS // 10))


def chosen(number):
    """Return the documents made of a dossier: the whole of it, and some others."""
    others = [slug for slug in CATALOGUE if slug != COMPLETE]
    if number % 10 == 0:
        return [COMPLETE, *others]
    return [COMPLETE, *random.Random(number).sample(others, OTHERS)]


def words_of(text):
    """Return the words of a text as a page shows them; a list has other stops, other dashes."""
    return {squeezed(word.rstrip(".;")) for word in text.split()} - {"", "-"}


def typed(snapshot, today):
    """Return every word that she typed, of those that are always printed."""
    found = set()
    for table, but in ALWAYS.items():
        rows = getattr(snapshot, table)
        for row in (rows,) if table in SINGLE else rows:
            if table == "echeances" and not is_of_the_year(row, today):
                continue
            for field in fields(row):
                held = getattr(row, field.name)
                hidden = field.name in but or (table, field.name) in UNPRINTED
                if type(held) is str and field.name in FIELDS[table] and not hidden:
                    found |= words_of(held)
    return found


def is_of_the_year(echeance, today):
    """Tell whether a date is of the échéancier that is printed, which is that of a year."""
    return echeance.jour is not None and echeance.jour <= last_day(today) and not echeance.fait_le


def lost(made, words):
    """Return the words that a reader does not extract; one cut by a page is read in the tree.

    A sign that the fonts lack is a box, and the file tells so.
    """
    reading = read(made.data)
    extracted = squeezed("".join(sheet.extracted for sheet in reading.sheets))
    assert made.replaced or BOX not in extracted
    missing = {word for word in words if word not in extracted}
    cut = [node for node in reading.root.walk() if len({page for page, _run in node.runs()}) > 1]
    told = "\n".join(squeezed(reading.text(node)) for node in cut) if missing else ""
    return {word for word in missing if word not in told}


def printed(value):
    """Yield the texts of blocks that a page shows whatever room it has."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from printed(item)
    elif is_dataclass(value) and not isinstance(value, Fitted | Pages | PageBreak):
        for slot in fields(value):
            if slot.name not in NOT_SHOWN:
                yield from printed(getattr(value, slot.name))


def test_every_document_of_a_dossier_drawn_at_random_is_clean(number, tmp_path):
    edition = random_edition(number)
    for slug in chosen(number):
        document = build(slug, edition)
        made = render_pdf(document, now=edition.now)
        path = tmp_path / f"{slug}.pdf"
        path.write_bytes(made.data)

        assert faults(made.data, document) == [], slug
        assert qpdf(path) == "", slug
        words = set().union(*(words_of(text) for text in printed(document.blocks)))
        assert lost(made, words) == set(), slug


def qpdf(path):
    """Return what qpdf finds wrong in a file; nothing when it is sound."""
    done = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


def test_every_word_typed_is_in_a_document(number):
    edition = random_edition(number)
    told = squeezed(" ".join(t for s in CATALOGUE for t in texts_of(build(s, edition).blocks)))

    assert {
        word for word in typed(edition.snapshot, edition.now.date()) if word not in told
    } == set()


def test_dossiers_drawn_at_random_follow_both_norms(count):
    editions = {number: random_edition(number) for number in range(count(20))}
    files = {
        str(number): render_pdf(build(COMPLETE, edition), now=edition.now).data
        for number, edition in editions.items()
    }

    assert {name: broken for name, broken in check_all(files).items() if broken} == {}


def test_the_dossiers_drawn_are_all_different_and_hostile():
    texts = ["".join(texts_of(build(COMPLETE, random_edition(n)).blocks)) for n in range(8)]

    assert len(set(texts)) == 8
    assert sum("<b>gras</b>" in text for text in texts) > 4
    assert sum(bool(missing_characters(text)) for text in texts) > 4
    assert any(word in text for text in texts for word in LONG_WORDS)
