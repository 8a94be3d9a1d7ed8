"""The trade's rules: pure functions and frozen values; no file, clock, SQL or Qt."""
