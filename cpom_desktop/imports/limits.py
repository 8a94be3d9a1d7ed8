"""Every bound of the files of other programs, in one place: what is beyond is refused in words.

Source: reliability §3.2 (T4 to T6); what a hostile file costs beyond them is in docs/surete.md.
"""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 10_000_000
"""Of a file of a spreadsheet or of contacts."""
MOST_ROWS: Final = 120_000
"""Lines of a file of figures."""
MOST_CONTACTS: Final = 10_000
"""Lines or cards of a file of contacts."""
MOST_COLUMNS: Final = 60
"""Columns of a workbook or of contacts that are looked at."""
MOST_FIELDS: Final = 1_000
"""Cells of a line of text: a list has not as many."""
MOST_CELL: Final = 2_000
"""Characters of a cell; its end is left out."""

MOST_ENTRIES: Final = 2_000
"""Parts of a workbook."""
MOST_UNPACKED: Final = 200_000_000
MOST_RATIO: Final = 100
SMALL_BYTES: Final = 10_000_000
"""Under this size a file may be compressed as much as it likes."""
MOST_PART: Final = 60_000_000
"""Bytes of a part that is read as it comes: cells, texts."""
MOST_WHOLE: Final = 4_000_000
"""Bytes of a part that is held whole: styles, relations."""
MOST_MARKS: Final = 6_000_000
"""Signs « < » and « = » of a part, some 800 000 cells: each costs memory, whatever its size."""
MOST_WHOLE_MARKS: Final = 300_000
MOST_MARKS_IN_ALL: Final = 12_000_000
MOST_OPENED: Final = 600
"""Times that a part is asked for: one to three a sheet."""
LOOKED_AT: Final = 20
"""Sheets among which the first filled one is taken."""

LONGEST_LINE: Final = 100_000
"""Characters of a line of a card; its end is left out: a picture, which is not taken."""
LONGEST_HEAD: Final = 1_000
"""Characters before the value of a line of a card."""
MOST_PROPERTIES: Final = 100
"""Lines of a card that are kept."""

MOST_PACKED: Final = 5_000_000
"""Bytes of the file of a region; those of its texts are in `content.regional`."""
MOST_PACK_ENTRIES: Final = 20
