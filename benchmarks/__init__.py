"""Ours beside the naive stack, on graphs of any size."""
