"""Assembly: what opens a dossier and makes a document, given to the window and to the commands."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.clock import system_clock
from cpom_desktop.content.packs import embed, is_regional
from cpom_desktop.errors import (
    DisquePlein,
    DossierCorrompu,
    ErreurStockage,
    LectureSeule,
    PackInvalide,
)
from cpom_desktop.services.workspace import Workspace
from db.creation import draft_dossier
from db.migrations import SCHEMA_VERSION
from db.store import open_dossier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.copies_de_travail import Lieux
    from cpom_desktop.services.ports import Backups, Extraction
    from cpom_desktop.services.protection import Protector, Secret
    from cpom_desktop.services.recuperation import Rescue
    from cpom_desktop.services.restorer import Restorer
    from db.keys import DossierKey
    from db.store import DossierStore


def open_workspace(
    path: Path,
    *,
    read_only: bool = False,
    take_over: bool = False,
    clock: Clock = system_clock,
    backups: Path | None = None,
    secret: Secret | None = None,
) -> Workspace:
    """Open a dossier, every row and every text of its content read before it is given.

    `backups`: where backups are kept, that of the computer when not given.
    `secret`: what opens a protected one, when nothing holds its key yet: see `protector`.

    Raises:
        DossierProtege: its password is to be given, or is not the right one.
        ErreurStockage: with its French sentence; nothing was written, the file is closed.
    """
    root = backups_folder if backups is None else partial(Path, backups)
    key = None if secret is None else protector().unlock(path, secret)
    try:
        storage = open_dossier(path, clock, read_only=read_only, take_over=take_over, backups=root)
        kept = None if read_only else partial(_backups, storage, root, clock)
        return _checked(Workspace(storage, clock, kept, partial(_extraction, root)))
    except DossierCorrompu:
        _suspect(path, root(), clock)
        raise
    finally:
        if key is not None:
            key.release()  # the open dossier holds it, or nobody


def protector(root: Path | None = None, *, clock: Clock = system_clock) -> Protector:
    """Return what protects dossiers by a password; `root` as in `open_workspace`."""
    from db.conversion import FolderProtector  # noqa: PLC0415 - for a protected dossier only

    return FolderProtector(root or backups_folder(), clock)


def _checked(workspace: Workspace) -> Workspace:
    try:
        _check_content(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _suspect(path: Path, root: Path, clock: Clock) -> None:
    """Have the backups of a file that does not open all kept."""
    from db.restore import FolderRestorer  # noqa: PLC0415 - for a damaged file only

    FolderRestorer(root, clock).suspect(path)


def _backups(storage: DossierStore, root: Callable[[], Path], clock: Clock) -> Backups:
    from db.backups import FolderBackups  # noqa: PLC0415 - with the first backup

    return FolderBackups(storage, root(), clock)


def _extraction(root: Callable[[], Path]) -> Extraction:
    from cpom_desktop.reports.writer import write_file  # noqa: PLC0415 - with the first file
    from db.extraction import PrivateFolder  # noqa: PLC0415

    return PrivateFolder(lambda: root().parent, write_file)


def restorer(root: Path | None = None, *, clock: Clock = system_clock) -> Restorer:
    """Return what finds backups and puts them back; `root` as in `open_workspace`."""
    from db.restore import FolderRestorer  # noqa: PLC0415 - when she asks for a backup

    return FolderRestorer(root or backups_folder(), clock)


def lieux(root: Path | None = None, *, clock: Clock = system_clock) -> Lieux:
    """Return what knows places and working copies; `root` as in `open_workspace`."""
    from db.lieux import LocalPlaces  # noqa: PLC0415 - with a dossier shown

    return LocalPlaces(root or backups_folder(), clock)


def rescue(
    damaged: Path,
    target: Path,
    checkpoint: Callable[[], None] | None = None,
    *,
    clock: Clock = system_clock,
) -> Rescue:
    """Write into a new file all that can be read of a damaged one, and its report beside.

    The damaged file is not touched; where `checkpoint` raises, nothing is left.

    Raises:
        ErreurStockage: nothing is left of a dossier, or no room for the new file.
        RapportImpossible: the new file is there, its report could not be written.
    """
    from cpom_desktop.reports.writer import write_file  # noqa: PLC0415 - for a damaged file only
    from cpom_desktop.services.documents import no_checkpoint  # noqa: PLC0415
    from cpom_desktop.services.recuperation import report  # noqa: PLC0415
    from db.rescue import rescue as save  # noqa: PLC0415

    found = save(damaged, target, clock, checkpoint or no_checkpoint)
    write_file(target.with_name(f"{target.name}.txt"), report(found).encode(), private=True)
    return found


def backups_folder() -> Path:
    """Return where this computer keeps the backups of every dossier."""
    from platformdirs import user_data_path  # noqa: PLC0415 - with the first dossier

    return user_data_path("CPOM Desktop", appauthor=False) / "sauvegardes"


def _check_content(workspace: Workspace) -> None:
    """Refuse a dossier whose packs do not read; those of the application need no reading."""
    packs = workspace.snapshot.packs_integres
    texts = {f"{pack.pack}/{pack.fichier}": pack.texte for pack in packs}
    ours = {name: text for name, text in texts.items() if not is_regional(name)}
    known = not texts or ours == embed()
    if known and len(ours) == len(texts):
        return
    try:
        if known:
            from cpom_desktop.content.regional import (  # noqa: PLC0415 - with a region's grid
                load_regional,
            )

            load_regional(workspace.content)
        else:
            workspace.content.load_everything()
    except PackInvalide as error:
        raise DossierCorrompu(
            "M-02", error.sentence, remedy=error.remedy, detail=error.detail
        ) from error


def new_workspace(path: Path, nom: str, *, clock: Clock = system_clock) -> Workspace:
    """Create a dossier at `path` for the establishment `nom`, and open it.

    Raises:
        ErreurStockage, RegleInvalide: nothing is left behind.
    """
    from cpom_desktop.services.operations import StartDossier  # noqa: PLC0415 - a new file

    with _created(path, clock) as workspace:
        workspace.run(StartDossier(nom=nom, packs=embed()))
    return open_workspace(path, clock=clock)


def former_dossiers(folder: Path, nom: str) -> Iterator[Path]:
    """Write an empty dossier as each earlier version made it; yield where, the oldest first."""
    from db.former import make_former  # noqa: PLC0415 - self-test only

    for version in range(1, SCHEMA_VERSION):
        path = folder / f"format {version}.cpom"
        make_former(path, version, nom)
        yield path


def workspace_from_identity(path: Path, text: str, *, clock: Clock = system_clock) -> Workspace:
    """Create the dossier that an identity file describes, as the assistant would.

    Raises:
        ImportImpossible, ErreurStockage, RegleInvalide: nothing is left behind.
    """
    with _created(path, clock) as workspace:
        _identify(workspace, text)
    return open_workspace(path, clock=clock)


def _identify(workspace: Workspace, text: str) -> None:
    """Fill a new dossier from an identity file."""
    from cpom_desktop.services.identity import (  # noqa: PLC0415 - commands only
        identity_operations,
        read_identity,
    )
    from cpom_desktop.services.operations import StartDossier  # noqa: PLC0415 - a new file

    data = read_identity(text)
    workspace.run(StartDossier(nom=data["etablissement"]["nom"], packs=embed()))
    for operation in identity_operations(data, workspace.snapshot):
        workspace.run(operation)


def demonstration_workspace(path: Path, *, clock: Clock = system_clock) -> Workspace:
    """Create the demonstration « Les Tilleuls » as it stands on its day of reference.

    Raises:
        ImportImpossible, ErreurStockage, RegleInvalide: nothing is left behind.
    """
    from cpom_desktop.services.demonstration import (  # noqa: PLC0415 - asked for only
        FillDemonstration,
        demonstration_texts,
        identity_text,
        read_demonstration,
    )

    data = read_demonstration(demonstration_texts())
    with _created(path, clock) as workspace:
        _identify(workspace, identity_text())
        workspace.run(FillDemonstration(data=data))
        for key, place in data.reprise.places.items():
            workspace.set_resume(key, place)
    return open_workspace(path, clock=clock)


def workspace_from_dump(
    path: Path, data: bytes, *, clock: Clock = system_clock, key: DossierKey | None = None
) -> Workspace:
    """Create the dossier that a JSON file holds, protected under a key if one is given.

    Raises:
        ImportImpossible, ErreurStockage: nothing is left behind.
    """
    from cpom_desktop.services.dump import LoadDump, read_dump  # noqa: PLC0415 - commands only

    found = read_dump(data)
    with _created(path, clock, found.uuid, key) as workspace:
        workspace.run(LoadDump(tables=found.tables, contenus=found.contenus))
    return open_workspace(path, clock=clock)


def write_pack(path: Path, texts: Mapping[str, str]) -> None:
    """Write a pack to share, and read it again.

    Raises:
        DisquePlein, LectureSeule, RapportImpossible: the former file is intact.
        ImportImpossible: what was written does not read back.
    """
    from cpom_desktop.imports.pack_file import (  # noqa: PLC0415 - with a pack only
        pack_bytes,
        read_pack_file,
    )
    from cpom_desktop.reports.writer import write_file  # noqa: PLC0415

    write_file(path, pack_bytes(texts))
    read_pack_file(path)


def save_copy(workspace: Workspace, path: Path, *, clock: Clock = system_clock) -> None:
    """Write an open dossier to a new file: with its history, else from what is in memory.

    Raises:
        ErreurStockage: `existe-deja`, or what the place says; nothing is left there.
    """
    try:
        workspace.copy_to(path)
    except ErreurStockage as error:
        if isinstance(error, DisquePlein | LectureSeule) or error.code == "existe-deja":
            raise
        from cpom_desktop.services.dump import dump  # noqa: PLC0415 - the file does not read

        data = dump(workspace.known, workspace.uuid, workspace.readable_files())
        workspace_from_dump(path, data, clock=clock, key=_key_of(workspace)).close()


def _key_of(workspace: Workspace) -> DossierKey | None:
    """Return the key of an open dossier: a copy of a protected one is protected too."""
    if workspace.key is None:
        return None
    from db.keys import DossierKey  # noqa: PLC0415 - a protected dossier only

    assert isinstance(workspace.key, DossierKey)
    return workspace.key


@contextlib.contextmanager
def _created(
    path: Path, clock: Clock, uuid: str = "", key: DossierKey | None = None
) -> Iterator[Workspace]:
    """Give a new dossier to fill; what fills it is not undoable, and a refusal removes it."""
    with draft_dossier(path, clock, uuid=uuid, key=key) as storage:
        workspace = Workspace(storage, clock)
        yield workspace
        workspace.forget_undo()
