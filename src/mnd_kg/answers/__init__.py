"""The answers that people come for, each part with where it comes from."""
