"""What this program never does: run a text, start another program, ask the network.

Each exception is written here with its reason, and goes when nothing needs it any more. The
same list stands for the rules that semgrep's registry would bring, beside ruff's and bandit's.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest

from tests.outils.sources import PACKAGES, ROOT, parsed, python_files, shown

REFUSED = (
    *("pickle", "cPickle", "dill", "shelve", "marshal", "code", "codeop", "runpy", "pty"),
    *("ctypes", "cffi", "subprocess", "multiprocessing", "concurrent.futures.process"),
    *("socket", "socketserver", "ssl", "asyncio", "select", "http", "urllib", "xmlrpc", "ftplib"),
    *("smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "webbrowser", "requests", "httpx"),
    *("xml", "logging", "syslog", "turtle", "antigravity"),
    *("reportlab.lib.extformat", "reportlab.lib.fontfinder", "reportlab.lib.rl_safe_eval"),
    *(
        f"PySide6.Qt{name}"
        for name in ("Network", "NetworkAuth", "Sql", "WebEngineCore", "WebEngineWidgets")
    ),
    *(
        f"PySide6.Qt{name}"
        for name in ("WebEngineQuick", "WebChannel", "WebSockets", "Qml", "Quick", "Bluetooth")
    ),
)
"""Modules, each with what it holds."""
CALLS = frozenset(
    {
        *("eval", "exec", "compile", "__import__", "import_module", "QProcess", "find_loader"),
        *("system", "popen", "startfile", "fork", "forkpty", "posix_spawn", "posix_spawnp"),
        *(f"exec{kind}" for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
        *(f"spawn{kind}" for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
        *("load_extension", "enable_load_extension", "startDetached", "mktemp", "openUrl"),
        *("setTrustedHosts", "trustedHosts", "trustedSchemes"),
    }
)
"""Functions, by the name they are called by; `re.compile` and a dialog's `exec` are others."""
ALLOWED = {
    ("cpom_desktop/cli/self_checks.py", "import_module"): "a constant: is the engine there",
    ("cpom_desktop/cli/self_resources.py", "xml.etree"): "icons of the program itself",
    ("cpom_desktop/reports/docx/markup.py", "xml.sax.saxutils"): "escapes, reads nothing",
    ("cpom_desktop/reports/pdf/metadata.py", "xml.sax.saxutils"): "escapes, reads nothing",
    ("cpom_desktop/inventory/parts.py", "import_module"): "a constant: the library of the files",
    ("db/backup_names.py", "urllib.parse"): "writes names, asks nothing",
    ("db/connection.py", "urllib.parse"): "writes a path as SQLite reads it",
    ("db/lock.py", "socket"): "the name of this computer, no socket",
    ("db/volumes.py", "ctypes"): "asks Windows what kind of volume a path is on",
    ("ui/kit/outside.py", "openUrl"): "the one way to another program",
    ("ui/self_check.py", "import_module"): "modules of a constant list",
    ("ui/shell/dossier_view.py", "import_module"): "pages of a constant list",
    ("ui/shell/program_view.py", "import_module"): "pages of a constant list",
    ("ui/shell/single_window.py", "socket"): "the name of this computer, no socket",
}
WITH_REASON = re.compile(r"# noqa: [^#]*\bS(\d{3})\b[^#]* - \S+")
"""What a line says to ruff: its rules `S` are bandit's, by the same numbers."""


def imported(node):
    """Yield the modules that a node imports and that are refused, as they are named."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if is_refused(alias.name))
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        if is_refused(node.module):
            yield node.module
        else:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from filter(is_refused, names)


def is_refused(name):
    """Tell whether a module is refused, itself or one that holds it."""
    parts = name.split(".")
    return any(".".join(parts[:n]) in REFUSED for n in range(1, len(parts) + 1))


def called(node):
    """Return the name by which a node calls a function that is refused, else nothing."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Name):
        return function.id if function.id in CALLS else ""
    if not isinstance(function, ast.Attribute) or function.attr not in CALLS:
        return ""
    plain = {"compile", "exec", "system"}  # of a pattern, of a dialog, of `platform`
    return "" if function.attr in plain and _of_another(function) else function.attr


def _of_another(function):
    return not (isinstance(function.value, ast.Name) and function.value.id in {"os", "builtins"})


def shell_of(node):
    """Tell whether a node starts a program through a shell, or from one text."""
    if not isinstance(node, ast.Call):
        return False
    shell = [k.value for k in node.keywords if k.arg == "shell"]
    if any(not (isinstance(v, ast.Constant) and v.value is False) for v in shell):
        return True
    about = ast.unparse(node.func).startswith(("subprocess.", "Popen"))
    return about and bool(node.args) and isinstance(node.args[0], ast.Constant | ast.JoinedStr)


def faults(tree):
    """Return what a file does that this program never does."""
    found = set()
    for node in ast.walk(tree):
        found |= set(imported(node))
        found |= {called(node)} - {""}
        found |= {"shell"} if shell_of(node) else set()
        if isinstance(node, ast.Attribute) and node.attr in {"trustedHosts", "trustedSchemes"}:
            found.add(node.attr)
    return found


def test_nothing_is_run_loaded_or_asked_beyond_what_is_listed():
    found = {
        (shown(path), fault) for path in python_files(*PACKAGES) for fault in faults(parsed(path))
    }

    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set(), "no longer needed"


def test_the_tools_of_development_start_programs_without_a_shell():
    scripts = [ROOT / "dev.py", *python_files(".ci")]
    found = {shown(path): faults(parsed(path)) - {"subprocess"} for path in scripts}

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import pickle", "pickle"),
        ("from pickle import loads", "pickle"),
        ("import xml.etree.ElementTree as ET", "xml.etree.ElementTree"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("from PySide6.QtNetwork import QTcpSocket", "PySide6.QtNetwork"),
        ("from PySide6 import QtSql", "PySide6.QtSql"),
        ("from reportlab.lib.fontfinder import FontFinder", "reportlab.lib.fontfinder"),
        ("eval('1')", "eval"),
        ("import os\nos.system('ls')", "system"),
        ("import os\nos.execv('a', [])", "execv"),
        ("import builtins\nbuiltins.exec('1')", "exec"),
        ("run(['ls'], shell=True)", "shell"),
        ("subprocess.run(f'ls {x}')", "shell"),
        ("from reportlab import rl_config\nrl_config.trustedHosts = ['*']", "trustedHosts"),
        ("connection.enable_load_extension(True)", "enable_load_extension"),
    ],
)
def test_each_of_them_is_seen(source, fault):
    assert fault in faults(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["re.compile('a')", "dialog.exec()", "run(['ls'], shell=False)"]
)
def test_what_only_looks_like_them_is_not(source):
    assert faults(ast.parse(source)) == set()


def test_the_library_of_pdf_trusts_no_host():
    """A picture named by an address would be fetched from a trusted one."""
    from reportlab import rl_config

    assert rl_config.trustedHosts is None


# --- bandit


def bandit(*paths):
    """Return what bandit says, medium or worse: file, line, number of the rule."""
    command = [sys.executable, "-m", "bandit", "-q", "-ll", "-f", "json", "-r", *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["errors"] == []
    return [
        (line["filename"].removeprefix("./"), line["line_range"], line["test_id"][1:])
        for line in told["results"]
    ]


def without_reason(findings, root=ROOT):
    """Return the findings whose lines give no reason for the rule."""
    return [
        (name, lines, rule)
        for name, lines, rule in findings
        if rule not in reasons(root / name, lines)
    ]


def reasons(path, lines):
    """Return the rules that these lines of a file, or the next, set aside with their reason."""
    texts = path.read_text("utf-8").splitlines()[lines[0] - 1 : lines[-1] + 1]
    return {rule for text in texts for rule in WITH_REASON.findall(text)}


@pytest.mark.slow
def test_bandit_finds_nothing_medium_or_high_without_its_reason():
    assert without_reason(bandit(*PACKAGES, "dev.py", ".ci")) == []


def test_bandit_is_heard_and_a_line_without_reason_is_seen(tmp_path):
    path = tmp_path / "a.py"
    path.write_text(
        'def f(c, x):\n    c.execute(f"SELECT {x} FROM t")\n'
        '    c.execute(f"SELECT {x} FROM u")  # noqa: S608 - one of two words\n'
        '    c.execute(f"SELECT {x} FROM v")  # noqa: S608\n',
        "utf-8",
    )

    found = bandit(str(path))

    assert [lines[0] for _name, lines, _rule in found] == [2, 3, 4]
    assert [lines[0] for _name, lines, _rule in without_reason(found, tmp_path)] != []
