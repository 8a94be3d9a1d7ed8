"""No text typed becomes a piece of a statement: it comes back as it was written (S07; T11).

Short: fifteen texts in every free text of the dossier; long: a thousand.
"""

from __future__ import annotations

import ast
import random

import pytest

from cpom_desktop.domain.saisie import clean_line
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.operations.base import Operation
from cpom_desktop.services.snapshot import RECORDS
from tests.outils.dossier_hostile import FORMULAS, MARKUP, text_columns
from tests.outils.dossiers import copy_demonstration, every_row, opened
from tests.outils.sources import PACKAGES, parsed, python_files, shown

SQL = (
    *("'); DROP TABLE acteurs;--", "' OR '1'='1", '" OR ""="', "'; UPDATE acteurs SET nom='x';--"),
    *("\\'; --", "';ATTACH DATABASE 'x' AS y;--", "x' UNION SELECT texte FROM packs_integres --"),
    *(
        "`acteurs`",
        "[acteurs]",
        "?1",
        ":nom",
        "@nom",
        "$nom",
        "%",
        "_",
        "\\",
        "''",
        '""',
        "--",
        "/*",
    ),
    *("NULL", "null", "0x41", "X'41'", "1e999", "-0", "TRUE", "rowid", "CURRENT_TIMESTAMP", "e'"),
    *("a\0b", "\0", "a\x1ab", "\ufffe", "\U0010ffff", "\ufdd0", "é" * 150, "e\u0301", "ﬁ", "İ"),
    *("{}", "[]", '{"nom": "x"}', '"\\u0000"', "$.nom", "json('x')", "\u2028", "\u2029", "\x85"),
)
"""Texts that a statement, a journal in JSON or a comparison could take for something else."""
SIGNS = "'\";-\\/*%_?:@$()[]{}<>=+&|`~#,.\0\n\r\t\u00a0\u202e\ufeffaé1NULL"
NAMES_OF_OURS = {
    *("', '.join(names)", "APPLICATION_ID", "STAND_INS[parent]", "TABLE", "TABLE_OF[record]"),
    *("TABLE_OF[type(record)]", "_light('apres')", "_light('avant')", "clause", "condition"),
    *("_light('coalesce(apres, avant)')", "fix", "held", "identity", "key.raw", "link", "marks"),
    *("ms", "name", "names", "number", "order", "parent", "query", "row_as_bytes", "script"),
    *("sets", "setting", "sql", "statement", "table", "value", "version"),
}
"""What a statement may be made of: names of our own schema, marks, numbers; each was read."""


def hostile_texts(count):
    """Return so many hostile texts: those that are known, then drawn ones, always the same."""
    rng = random.Random(7)
    known = list(dict.fromkeys((*SQL, *MARKUP, *FORMULAS)))
    while len(known) < count:
        known.append("".join(rng.choices(SIGNS, k=rng.randrange(1, 40))))
    rng.shuffle(known)
    return known[:count]


class Fill(Operation, frozen=True):
    """Give every free text of one row of each table the next texts; not a public operation."""

    first: int
    texts: list[str]

    def title(self) -> str:
        """Return its title, which is a hostile text too."""
        return self.texts[self.first % len(self.texts)] or "x"

    def apply(self, records, context):
        """Write them, and read each row again."""
        place, wrong = self.first, []
        for table, names in text_columns().items():
            rows = records.all(RECORDS[table])
            if not rows:
                continue
            row = rows[self.first % len(rows)]
            values = {}
            for name in names:
                values[name] = self.texts[place % len(self.texts)]
                place += 1
            records.update(RECORDS[table], row.id, values)
            again = records.get(RECORDS[table], row.id)
            wrong += [(table, n, t) for n, t in values.items() if getattr(again, n) != t]
        return wrong


def snapshot_rows(workspace):
    return {table: getattr(workspace.snapshot, table) for table in RECORDS}


@pytest.mark.slow
def test_every_hostile_text_comes_back_as_it_was_written(tmp_path, pytestconfig):
    path = copy_demonstration(tmp_path)
    texts, rounds = hostile_texts(1000), 1000 if pytestconfig.getoption("--long") else 15
    for first in range(0, rounds, 100):
        with opened(path) as workspace:
            for place in range(first, min(first + 100, rounds)):
                before = snapshot_rows(workspace)
                assert workspace.run(Fill(first=place * 7, texts=texts)).result == []
                after = snapshot_rows(workspace)
                workspace.undo()
                assert snapshot_rows(workspace) == before, "undone through the journal"
                workspace.redo()
                assert snapshot_rows(workspace) == after, "and done again"
        kept = every_row(path, history=False)
        with opened(path) as workspace:
            assert snapshot_rows(workspace) == after, "the same once reopened"
        assert every_row(path, history=False) == kept
    assert len({table for table, rows in kept.items() if rows}) > 45, "no table was dropped"


@pytest.mark.parametrize("text", hostile_texts(60))
def test_a_text_through_a_public_operation_is_the_one_that_was_cleaned(started, text):
    started.run(UpdateActeur(id=1, fonction=text))

    assert started.snapshot.acteurs_by_id[1].fonction == clean_line(text)


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("sql"))) as workspace:
        yield workspace


# --- the source


def statements(tree):
    """Yield what each statement given to SQLite is made of, constants apart."""
    for node in ast.walk(tree):
        called = getattr(getattr(node, "func", None), "attr", "")
        if called in {"execute", "executemany", "executescript"} and node.args:
            yield from parts_of(node.args[0])


def parts_of(node):
    """Yield the source of each part of a statement that is no constant."""
    if isinstance(node, ast.JoinedStr):
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield ast.unparse(value.value)
    elif not isinstance(node, ast.Constant):
        yield ast.unparse(node)


def test_statements_are_made_of_names_of_ours_alone():
    found = {
        part
        for path in python_files("db")
        if "migrations" not in path.parts
        for part in statements(parsed(path))
    }

    assert found <= NAMES_OF_OURS, "a new part of a statement: read where it comes from"
    assert len(found) > 20


def test_no_other_room_writes_a_statement():
    outside = {
        shown(path)
        for path in python_files(*PACKAGES)
        if not shown(path).startswith("db/") and any(statements(parsed(path)))
    }

    assert outside == set()


@pytest.mark.parametrize(
    "source",
    ["c.execute(f\"SELECT '{nom}'\")", "c.execute('SELECT ' + nom)", "c.execute(x % nom)"],
)
def test_a_value_in_a_statement_would_be_noticed(source):
    assert any("nom" in part for part in statements(ast.parse(source)))
    assert not set(statements(ast.parse(source))) <= NAMES_OF_OURS
