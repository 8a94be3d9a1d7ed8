"""Files joined to a PDF, as PDF/A-3 has them: named, typed, dated, told what they are to it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from cpom_desktop.reports.pdf.metadata import Properties


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to join.

    Attributes:
        name: of the file; each has its own.
        mime: its media type.
        told: what it is, in words.
        relation: what it is to the document: its source, or its data in another form.
    """

    name: str
    data: bytes
    mime: str
    told: str
    relation: Literal["Source", "Data"]


def write_attached(pdf: Pdf, files: tuple[Attachment, ...], properties: Properties) -> None:
    """Join files to a document, all dated of its own moment."""
    from pikepdf import Array, Dictionary, String  # noqa: PLC0415 - heavy, at first use

    if not files:
        return
    named = sorted(files, key=lambda file: file.name.encode("utf-16-be"))
    made = {file.name: _specification(pdf, file, properties.pdf_date()) for file in named}
    pairs = [part for name, found in made.items() for part in (String(name), found)]
    names = pdf.make_indirect(Dictionary(Names=Array(pairs)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=names)
    pdf.Root.AF = Array([made[file.name] for file in files])


def _specification(pdf: Pdf, file: Attachment, date: str) -> Object:
    from pikepdf import Dictionary, Name, String  # noqa: PLC0415

    stream = pdf.make_stream(file.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{file.mime}")
    stream.Params = Dictionary(
        Size=len(file.data),
        CreationDate=date,
        ModDate=date,
        CheckSum=String(md5(file.data, usedforsecurity=False).digest()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=file.name,
            UF=file.name,
            Desc=file.told,
            AFRelationship=Name(f"/{file.relation}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def attached_names(pdf: Pdf) -> tuple[str, ...]:
    """Return the names of the files joined to a document, those that read back whole."""
    return tuple(
        str(found.UF)
        for found in pdf.Root.get("/AF", [])
        if len(found.EF.F.read_bytes()) == int(found.EF.F.Params.Size)
    )
