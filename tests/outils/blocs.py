"""One block of each kind, for the tests that must know them all."""

from __future__ import annotations

import struct
import zlib

from cpom_desktop.charts.scene import Rect, Scene
from cpom_desktop.reports.blocks import (
    Blank,
    BulletList,
    Callout,
    Closing,
    Contents,
    Cover,
    Figure,
    Fitted,
    Heading,
    KeyValues,
    Legend,
    Letterhead,
    Logo,
    PageBreak,
    Pages,
    Paragraph,
    Party,
    Signatures,
    Slip,
    Stressed,
    Table,
)
from tests.outils.pages import amounts, badge


def png(width=40, height=20):
    """Return a white picture."""

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    lines = (b"\0" + b"\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


LOGO = Logo(png(), "Logo de l’association")
SLIP = Slip(
    "Coupon de réponse",
    "À renvoyer",
    ((Blank("Nom :", line=True, share=1.0),), (Blank("sera présent", box=True, share=0.5),)),
)
SAMPLES = {
    Heading: Heading("Périmètre"),
    Paragraph: Paragraph("Un texte.\n- un\n- deux"),
    Stressed: Stressed((("avant le ", False), ("5 avril", True))),
    BulletList: BulletList(("une force", "une faiblesse")),
    KeyValues: KeyValues((("Établissement", "Les Tilleuls"), ("Date", ""))),
    Callout: Callout("À vérifier", "Le PGFP n’est pas équilibré.", "attention"),
    Table: amounts(3),
    Legend: Legend(((badge("R"), "responsable"), (badge("C"), "consulté"))),
    Figure: Figure(Scene(40, 20, (Rect(5, 5, 10, 5, "barre-faite"),)), "Une barre de 10 mm"),
    Signatures: Signatures((("Jeanne Aubert", "Présidente"), ("", "ARS"))),
    Letterhead: Letterhead(("EHPAD", "1, rue"), ("Madame X", "ARS"), "Tours, le 2 mars", LOGO),
    Closing: Closing("La directrice,", "Claire Morel"),
    Slip: SLIP,
    PageBreak: PageBreak(landscape=True),
    Fitted: Fitted((Paragraph("au long"),), (Paragraph("court"),)),
    Cover: Cover(
        ("Association",), "Contrat", "CPOM", ("Dossier",), (Party("ARS", ("A",)),), "x", LOGO
    ),
    Contents: Contents("Sommaire"),
    Pages: Pages("Suite du dossier", (("journal", "Journal"),), "Imprimé seul."),
}
