"""Reading one file of a pack, strictly: every fault at once, each with its key, in French."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import msgspec
import tomli
from msgspec import Struct

from cpom_desktop.content.reasons import reason, refusal
from cpom_desktop.content.schema import Defauts, Fait
from cpom_desktop.errors import PackInvalide
from cpom_desktop.i18n import _, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgspec.structs import FieldInfo

F = TypeVar("F", bound=Struct)

INHERITED = tuple(field.name for field in msgspec.structs.fields(Defauts))
NAMES = ("slug", "cle", "page", "code", "id", "libelle")


def decode(name: str, text: str, kind: type[F]) -> F:
    """Return the file `name` as a `kind`, its entries completed with the file's defaults.

    Raises:
        PackInvalide: `pack-invalide`, with every fault of the file in `values["fautes"]`.
    """
    data = parse(name, text)
    completed = _inherit(data, kind, _defaults_of(data))
    try:
        return msgspec.convert(completed, kind)
    except msgspec.ValidationError as error:
        faults = tuple(f"{name}, {fault}" for fault in _faults(completed, kind, ""))
        raise pack_invalide(faults or (f"{name}, {refusal(error)}",), detail=str(error)) from error


def parse(name: str, text: str) -> dict[str, Any]:
    """Return the TOML of `text` with its French typeset.

    Raises:
        PackInvalide: the text is not TOML.
    """
    try:
        data = tomli.loads(text)
    except (ValueError, RecursionError) as error:  # a number without end is no TOML error
        raise pack_invalide((_unreadable(name, str(error)),), detail=f"{name}: {error}") from error
    return {key: _typeset(value) for key, value in data.items()}


def _unreadable(name: str, english: str) -> str:
    """Return the fault of a text that is not TOML, with its place when it is told."""
    if found := re.search(r"at line (\d+), column (\d+)", english):
        return _(
            "{name} : ce n'est pas du TOML lisible (ligne {ligne}, colonne {colonne})",
            name=name,
            ligne=found[1],
            colonne=found[2],
        )
    return _("{name} : ce n'est pas du TOML lisible", name=name)


def pack_invalide(
    faults: tuple[str, ...], *, embedded: bool = False, detail: str = ""
) -> PackInvalide:
    """Return the error that tells every fault of one or several files.

    Args:
        faults: in French, with file and key.
        embedded: the files are those that a dossier carries, not the application's.
        detail: for the log; the faults when empty.
    """
    sentence, remedy = (
        (
            _("Le contenu gardé dans ce dossier est illisible :"),
            _("Rouvrez une copie de secours, et gardez ce fichier de côté."),
        )
        if embedded
        else (
            _("Un contenu livré avec l'application est illisible :"),
            _("Réinstallez l'application ; vos dossiers ne sont pas touchés."),
        )
    )
    return PackInvalide(
        "pack-invalide",
        "\n".join([sentence, *faults]),
        remedy=remedy,
        detail=detail or "\n".join(faults),
        fautes=faults,
    )


def _typeset(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    match value:
        case str():
            return typeset(value) if " " in value or "'" in value else value
        case list():
            return [_typeset(item) for item in value]
        case dict():
            return {key: _typeset(item) for key, item in value.items()}
        case _:
            return value


def _defaults_of(data: dict[str, Any]) -> dict[str, Any]:
    defaults = data.get("defauts")
    return _inherited_part(defaults) if isinstance(defaults, dict) else {}


def _inherited_part(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in INHERITED if key in entry}


@cache
def _fields_of(struct: type[Struct]) -> Mapping[str, FieldInfo]:
    """Return the fields of a struct by name; kept, because reading annotations is slow."""
    return {field.name: field for field in msgspec.structs.fields(struct)}


def _inherit(value: Any, kind: Any, defaults: dict[str, Any]) -> Any:  # noqa: ANN401 - any TOML value
    element, struct = _element_of(kind), _struct_of(kind)
    if element is not None and isinstance(value, list):
        return [_inherit(item, element, defaults) for item in value]
    if struct is None or not isinstance(value, dict):
        return value
    own = defaults | _inherited_part(value) if issubclass(struct, Fait) else defaults
    fields = _fields_of(struct)
    filled = {
        key: _inherit(item, fields[key].type, own) if key in fields else item
        for key, item in value.items()
    }
    return own | filled if issubclass(struct, Fait) else filled


@cache
def _struct_of(kind: Any) -> type[Struct] | None:  # noqa: ANN401 - any annotation
    candidates = (kind, *get_args(kind)) if get_origin(kind) is not tuple else ()
    return next((c for c in candidates if isinstance(c, type) and issubclass(c, Struct)), None)


@cache
def _element_of(kind: Any) -> Any:  # noqa: ANN401 - any annotation
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _faults(value: Any, kind: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    element, struct = _element_of(kind), _struct_of(kind)
    if struct is not None and isinstance(value, dict):
        yield from _struct_faults(value, struct, key)
    elif element is not None and isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _faults(item, element, f"{key}[{_name_of(item, number)}]")
    else:
        yield from _value_faults(value, kind, key)


def _struct_faults(value: dict[str, Any], struct: type[Struct], key: str) -> Iterator[str]:
    fields = _fields_of(struct)
    prefix = f"{key}." if key else ""
    for unknown in sorted(value.keys() - fields.keys()):
        yield _("clé « {key} » : elle est inconnue", key=prefix + unknown)
    for name, field in fields.items():
        if name in value:
            yield from _faults(value[name], field.type, prefix + name)
        elif field.required:
            yield _("clé « {key} » : elle manque", key=prefix + name)


def _value_faults(value: Any, kind: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        why = reason(str(error).partition(" - at `$")[0], _allowed(kind))
        yield _("clé « {key} » : {reason}", key=key, reason=why)


def _name_of(item: object, number: int) -> str:
    if not isinstance(item, dict):
        return str(number)
    return next((str(item[name]) for name in NAMES if name in item), str(number))


def _allowed(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in kind)
    parts = ((arg,) if isinstance(arg, str) else _allowed(arg) for arg in get_args(kind))
    return tuple(word for part in parts for word in part)
