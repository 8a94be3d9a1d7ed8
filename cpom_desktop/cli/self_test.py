"""`cpom self-test`: the installed program checks itself in a folder that it then erases.

A check returns what it found, or raises; the rest goes on, so one run says everything.
"""

from __future__ import annotations

import json
import platform
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpom_desktop import __version__
from cpom_desktop.errors import ErreurCpom, ErreurStockage, PackInvalide
from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class WindowCheck(Protocol):
    """What the window checks of itself; raises `ErreurCpom`, `sans-qt` where there is no Qt."""

    def __call__(self, dossier: Path, settings_file: Path) -> str:
        """Check the window on a dossier; return what was done."""


class Check(NamedTuple):
    """One thing to check.

    Attributes:
        slug: its public name.
        title: what is checked, in French.
        run: checks it in the folder; returns what it found, raises `ErreurCpom` otherwise.
        needs: slug of the check without whose success this one has no meaning, or nothing.
    """

    slug: str
    title: str
    run: Callable[[Path], str]
    needs: str = ""


class Verdict(StrEnum):
    """How a check ended."""

    REUSSI = "reussi"
    ECHEC = "echec"
    NON_VERIFIE = "non_verifie"


MARKS = {Verdict.REUSSI: "✓", Verdict.ECHEC: "×", Verdict.NON_VERIFIE: "–"}


class NotChecked(Exception):  # noqa: N818 - not an error: says why a check has no meaning here
    """A check cannot be made here, and this is no fault; its text says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended, what it says, and how long it took in milliseconds."""

    controle: str
    titre: str
    verdict: Verdict
    detail: str
    duree_ms: int

    @property
    def line(self) -> str:
        """The result as it is read."""
        seconds = format_number(self.duree_ms / 1000, 2)
        return _(
            "{marque} {titre} : {detail} ({secondes} s)",
            marque=MARKS[self.verdict],
            titre=self.titre,
            detail=self.detail,
            secondes=seconds,
        )


def run_self_test(
    say: Callable[[str], None], *, check_window: WindowCheck | None, as_json: bool
) -> int:
    """Run every check, say each result; return 0 when none failed, else 1.

    Args:
        say: writes one line.
        check_window: the window's own check, None when there is no window.
        as_json: say one JSON object at the end in place of the lines.

    Raises:
        ErreurStockage: nowhere to write.
    """
    results = []
    for result in _results(check_window):
        results.append(result)
        if not as_json:
            say(result.line)
    failed = sum(result.verdict is Verdict.ECHEC for result in results)
    say(_as_json(results) if as_json else _summary(failed))
    return 1 if failed else 0


def _results(check_window: WindowCheck | None) -> Iterator[Result]:
    from cpom_desktop.cli.self_checks import all_checks  # noqa: PLC0415 - the libraries come now

    with _private_folder() as name:
        folder = Path(name)
        sound: set[str] = {""}
        for check in all_checks(check_window):
            result = _run(check, folder, possible=check.needs in sound)
            if result.verdict is Verdict.REUSSI:
                sound.add(check.slug)
            yield result
    yield _run(Check("traces", _("Dossier d'essai"), lambda _folder: _erased(folder)), folder)


def _private_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="cpom-self-test-")
    except OSError as error:
        raise ErreurStockage(
            "emplacement",
            _("Aucun dossier temporaire n'accepte d'écriture : rien n'a été vérifié."),
            remedy=_("Libérez de la place, ou demandez ce droit à votre service informatique."),
            detail=str(error),
        ) from error


def _erased(folder: Path) -> str:
    if folder.exists():
        raise ErreurCpom(
            "self-test", _("le dossier {chemin} n'a pas pu être effacé.", chemin=str(folder))
        )
    return _("effacé")


def _run(check: Check, folder: Path, *, possible: bool = True) -> Result:
    start = time.perf_counter()
    verdict, detail = (
        _judge(check, folder)
        if possible
        else (Verdict.NON_VERIFIE, _("le dossier d'essai n'a pas pu être créé"))
    )
    elapsed = round((time.perf_counter() - start) * 1000)
    return Result(check.slug, check.title, verdict, detail, elapsed)


def _judge(check: Check, folder: Path) -> tuple[Verdict, str]:
    try:
        return Verdict.REUSSI, check.run(folder)
    except NotChecked as reason:
        return Verdict.NON_VERIFIE, str(reason)
    except ErreurCpom as error:
        return Verdict.ECHEC, _told(error)
    except Exception as bug:  # noqa: BLE001 - a damaged program fails in any way: it is said
        return Verdict.ECHEC, _(
            "le logiciel est endommagé ou incomplet ; réinstallez-le ({type} : {texte}).",
            type=type(bug).__name__,
            texte=" ".join(str(bug).split()),
        )


def _told(error: ErreurCpom) -> str:
    """Return an error on one line; a pack tells its faults in its sentence already."""
    detail = "" if isinstance(error, PackInvalide) else error.detail
    return " ".join(f"{sentence(error)} {detail}".split("\n")).strip()


def _summary(failed: int) -> str:
    if not failed:
        return _("Le logiciel fonctionne : tout ce qui pouvait être vérifié ici est bon.")
    return ngettext(
        "{n} vérification a échoué : réinstallez CPOM Desktop, ou transmettez ces lignes.",
        "{n} vérifications ont échoué : réinstallez CPOM Desktop, ou transmettez ces lignes.",
        failed,
    )


def _as_json(results: list[Result]) -> str:
    return json.dumps(
        {
            "reussi": all(result.verdict is not Verdict.ECHEC for result in results),
            "version": __version__,
            "systeme": platform.platform(),
            "controles": [
                {
                    "controle": result.controle,
                    "titre": result.titre,
                    "verdict": result.verdict,
                    "detail": result.detail,
                    "duree_ms": result.duree_ms,
                }
                for result in results
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
