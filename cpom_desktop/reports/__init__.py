"""Documents: a snapshot becomes blocks, blocks become PDF. No database, no Qt."""
