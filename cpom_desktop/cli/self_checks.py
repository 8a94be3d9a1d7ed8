"""What `cpom self-test` checks, one function each: a dossier from its creation to its print.

Each takes the private folder and returns, in French, what it found; a fault is an `ErreurCpom`.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import (
    former_dossiers,
    open_workspace,
    protector,
    workspace_from_dump,
    workspace_from_identity,
)
from cpom_desktop.cli.self_resources import (
    check_components,
    check_files,
    check_fonts,
    check_icons,
    check_themes,
    failed,
    is_installed,
    resources_folder,
)
from cpom_desktop.cli.self_test import Check, NotChecked
from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.errors import DossierProtege, ErreurCpom, RapportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.inventory.parts import interpreter
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.dump import dump
from cpom_desktop.services.operations import UpdateEtablissement
from cpom_desktop.services.protection import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cpom_desktop.cli.self_test import WindowCheck
    from cpom_desktop.reports.maker import Prepared
    from cpom_desktop.services.documents import Written
    from cpom_desktop.services.workspace import Workspace

DOSSIER = "Essai.cpom"
NO_QT = "sans-qt"
PASSWORD = "genêt-ardoise-7-pontons-Lilas"  # noqa: S105 - of a dossier made to be erased
PLAIN = b"SQLite format 3"
HEADER, WRITE_VERSION, READ_VERSION, ROLLBACK = 20, 18, 19, 1
"""Of a SQLite file: bytes read, where the two versions of its format are, that of a journal."""
EDITED = "Résidence d’essai – œuvre à 100 €"


def all_checks(window: WindowCheck | None) -> tuple[Check, ...]:
    """Return every check, in an order in which the first to fail says most."""
    return (
        Check("fichiers", _("Fichiers du logiciel"), check_files),
        Check("contenus", _("Contenus"), check_packs),
        Check("composants", _("Composants"), check_components),
        Check("polices", _("Polices"), check_fonts),
        Check("icones", _("Icônes"), check_icons),
        Check("themes", _("Thèmes"), check_themes),
        Check("creation", _("Création d'un dossier"), check_creation),
        Check("modification", _("Modifier, annuler, rétablir"), check_edit, "creation"),
        Check("reouverture", _("Fermer et rouvrir"), check_reopening, "creation"),
        Check("moteurs", _("Moteurs"), check_engines, "creation"),
        Check(
            "mot-de-passe", _("Dossier protégé par un mot de passe"), check_password, "creation"
        ),
        Check("verification", _("Vérification du dossier"), check_dossier, "creation"),
        Check("export-json", _("Export et relecture"), check_dump, "creation"),
        Check("anciens-formats", _("Anciens formats"), check_former_formats),
        Check("documents", _("Documents"), check_documents, "creation"),
        Check("fenetre", _("Fenêtre"), partial(check_window, window), "creation"),
    )


@contextmanager
def _opened(
    path: Path, *, read_only: bool = False, secret: Secret | None = None
) -> Iterator[Workspace]:
    backups = path.parent / "sauvegardes"
    workspace = open_workspace(path, read_only=read_only, backups=backups, secret=secret)
    try:
        yield workspace
    finally:
        workspace.close()


def check_packs(_folder: Path) -> str:
    """Read every pack and follow every link."""
    content = Content.bundled()
    faults = check_links(content)
    if faults:
        raise content.invalid(faults)
    packs = ngettext("{n} contenu", "{n} contenus", len(content.packs))
    return _("{packs}, {n} fichiers lus, liens suivis", packs=packs, n=len(embed()))


def check_creation(folder: Path) -> str:
    """Create the demonstration dossier; nothing else is left beside it."""
    identity = resources_folder() / "demonstration" / "les-tilleuls.toml"
    workspace = workspace_from_identity(folder / DOSSIER, identity.read_text("utf-8"))
    snapshot = workspace.snapshot
    workspace.close()
    _only_dossiers(folder)
    return _(
        "{nom}, {taches} tâches, {lignes} activités",
        nom=snapshot.etablissement.nom,
        taches=len(snapshot.tasks),
        lignes=len(snapshot.raci_activites),
    )


def _only_dossiers(folder: Path) -> None:
    """Refuse what a closed dossier leaves beside it: journal, lock, half-written file."""
    left = sorted(path.name for path in folder.iterdir() if path.suffix != ".cpom")
    if left:
        raise failed(
            _("des fichiers restent à côté du dossier fermé : {noms}.", noms=", ".join(left))
        )


def check_edit(folder: Path) -> str:
    """Change a name, undo it, redo it."""
    with _opened(folder / DOSSIER) as workspace:
        before = workspace.snapshot.etablissement.nom
        workspace.run(UpdateEtablissement(nom=EDITED))
        names = [workspace.snapshot.etablissement.nom]
        for replay in (workspace.undo, workspace.redo):
            replay()
            names.append(workspace.snapshot.etablissement.nom)
    _expect(names, [EDITED, before, EDITED])
    return _("valeurs retrouvées")


def check_reopening(folder: Path) -> str:
    """Find after a new opening what was written, and undo what was done before it."""
    _only_dossiers(folder)
    with _opened(folder / DOSSIER) as workspace:
        kept = workspace.snapshot.etablissement.nom
        workspace.undo()
        undone = workspace.snapshot.etablissement.nom
        workspace.redo()
    _expect([kept, undone == EDITED], [EDITED, False])
    return _("saisie gardée, annulation encore possible")


def _expect(found: Sequence[object], expected: Sequence[object]) -> None:
    if found != expected:
        raise failed(
            _("valeur inattendue : {lu}.", lu=str(found)), _("attendu : {x}.", x=str(expected))
        )


def check_dossier(folder: Path) -> str:
    """Check the file as an opening does, and the content that it carries."""
    with _opened(folder / DOSSIER, read_only=True) as workspace:
        faults = check_links(workspace.content)
        if faults:
            raise workspace.content.invalid(faults)
    return _("dossier sain, contenu intégré lisible")


def check_engines(folder: Path) -> str:
    """Tell the versions that keep dossiers, and that none is written in WAL mode.

    Every SQLite before 3.51.3 may damage a file in WAL mode (the « WAL-reset » fault); a
    dossier never is, whatever the version.
    """
    header = (folder / DOSSIER).read_bytes()[:HEADER]
    if header[WRITE_VERSION] != ROLLBACK or header[READ_VERSION] != ROLLBACK:
        raise failed(_("le dossier d'essai est écrit dans un mode qui n'est pas sûr (WAL)."))
    python, sqlite = interpreter()
    protected = import_module("sqlcipher3").sqlite_version
    return _(
        "Python {python}, SQLite {sqlite}, {protege} pour les dossiers protégés ; jamais de WAL",
        python=python.version,
        sqlite=sqlite.version,
        protege=protected,
    )


def check_password(folder: Path) -> str:
    """Protect a copy of the dossier, fail to read it without its password, then read it."""
    place = folder / "protege"
    place.mkdir()
    path = place / DOSSIER
    path.write_bytes((folder / DOSSIER).read_bytes())
    done = protector(place / "sauvegardes").convert(path, Secret(), PASSWORD, lambda _n, _of: None)
    if done.key is not None:
        done.key.release()
    if path.read_bytes()[: len(PLAIN)] == PLAIN:
        raise failed(_("le dossier protégé se lit sans mot de passe."))
    _expect([_refused(path, Secret(f"{PASSWORD}!")), _refused(path, None)], [True, True])
    with _opened(path, read_only=True, secret=Secret(PASSWORD)) as workspace:
        _expect([workspace.snapshot.etablissement.nom], [EDITED])
    return _("chiffré, refusé sans son mot de passe, rouvert avec lui")


def _refused(path: Path, secret: Secret | None) -> bool:
    try:
        with _opened(path, read_only=True, secret=secret):
            return False
    except DossierProtege:
        return True


def check_dump(folder: Path) -> str:
    """Write the dossier as JSON, load it elsewhere, and write the same JSON again."""
    with _opened(folder / DOSSIER, read_only=True) as workspace:
        first = dump(workspace.snapshot, workspace.uuid)
    copy = workspace_from_dump(folder / "Copie.cpom", first)
    second = dump(copy.snapshot, copy.uuid)
    copy.close()
    if first != second:
        raise failed(_("le dossier relu diffère de celui qui a été exporté."))
    return _("copie identique, {n} Ko", n=len(first) // 1000)


def check_former_formats(folder: Path) -> str:
    """Open an empty dossier of each earlier format: it is brought to the present one."""
    place = folder / "anciens"
    place.mkdir()
    migrated = 0
    for path in former_dossiers(place, EDITED):
        for _opening in ("migration", "present format"):
            with _opened(path) as workspace:
                _expect([workspace.snapshot.etablissement.nom], [EDITED])
        migrated += 1
    if not migrated:
        return _("aucun avant celui-ci")
    return ngettext("{n} format repris", "{n} formats repris", migrated)


def check_documents(folder: Path) -> str:
    """Print every document of the catalogue, write its other files, and read each again."""
    place = folder / "documents"
    place.mkdir()
    maker, pages, others = Documents(), 0, 0
    with _opened(folder / DOSSIER, read_only=True) as workspace:
        catalogue = maker.catalogue()
        for info in catalogue:
            for kind in info.formats:
                options = DocumentOptions(format=kind)
                path = place / f"{info.slug}.{kind}"
                written = _written(maker.prepare(workspace, info.slug, options), path)
                if written is None:
                    continue
                if kind is DocumentFormat.PDF:
                    _read_again(written.path, written.count)
                    pages += written.count
                else:
                    others += 1
    return _(
        "{n} documents imprimés et relus, {pages} pages ; {autres} autres fichiers relus",
        n=len(catalogue),
        pages=pages,
        autres=others,
    )


def _written(prepared: Prepared, path: Path) -> Written | None:
    """Write a document; None where it has no table yet to make a workbook of."""
    try:
        return prepared.write(path)
    except RapportImpossible as refused:
        if refused.code == "sans-tableau":
            return None
        raise


def _read_again(path: Path, pages: int) -> None:
    import pikepdf  # noqa: PLC0415 - 50 ms, at first use

    with pikepdf.open(path) as pdf:
        fonts = {str(name) for page in pdf.pages for name in page.Resources.get("/Font", {})}
        if len(pdf.pages) != pages or not pages or not fonts or "/Lang" not in pdf.Root:
            raise failed(_("le document {nom} ne se relit pas.", nom=path.name))


def check_window(check: WindowCheck | None, folder: Path) -> str:
    """Have the window check itself, where Qt can be: always in an installed program."""
    if check is None:
        raise NotChecked(_("cette commande est lancée sans la fenêtre"))
    try:
        return check(folder / DOSSIER, folder / "reglages.ini")
    except ErreurCpom as error:
        if error.code == NO_QT and not is_installed():
            raise NotChecked(f"{error.sentence} {error.detail}") from error
        raise
