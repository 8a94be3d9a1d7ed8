"""A dossier whose every free text is hostile: mark-up, formulas, links, injections; nothing else.

What it holds beside is the whole demonstration, so that every document has something to print and
every page something to show.
"""

from __future__ import annotations

import typing
from contextlib import closing
from dataclasses import replace
from functools import cache
from itertools import count

from cpom_desktop.services.snapshot import RECORDS
from db import digest
from db.connection import sqlite3
from tests.outils.dossiers import copy_demonstration
from tests.outils.editions import showcase, with_snapshot

NAMES_OF_THINGS = frozenset(
    [
        "slug",
        "cle",
        "critere",
        "phase",
        "phases",
        "modele",
        "domaine",
        "theme",
        "themes",
        "donnee",
        "indicateur",
        "empreinte",
        "usage",
        "sorte",
        "signature",
        "colonnes",
        "contenu",
        "base",
        "rappels",
        "heure",
        "fiche",
        "code",
        "groupe",
        "departement",
        "champ",
    ]
)
"""Columns that name something that the dossier or its packs know: never a free text."""
OF_TABLES = {"envois": {"document"}, "dossiers_parties": {"document"}}
WHOLE_TABLES = frozenset({"packs_integres"})
LONGEST = 150
"""Characters of a payload: a line of the dossier takes 200."""

CANARY = "canari-7f3a"
MARKUP = (
    *("<b>gras</b>", "<i>", "</para>", "<para>Réunion</para>", "<résident>", "<>", "<b", "a<b>c"),
    *("<br/>", "&amp;", "&lt;b&gt;", "&#60;b&#62;", "&nope;", "&#0;", "R&D", "<![CDATA[x]]>"),
    *('<img src="file://{canary}"/>', '<img src="{canary}" width="9" height="9"/>'),
    *("<!DOCTYPE a [<!ENTITY e SYSTEM 'file://{canary}'>]><a>&e;</a>", '<?xml version="1.0"?>'),
    *('<a href="javascript:alert(1)">x</a>', '<a href="http://exemple.invalid">x</a>'),
    *('<link href="file:///etc/passwd">x</link>', "<a href='\\\\serveur\\partage'>x</a>"),
    "<font color=\"[__import__('os').system('touch {canary}2')]\">x</font>",
    *('<onDraw name="x" label="y"/>', '<seq id="x"/>', '<unichar code="65"/>', "<greek>a</greek>"),
    *("<super>2</super>", "<u>x</u>", "<bullet>x</bullet>", '<index item="x"/>', "<!-- x -->"),
    *(
        "javascript:alert(1)",
        "file:///c:/a",
        "\\\\serveur\\partage",
        "http://exemple.invalid/?a=b",
    ),
    *("<script>alert(1)</script>", "(paren(", "endstream endobj", "/JavaScript /OpenAction"),
    *("{nom} %s {{x}} %(n)d", "$x$ `id` #{{1}}", "'); DROP TABLE acteurs;--", "\\n\\t\\u0041"),
    '<v:shape style="background:url(file://{canary})">x</v:shape>',
    '<w:instrText>INCLUDETEXT "{canary}"</w:instrText>',
)
"""Texts that something could take for mark-up, a link, a command; `{canary}` is a file."""

_LEADS = (
    *("=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", "\uff0b", "\uff0d", "\uff20", " ="),
    *("'=", '"=', "\u00a0=", "\u200b=", "  +", "=-", "@SUM(1)*", "-1+1+", "%0A=", ";=", ",="),
    *("|=", "<="),
)
_TAILS = (
    *('HYPERLINK("http://exemple.invalid";"clic")', "cmd|' /C calc'!A0", "1+1", "A1", "NOW()"),
    *('WEBSERVICE("http://exemple.invalid")', 'IMPORTXML("http://exemple.invalid","//a")'),
    *('DDE("cmd";"/C calc";"x")', "SUM(1+1)*cmd|' /C calc'!A0", "msexcel|'\\..\\calc'!a"),
    *('IMAGE("http://exemple.invalid/a.png")', "INDIRECT(A1)", 'CALL("u","f","J")', "{1;2}"),
    *("'file:///etc/passwd'#$x.A1", "[classeur.xlsx]F!A1", 'EXEC("calc")', "REGISTER.ID(1)"),
    *('RTD("a";"b")', "x"),
)
FORMULAS = tuple(f"{lead}{tail}" for lead in _LEADS for tail in _TAILS)
"""Five hundred texts that a spreadsheet might compute, fetch or follow."""


@cache
def text_columns():
    """Return the columns of each table that hold a free text."""
    found = {}
    for table, record in RECORDS.items():
        hints = typing.get_type_hints(record)
        fixed = NAMES_OF_THINGS | OF_TABLES.get(table, set())
        names = [n for n, kind in hints.items() if kind is str and n not in fixed]
        if names and table not in WHOLE_TABLES:
            found[table] = tuple(names)
    return found


def payloads(texts, first=0, canary=CANARY):
    """Yield the texts in turn, for ever, the first one being that of number `first`."""
    for place in count(first):
        yield texts[place % len(texts)].replace("{canary}", str(canary))[:LONGEST]


def hostile_edition(texts, first=0, canary=CANARY):
    """Return the demonstration with every free text replaced, each row by the texts in turn."""
    found, given = showcase(), payloads(texts, first, canary)
    changed = {}
    for table, names in text_columns().items():
        rows = getattr(found.snapshot, table)
        many = isinstance(rows, tuple)
        made = tuple(
            replace(row, **{name: next(given) for name in names})
            for row in (rows if many else (rows,))
        )
        changed[table] = made if many else made[0]
    return with_snapshot(found, **changed)


def hostile_file(folder, texts, first=0, canary=CANARY):
    """Write a dossier with every free text replaced, as a foreign hand would; return its path."""
    path, given = copy_demonstration(folder, "hostile.cpom"), payloads(texts, first, canary)
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, names in text_columns().items():
            sets = ", ".join(f"{name} = ?" for name in names)
            for (row_id,) in connection.execute(f"SELECT id FROM {table}").fetchall():
                values = [next(given).replace("\0", "") for _name in names]
                connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*values, row_id))
        digest.write(connection)
    return path
