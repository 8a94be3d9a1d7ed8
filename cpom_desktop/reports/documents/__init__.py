"""Each document: a pure function from a snapshot to blocks."""
