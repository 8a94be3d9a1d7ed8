"""Scripts that stand in no package, imported by their path."""

from __future__ import annotations

import importlib.util


def loaded(path):
    """Import a script that stands in no package."""
    spec = importlib.util.spec_from_file_location(f"script_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
