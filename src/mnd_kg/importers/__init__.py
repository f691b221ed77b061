"""Readers of what other registries and data sets hold."""
