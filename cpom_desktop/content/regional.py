"""The pack of a region: which files it may hold, and every fault of them at once.

It is checked beside the packs of the dossier that takes it: its sources may be theirs.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from cpom_desktop.content.decode import decode, parse
from cpom_desktop.content.links import facts_in
from cpom_desktop.content.links_grille import check_grille
from cpom_desktop.content.links_objectifs import THEME, check_objectifs
from cpom_desktop.content.links_relations import duplicates, unknown
from cpom_desktop.content.packs import PACKS, REPLACEABLE, leaving
from cpom_desktop.content.schema import FORMAT, PackFile, PackInfo, SourcesFile
from cpom_desktop.content.schema_grille import GrilleFile
from cpom_desktop.content.schema_objectifs import ObjectifsRegionFile
from cpom_desktop.errors import PackInvalide
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from cpom_desktop.content.loader import Content

F = TypeVar("F", bound=Struct)

INFO, SOURCES = "pack.toml", "sources.toml"
GRILLE, OBJECTIFS = "grille.toml", "objectifs.toml"
KINDS: Mapping[str, type[PackFile | PackInfo]] = {
    INFO: PackInfo,
    GRILLE: GrilleFile,
    OBJECTIFS: ObjectifsRegionFile,
    SOURCES: SourcesFile,
}
"""Files that the pack of a region may hold."""
THEMES = tuple(f"{theme}.toml" for theme in REPLACEABLE)
MOST_BYTES = 2_000_000
"""Of one file; the grid of the kit has 60 000."""
MOST_CRITERES, MOST_OBJECTIFS, MOST_TEXT, LONGEST_ID = 600, 300, 4_000, 60
HERS = "propre-"
"""Opens the slug of a criterion that she adds."""


def read_regional(files: Mapping[str, str], base: Content) -> Content:
    """Return the content of a dossier with the pack of a region.

    Args:
        files: file → text.
        base: the content of the dossier; what it has of other regions stays, but for the themes
            that this pack has too.
    Raises:
        PackInvalide: `pack-regional`, with every fault of every file in `values["fautes"]`.
    """
    faults = tuple(_faults(files, base))
    if faults:
        raise refused(faults)
    return _pair(files, decode(INFO, files[INFO], PackInfo), base)


def _pair(files: Mapping[str, str], info: PackInfo, base: Content) -> Content:
    named = {f"{info.id}/{name}": text for name, text in files.items()}
    gone = leaving(base.regional, named)
    return base.with_files(named, kept=[name for name in base.regional if name not in gone])


def load_regional(content: Content) -> None:
    """Read what a dossier carries of a region, and nothing of ours but the bibliography.

    Raises:
        PackInvalide: it does not read.
    """
    for theme in content.replaced:
        content.origin(theme)
        getattr(content, theme)
    content.source_files  # noqa: B018 - read for its faults


def refused(faults: tuple[str, ...]) -> PackInvalide:
    """Return the refusal of a pack, with its faults in French, file and key."""
    sentence = _("Ce fichier ne peut pas être pris :")
    return PackInvalide(
        "pack-regional",
        "\n".join([sentence, *faults]),
        remedy=_(
            "Rien n'a changé : la grille et les objectifs du dossier sont gardés. "
            "Transmettez cette liste à la personne qui vous a envoyé le fichier."
        ),
        fautes=faults,
    )


def _faults(files: Mapping[str, str], base: Content) -> Iterator[str]:
    """Yield the faults of the names, then of each file, then of what they say of each other."""
    if later := _later_format(files):
        yield later
        return
    yield from _of_names(files)
    faults: list[str] = []
    ours = base.with_files({}).sources.keys()
    info = _read(INFO, files, PackInfo, faults)
    sources = _read(SOURCES, files, SourcesFile, faults)
    grille = _read(GRILLE, files, GrilleFile, faults)
    objectifs = _read(OBJECTIFS, files, ObjectifsRegionFile, faults)
    yield from faults
    if info is not None:
        yield from _of_info(info)
    if sources is not None:
        yield from _of_sources(sources, ours)
    if grille is not None:
        yield from _of_grille(grille)
    if faults or info is None:
        return
    known = [*ours, *(source.cle for source in sources.sources)] if sources else [*ours]
    read = ((GRILLE, grille), (OBJECTIFS, objectifs), (SOURCES, sources))
    for name, file in read:
        if file is not None:
            yield from _of_facts(name, file, info, known)
    if objectifs is not None:
        yield from _of_objectifs(objectifs, _pair(files, info, base))


def _of_names(files: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(files.keys() - KINDS.keys()):
        yield _("{name} : ce fichier n'est pas attendu", name=name)
    if INFO not in files:
        yield _("{name} : ce fichier manque", name=INFO)
    if not any(name in files for name in THEMES):
        yield _("{name} : ce fichier manque", name=" ou ".join(THEMES))


def _later_format(files: Mapping[str, str]) -> str:
    """Return that the files were written for a later version, which alone can read them."""
    try:
        wanted = parse(INFO, files.get(INFO, "")).get("format", FORMAT)
    except PackInvalide:
        return ""
    if not isinstance(wanted, int) or wanted <= FORMAT:
        return ""
    return _(
        "{name}, clé « format » : ce fichier demande une version plus récente de CPOM Desktop "
        "(format {n}, celle-ci lit le format {nous})",
        name=INFO,
        n=wanted,
        nous=FORMAT,
    )


def _of_objectifs(file: ObjectifsRegionFile, pair: Content) -> Iterator[str]:
    """Yield the faults of the objectives beside those of the kit, which have none."""
    if not file.objectifs:
        yield _("{name} : il n'a aucun objectif", name=OBJECTIFS)
    if len(file.objectifs) > MOST_OBJECTIFS:
        yield _("{name} : {n} objectifs au plus", name=OBJECTIFS, n=MOST_OBJECTIFS)
    ours = {objectif.slug for objectif in pair.objectifs_du_kit.objectifs}
    for objectif in file.objectifs:
        if objectif.slug in ours:
            yield _("{name}, « {cle} » : le kit a déjà cette clé", name=OBJECTIFS,
                    cle=objectif.slug)  # fmt: skip
    for fault in check_objectifs(pair):
        yield f"{OBJECTIFS}{fault.removeprefix(THEME)}"


def _read(name: str, files: Mapping[str, str], kind: type[F], faults: list[str]) -> F | None:
    """Return a file read strictly; None, its faults told, when it is not there or cannot be."""
    if name not in files:
        return None
    if len(files[name]) > MOST_BYTES:
        faults.append(_("{name} : le fichier est trop gros", name=name))
        return None
    try:
        return decode(name, files[name], kind)
    except PackInvalide as error:
        told = error.values["fautes"]
        faults += map(str, told) if isinstance(told, tuple) else ()
    return None


def _of_info(info: PackInfo) -> Iterator[str]:
    if info.id.replace("-", "_") in PACKS:
        yield _("{name}, clé « id » : « {id} » est réservé", name=INFO, id=info.id)
    if len(info.id) > LONGEST_ID:
        yield _("{name}, clé « id » : {n} caractères au plus", name=INFO, n=LONGEST_ID)


def _of_sources(sources: SourcesFile, ours: Set[str]) -> Iterator[str]:
    keys = [source.cle for source in sources.sources]
    yield from duplicates(SOURCES, keys)
    for key in sorted(ours & set(keys)):
        yield _("{name}, « {cle} » : le kit a déjà cette clé", name=SOURCES, cle=key)


def _of_grille(grille: GrilleFile) -> Iterator[str]:
    yield from check_grille(grille, GRILLE)
    if len(grille.criteres) > MOST_CRITERES:
        yield _("{name} : {n} critères au plus", name=GRILLE, n=MOST_CRITERES)
    for critere in grille.criteres:
        if critere.slug.startswith(HERS):
            yield _(
                "{name}, « {slug} » : un identifiant ne commence pas par « {debut} »",
                name=GRILLE,
                slug=critere.slug,
                debut=HERS,
            )


def _of_facts(name: str, file: PackFile, info: PackInfo, known: list[str]) -> Iterator[str]:
    """Yield what facts lean on that nobody described, days to come, and texts without end."""
    for fact in facts_in(file):
        where = str(getattr(fact, "slug", "") or getattr(fact, "texte", "") or name)
        yield from unknown(_("{name}, source", name=name), where, [fact.source], known)
        if fact.verifie_le > info.date:
            yield _(
                "{name}, « {where} » : vérifié après la date du fichier", name=name, where=where
            )
    for where, text in _texts(file, ""):
        if len(text) > MOST_TEXT:
            yield _(
                "{name}, clé « {cle} » : {n} caractères au plus",
                name=name,
                cle=where,
                n=MOST_TEXT,
            )


def _texts(entry: Struct, key: str) -> Iterator[tuple[str, str]]:
    """Yield every text with its key."""
    for field in entry.__struct_fields__:
        value, where = getattr(entry, field), f"{key}{field}"
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, Struct):
            yield from _texts(value, f"{where}.")
        elif isinstance(value, tuple):
            parts = (
                _texts(v, f"{where}[{n}].")
                for n, v in enumerate(value, 1)
                if isinstance(v, Struct)
            )
            yield from chain.from_iterable(parts)
