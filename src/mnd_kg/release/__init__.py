"""Releases: a folder that holds the graph in all its forms, and says what it is."""

from mnd_kg.release.make import Released, release

__all__ = ["Released", "release"]
