"""A file that cannot be read as a record at all: on which line, and what to do."""

from __future__ import annotations


class RefusedError(Exception):
    """A file cannot be read any further."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def decoded(source: bytes) -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        RefusedError: if it is not UTF-8.
    """
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        message = "This is not UTF-8 text: save the file with the encoding UTF-8."
        raise RefusedError(line, message) from error
