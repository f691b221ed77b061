#!/bin/sh
# Installs the project, editable and with pinned versions, into .venv.
# usage: setup.sh PYTHON REQUIREMENT, where the requirement is .[all] or .[dev]
set -eu
python=$1
requirement=$2
bin=.venv/bin
if [ "${OS:-}" = Windows_NT ]; then bin=.venv/Scripts; fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "mnd-kg needs Python 3.11 or newer, and '$python' is not: name one, as in" >&2
    echo "    make PYTHON=python3.12 run" >&2
    exit 1
fi

if [ ! -x $bin/python ] || ! $bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    # Debian keeps the module venv in a package of its own.
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -q && apt-get install -q -y "python$version-venv"
            rm -rf .venv
            "$python" -m venv .venv
        else
            echo "The module venv is missing: install the package python$version-venv." >&2
            exit 1
        fi
    fi
fi

$bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e "$requirement"
