"""CPOM Desktop: prepare, negotiate and follow the CPOM of one EHPAD, offline, in one file."""

__version__ = "0.1.0"
