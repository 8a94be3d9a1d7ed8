"""LibreOffice, asked without its window: a document opened as another computer would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SECONDS = 240


def converted(paths, kind, folder):
    """Return the files made of documents (« pdf », « txt:Text (encoded):UTF8 »), by name.

    One LibreOffice at a time, with settings of its own, that no other may hold.
    """
    folder = Path(folder)
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: python3 dev.py setup"
    command = [
        program,
        "--headless",
        f"-env:UserInstallation=file://{folder / 'reglages'}",
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "sortie"),
        *(str(path) for path in paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    suffix = kind.partition(":")[0]
    return {path.stem: folder / "sortie" / f"{path.stem}.{suffix}" for path in paths}
