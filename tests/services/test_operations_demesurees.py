"""Numbers beyond all measure, in every place of every public operation: refused, or harmless."""

from __future__ import annotations

import json

import msgspec
import pytest

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.services.operations import decode_operation
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.exemples_operations import EXAMPLES

NUMBERS = (2**63 - 1, 2**63, -(2**70), 10**300)
TEXTS = ("1e999999999", "NaN", "-0", "0001-01-01", "9999-12-31", "9" * 5_000)


def places(value):
    """Yield each number and each text of a JSON, with what holds it."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items):
        if isinstance(inner, dict | list):
            yield from places(inner)
        elif key != "operation" and isinstance(inner, int | str) and not isinstance(inner, bool):
            yield value, key


@pytest.mark.slow
def test_a_value_beyond_measure_is_refused_or_harmless(tmp_path, pytestconfig):
    tried, every = 0, 1 if pytestconfig.getoption("--long") else 4
    with opened(copy_tilleuls(tmp_path), backups=tmp_path / "s") as workspace:
        for operation, _title in EXAMPLES:
            line = json.loads(msgspec.json.encode(operation))
            for holder, key in list(places(line))[::every]:
                kept = holder[key]
                for odd in NUMBERS if isinstance(kept, int) else TEXTS:
                    holder[key] = odd
                    tried += 1
                    try:
                        workspace.run(decode_operation(json.dumps(line).encode()))
                        workspace.undo()
                    except (ErreurCpom, msgspec.DecodeError):
                        pass
                holder[key] = kept
    assert tried > 200


def test_a_place_beyond_the_last_one_is_the_last_one(tmp_path):
    with opened(copy_tilleuls(tmp_path), backups=tmp_path / "s") as workspace:
        for name in ("A", "B"):
            line = {"operation": "add_axe", "libelle": name}
            workspace.run(decode_operation(json.dumps(line).encode()))
        first = workspace.snapshot.axes[0].id
        line = {"operation": "move_axe", "id": first, "rang": 10**300}

        workspace.run(decode_operation(json.dumps(line).encode()))

        assert workspace.snapshot.axes[-1].id == first
