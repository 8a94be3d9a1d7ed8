"""Composition root: the window, or the commands. The only file that knows both."""

from __future__ import annotations

import sys

WINDOW = "open"


def main() -> int:
    """Open the window (`cpom`, `cpom open FILE`), else run a command."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] == WINDOW:
        return _window(arguments[1:])
    from cpom_desktop.cli.main import main as command  # noqa: PLC0415 - no window, no Qt

    return command(arguments)


def _window(arguments: list[str]) -> int:
    """Give the window what it needs: how to open, create and print a dossier."""
    from cpom_desktop.bootstrap import new_workspace, open_workspace  # noqa: PLC0415 - window only
    from cpom_desktop.clock import system_clock  # noqa: PLC0415
    from cpom_desktop.reports.maker import Documents  # noqa: PLC0415
    from ui.app import run  # noqa: PLC0415 - Qt, only for the window

    return run(
        arguments,
        open_workspace=open_workspace,
        new_workspace=new_workspace,
        documents=Documents(),
        clock=system_clock,
    )


if __name__ == "__main__":
    sys.exit(main())
