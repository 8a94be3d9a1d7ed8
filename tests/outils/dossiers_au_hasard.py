"""Dossiers drawn at random: any public operation, with texts made of what breaks documents.

A number gives one dossier, always the same. Operations that a rule of the trade refuses are
passed over, as she would be told; what they leave is a dossier that she could have.
"""

from __future__ import annotations

import random
import string
import tempfile
import types
import typing
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.snapshot import RECORDS
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, frozen_clock, opened
from tests.outils.editions import edition_of
from tests.outils.exemples_operations import EXAMPLES

OPERATIONS = 120
PIECES = (
    *("le", "de", "établissement", "résidents", "Qualité", "l’ARS", "aujourd'hui", "œuvre", "À"),
    *("n°\u00a02", "1\u00a0234,56\u00a0€", "12\u00a0%", "«\u00a0oui\u00a0»", "vu\u202f!", "1er"),
    *("<b>gras</b>", "</para>", "<résident>", "&amp;", "R&D", "&#0;", "<img src='x'/>", "]]>"),
    *("=cmd|' /C calc'!A0", "+33", "-1", "@somme", "https://exemple.invalid/a?b=c&d", "{nom} %s"),
    *(
        "👩\u200d⚕️",
        "👍🏽",
        "🇫🇷",
        "שלום",
        "\u202etrevni",
        "中文",
        "a\u200bb",
        "co\u00adupé",
        "e\u0301te\u0301",
    ),
    *("ﬁn", "Ångström", "Ελλάδα", "Чайка", "½", "m²", "☐", "✓", "…", "—", "aller-retour-", "–"),
    *("(paren(", "[x]", "\\n", "'); DROP TABLE acteurs;--", "\"a\" 'b'", "  ", "\t", "\u00a0"),
)
"""Words, and what is not one: mark-up, formulas, links, emoji, RTL, hard spaces, control."""
LONG_WORDS = ("m" * 500, string.ascii_lowercase * 8, "WMWM" * 40)
SLUGS = frozenset({"cle", "critere", "phase", "slug", "indicateur", "thematique", "domaine"})
"""Fields that hold the name of something: one that the dossier knows, or nothing is tried."""
USUAL = {
    "telephone": "01 99 00 00 00",
    "courriel": "ana@exemple.invalid",
    "heure": "14 h 30",
    "code_postal": "99120",
}
"""Fields whose signs are checked: one that a rule takes."""
NEVER = frozenset({"StartDossier", "DropPack", "TakePack", "AttachFichiers", "AddFichier"})


@lru_cache(maxsize=32)
def random_edition(number):
    """Return the edition of the dossier of this number."""
    with random_dossier(number) as workspace:
        return edition_of(workspace)


@contextmanager
def random_dossier(number):
    """Give the dossier of this number, open, in a folder erased after it."""
    rng = random.Random(number)
    with _start(rng) as workspace:
        for _turn in range(OPERATIONS):
            operation = _operation(rng, workspace.snapshot)
            if operation is None:
                continue
            try:
                workspace.run(operation)
            except RegleInvalide:
                continue
        yield workspace


@contextmanager
def _start(rng):
    """Open what a dossier begins as: nothing, an identity, or the whole demonstration."""
    with tempfile.TemporaryDirectory() as name:
        folder, kind = Path(name), rng.randrange(8)
        if kind == 0:
            called = f"EHPAD {rng.choice(PIECES)}"
            workspace = new_workspace(folder / "Vide.cpom", called, clock=frozen_clock)
            try:
                yield workspace
            finally:
                workspace.close()
            return
        copied = copy_tilleuls(folder) if kind < 4 else copy_demonstration(folder)
        with opened(copied) as workspace:
            yield workspace


def random_text(rng):
    """Return a text: short or long, on one line or with lists, now and then without end."""
    if rng.random() < 0.05:
        return rng.choice(LONG_WORDS)
    words = [rng.choice(PIECES) for _word in range(rng.choice((1, 3, 8, 30)))]
    joints = (" ", " ", " ", " ", "\n", "\n- ", "\n\n")
    text = "".join(word + rng.choice(joints) for word in words)
    if rng.random() < 0.5:
        return text[:90]
    return text * (40 if rng.random() < 0.03 else 1)


@cache
def _kinds():
    kinds = {type(made).__name__: type(made) for made, _title in EXAMPLES}
    return tuple(kind for name, kind in sorted(kinds.items()) if name not in NEVER)


def _operation(rng, snapshot):
    """Return an operation of any kind; those that delete are rarer."""
    kind = rng.choice(_kinds())
    if kind.__name__.startswith("Delete") and rng.random() < 0.8:
        return None
    values = {}
    for field in msgspec.structs.fields(kind):
        optional = not field.required
        if optional and rng.random() < 0.4:
            continue
        try:
            values[field.name] = _value(rng, field.type, field.name, (kind.__name__, snapshot))
        except LookupError:
            if not optional:
                return None
    return kind(**values)


def _value(rng, kind, name, about):
    """Return a value of a kind; LookupError when none can be drawn."""
    origin = typing.get_origin(kind)
    if origin in {types.UnionType, typing.Union}:
        arms = [arm for arm in typing.get_args(kind) if arm is not msgspec.UnsetType]
        return _value(rng, rng.choice(arms), name, about)
    if kind is types.NoneType:
        return None
    if origin is list:
        (inside,) = typing.get_args(kind)
        return [_value(rng, inside, name, about) for _item in range(rng.randrange(1, 4))]
    if origin is not None:
        raise LookupError(name)
    if issubclass(kind, Enum):
        return rng.choice(list(kind))
    if issubclass(kind, msgspec.Struct):
        fields = msgspec.structs.fields(kind)
        return kind(**{one.name: _value(rng, one.type, one.name, about) for one in fields})
    return _plain(rng, kind, name, about)


def _plain(rng, kind, name, about):
    if kind is bool:
        return rng.random() < 0.5
    if kind is int:
        return _number(rng, name, *about)
    if kind is Decimal:
        return Decimal(rng.randrange(-10, 100_000)) / 100
    if kind is date:
        return date(2026, 1, 1) + timedelta(days=rng.randrange(2500))
    if kind is str and name in USUAL:
        return USUAL[name]
    if kind is str:
        slug = name if name in SLUGS else name.removesuffix("s")
        return rng.choice(_known(slug, about[1])) if slug in SLUGS else random_text(rng)
    raise LookupError(name)


def _number(rng, name, operation, snapshot):
    """Return an id of the table that the operation is about, or a small number."""
    table = _table(operation if name in {"id", "ids"} else name.removesuffix("_id"))
    rows = getattr(snapshot, table, ()) if table else ()
    ids = [row.id for row in rows if hasattr(row, "id")] if isinstance(rows, tuple) else []
    if ids and rng.random() < 0.9:
        return rng.choice(ids)
    if name.startswith(("annee", "premiere_annee", "derniere_annee")):
        return rng.randrange(2024, 2036)
    return rng.choice((rng.randrange(1, 5), rng.randrange(-1, 60)))


def _table(words):
    """Return the table whose record these words name: « UpdateFicheAction », « fiche »."""
    plain = words.lower().replace("_", "")
    names = {table: record.__name__.lower() for table, record in RECORDS.items()}
    whole = [table for table, name in names.items() if plain.endswith(name)]
    parts = [table for table, name in names.items() if plain in name]
    return max(whole, key=len) if whole else min(parts, key=len, default="")


def _known(name, snapshot):
    """Return the values that a field has in the dossier."""
    found = {
        getattr(row, name)
        for table in RECORDS
        for rows in (getattr(snapshot, table),)
        for row in (rows if isinstance(rows, tuple) else (rows,))
        if isinstance(getattr(row, name, None), str)
    }
    return sorted(found - {""}) or [""]
