"""The names `ui`, `db` and `resources` are short: they must come from this checkout."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.outils.sources import PACKAGES, ROOT, python_files, shown


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_comes_from_this_checkout(name):
    module = importlib.import_module(name)

    assert Path(module.__file__) == ROOT / name / "__init__.py"


def test_no_source_file_is_too_long():
    limits = {"cpom_desktop/domain/": 250}
    too_long = [
        (shown(path), lines)
        for path in python_files(*PACKAGES, "tests")
        if (lines := path.read_text("utf-8").count("\n"))
        >= next((n for start, n in limits.items() if shown(path).startswith(start)), 400)
    ]

    assert too_long == []


def test_every_test_file_has_a_name_of_its_own():
    names = [path.name for path in python_files("tests") if path.name.startswith("test_")]

    assert sorted(names) == sorted(set(names))


def test_the_lock_gives_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")

    assert "--hash=sha256:" in lock
    assert [line for line in lock.splitlines() if "://" in line or line.startswith("--")] == []
