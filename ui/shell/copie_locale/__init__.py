"""The copy she works on instead of a file of a key, a share or a synced folder."""
