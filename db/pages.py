"""The pages of a damaged file, read as bytes: its rows are found without SQLite's help.

SQLite stops a table at the first page that it cannot read, and may stop the process at a
hostile one. Here each leaf of each table is read by itself, and a damaged page loses only what
it held. Source: SQLite file format, §1.5 to 2.1 (b-tree pages, cells, overflow, records).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value = None | int | float | str | bytes
LEAF, INTERIOR = 0x0D, 0x05
DEFAULT_PAGE = 4096
HEADER = 100
LARGEST_RECORD = 50_000_000
MOST_READ = 20
"""How many times its own size is read of what overflows in a file, at most."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type of an integer → its bytes."""


class Row(NamedTuple):
    """A row of a leaf: its rowid and its values, in the order of the columns."""

    rowid: int
    values: tuple[Value, ...]


class Unreadable(Exception):  # noqa: N818 - told to nobody: a page or a cell is passed over
    """What is there is no page, cell or record."""


class Leaf(NamedTuple):
    """What was read of one leaf: its rows, and how many of its cells were not rows."""

    rows: tuple[Row, ...]
    lost: int


class Tree(NamedTuple):
    """What lies below a root: its leaves, and the pages that are none of a table."""

    leaves: tuple[int, ...]
    bad: frozenset[int]


class Pages:
    """The pages of one file, held in memory."""

    def __init__(self, data: bytes, *, reserved: int = 0) -> None:
        """Take the bytes of a file; `reserved`: those at the end of a page that hold nothing."""
        self._data = data
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        sound = 512 <= size <= 65536 and size & (size - 1) == 0
        self.size = size if sound else DEFAULT_PAGE
        self.count = -(-len(data) // self.size)
        self._usable = self.size - reserved
        self._left = MOST_READ * (len(data) + DEFAULT_PAGE)

    @property
    def version(self) -> int:
        """The schema number that the header gives, sound or not."""
        return int.from_bytes(self._data[60:64], "big")

    def tree(self, root: int) -> Tree:
        """Return what lies below a page, in order; a page met twice is not followed again."""
        leaves, bad, seen, waiting = [], set(), set(), [root]
        while waiting:
            number = waiting.pop()
            kind = self._kind(number) if number not in seen else 0
            seen.add(number)
            if kind == LEAF:
                leaves.append(number)
            elif kind == INTERIOR:
                waiting.extend(reversed(self._children(number)))
            else:
                bad.add(number)
        return Tree(tuple(leaves), frozenset(bad))

    def _kind(self, number: int) -> int:
        page, start = self._page(number) if number >= 1 else (b"", 0)
        return page[start] if len(page) > start else 0

    def _page(self, number: int) -> tuple[bytes, int]:
        """Return the bytes of a page, and where its own header begins."""
        page = self._data[(number - 1) * self.size : number * self.size]
        return page, HEADER if number == 1 else 0

    def _children(self, number: int) -> tuple[int, ...]:
        page, start = self._page(number)
        cells = [int.from_bytes(page[at : at + 4], "big") for at in self._cells(page, start, 12)]
        return (*cells, int.from_bytes(page[start + 8 : start + 12], "big"))

    @staticmethod
    def _cells(page: bytes, start: int, header: int) -> tuple[int, ...]:
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + header
        last = min(first + 2 * count, len(page) - 1)
        return tuple(int.from_bytes(page[at : at + 2], "big") for at in range(first, last, 2))

    def leaves(self) -> Iterator[int]:
        """Yield every page that looks like a leaf of a table."""
        return (number for number in range(1, self.count + 1) if self._kind(number) == LEAF)

    def read(self, number: int) -> Leaf:
        """Return what can be read of a leaf."""
        page, start = self._page(number)
        rows, lost = [], 0
        for at in self._cells(page, start, 8):
            try:
                rows.append(self._row(page, at))
            except (Unreadable, UnicodeDecodeError, IndexError):
                lost += 1
        return Leaf(tuple(rows), lost)

    def _row(self, page: bytes, at: int) -> Row:
        size, at = varint(page, at)
        rowid, at = varint(page, at)
        if not 0 < size <= LARGEST_RECORD:
            raise Unreadable
        return Row(_signed(rowid), record(self._payload(page, at, size)))

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """Return the whole of a record, what overflows from its page included."""
        most = self._usable - 35
        if size <= most:
            return _exactly(page[at : at + size], size)
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (self._usable - 4)
        local = local if local <= most else least
        parts, left = [page[at : at + local]], size - local
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        for _page in range(self.count):
            if left <= 0:
                break
            self._left -= self.size
            if self._left < 0 or not 1 <= following <= self.count:
                raise Unreadable
            overflow, _start = self._page(following)
            parts.append(overflow[4 : 4 + min(left, self._usable - 4)])
            left -= len(parts[-1])
            following = int.from_bytes(overflow[:4], "big")
        return _exactly(b"".join(parts), size)


def _exactly(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise Unreadable
    return data


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer, unsigned, and where the next thing begins."""
    value = 0
    for rank in range(9):
        byte = data[at + rank]
        if rank == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + rank + 1
    raise Unreadable


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def record(data: bytes) -> tuple[Value, ...]:
    """Return the values of a record.

    Raises:
        Unreadable, UnicodeDecodeError, IndexError: it is none.
    """
    end, at = varint(data, 0)
    if not 0 < end <= len(data):
        raise Unreadable
    kinds = []
    while at < end:
        kind, at = varint(data, at)
        kinds.append(kind)
    values, at = [], end
    for kind in kinds:
        size = _size(kind)
        values.append(_value(kind, _exactly(data[at : at + size], size)))
        at += size
    if at != len(data):
        raise Unreadable
    return tuple(values)


def _size(kind: int) -> int:
    if kind in {10, 11}:
        raise Unreadable
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind in {8, 9}:
        return kind - 8
    if kind == 7:
        import struct  # noqa: PLC0415 - no table of ours has a real number

        return float(struct.unpack(">d", data)[0])
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return data.decode() if kind % 2 else data


def roots(pages: Pages) -> Mapping[str, int]:
    """Return the root page of each table, from the schema wherever its leaves are."""
    tree = pages.tree(1)
    numbers = pages.leaves() if tree.bad or not tree.leaves else tree.leaves
    rows = (row.values for number in numbers for row in pages.read(number).rows)
    return {
        str(values[1]): values[3]
        for values in rows
        if len(values) == 5 and values[0] == "table" and isinstance(values[3], int)
    }
