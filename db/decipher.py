"""The sound pages of a damaged protected file, deciphered one by one, without SQLCipher.

SQLCipher reads nothing more once a page does not agree with its signature. Here each page that
does is deciphered by itself, and any other is left empty: it loses only what it held. The cipher
is none of ours: a page is what PDF calls an encrypted stream (AES-256-CBC, the first sixteen
bytes are the initial vector), and qpdf, which the program has for its documents, deciphers it.
Sources: SQLCipher design, « Page format »; ISO 32000-2, 7.6.3 and 7.6.5 (AESV3); qpdf manual,
`--password-is-hex-key`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from db.keys import HMAC_SIZE, MAGIC, PAGE_SIZE, SALT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.keys import DossierKey

IV_SIZE = 16
RESERVED = IV_SIZE + HMAC_SIZE
"""Bytes at the end of each page that hold nothing of the dossier."""
AT_ONCE = 2_000
"""Pages of one PDF: about eight megabytes."""
FIRST_STREAM = 3
"""Number of its first stream, after its catalogue and what says how it is encrypted."""
ZEROS = b"<" + b"00" * 48 + b">"
ENCRYPTION = (
    b"<</Filter/Standard/V 5/R 6/Length 256/P -4/O %b/U %b/OE %b/UE %b/Perms <%b>"
    b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"
) % (ZEROS, ZEROS, ZEROS[:65] + b">", ZEROS[:65] + b">", b"00" * 16)
"""The passwords that it speaks of are not asked for: the key itself is given."""


class Deciphered(NamedTuple):
    """A file as it would be without its password, and the numbers of its pages left empty."""

    data: bytes
    bad: frozenset[int]


def decipher(data: bytes, key: DossierKey) -> Deciphered:
    """Return the pages of a protected file that agree with a key; the others are empty."""
    pages = {
        number: data[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        for number in range(1, 1 + -(-len(data) // PAGE_SIZE))
    }
    sound = [number for number, page in pages.items() if key.fits(page, number)]
    plain = dict.fromkeys(pages, bytes(PAGE_SIZE))
    for first in range(0, len(sound), AT_ONCE):
        some = sound[first : first + AT_ONCE]
        streams = [_stream(pages[number], number) for number in some]
        for number, text in zip(some, _opened(streams, key), strict=True):
            head = MAGIC if number == 1 else b""
            plain[number] = head + text + bytes(RESERVED)
    return Deciphered(b"".join(plain.values()), frozenset(pages) - frozenset(sound))


def _stream(page: bytes, number: int) -> bytes:
    """Return the initial vector of a page, then what is encrypted of it."""
    start = SALT_SIZE if number == 1 else 0
    end = PAGE_SIZE - RESERVED
    return page[end : end + IV_SIZE] + page[start:end]


def _opened(streams: Sequence[bytes], key: DossierKey) -> Iterator[bytes]:
    """Yield each stream deciphered."""
    import pikepdf  # noqa: PLC0415 - for a damaged protected file only

    with pikepdf.open(
        _as_pdf(streams), password=key.cipher, hex_password=True, attempt_recovery=False
    ) as pdf:
        for number, stream in enumerate(streams, FIRST_STREAM):
            text = pdf.get_object((number, 0)).read_raw_bytes()
            cut = len(stream) - IV_SIZE - len(text)  # what looks like the padding of a PDF
            yield text + bytes((cut,)) * cut


def _as_pdf(streams: Sequence[bytes]) -> io.BytesIO:
    """Return a PDF without a page, of encrypted streams."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-2.0\n")
    bodies = (b"<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>", ENCRYPTION)
    wrapped = (b"<</Length %d>>stream\n%b\nendstream" % (len(each), each) for each in streams)
    for number, body in enumerate((*bodies, *wrapped), 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start, count = out.tell(), len(places) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    end = b"trailer<</Size %d/Root 1 0 R/Encrypt 2 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n"
    out.write(end % (count, start))
    out.seek(0)
    return out
