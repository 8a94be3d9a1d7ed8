"""The commands over the dossier of the whole scenario: `ROOT [tout]`, one process for all of them.

`tout`: every document in every format, and the self-test; else a few of them.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

from cpom_desktop import __main__ as program
from cpom_desktop.reports.maker import Documents
from tests.outils.scenario_matiere import PLACE, TEXT, House


def run(*words, read=""):
    """Run one command as the shell would; return its code and what it said."""
    sys.argv[1:] = [str(word) for word in words]
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(read.encode()))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = program.main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdin = before
    sys.stdout.write(f"commande {words[0]} {code} {TEXT in out.getvalue() + err.getvalue()}\n")
    return code


def exports(*, whole):
    """Yield each document and format to write."""
    for info in Documents().catalogue():
        if info.about:
            continue
        for kind in info.formats:
            if whole or info.slug in {"raci", "annuaire"}:
                yield info.slug, kind.value


def main(root, *options):
    """Run the commands one after the other."""
    house, whole = House(Path(root)), "tout" in options
    path, out = house.dossiers / f"{PLACE}.cpom", house.exports
    run("demo", house.exports / "démonstration") if whole else None
    for pattern, kind in (
        ("contacts*.csv", "contacts"),
        ("carte*.vcf", "contacts"),
        ("chiffres*.xlsx", "donnees"),
        ("grille*.cpompack", "grille"),
    ):
        run("import", path, next(house.received.glob(pattern)), "--contenu", kind)
    for slug, kind in exports(whole=whole):
        run(
            "export", path, "--document", slug, "--format", kind, "--out", out / f"c-{slug}.{kind}"
        )
    change = {"operation": "update_etablissement", "commune": f"Arras {TEXT}"}
    run("apply", path, read=json.dumps(change) + "\n")
    run("dump", path, "--out", out / "dossier.json")
    run("load", out / "dossier.json", house.dossiers / "rechargé.cpom")
    run("documents", path)
    run("check", path, "--json")
    run("verify", path)
    run("verify", path, "--repair-to", house.dossiers / "récupéré.cpom")
    run("ops")
    if whole:
        run("self-test")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
