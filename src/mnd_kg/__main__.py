"""Run the commands as ``python -m mnd_kg``."""

from mnd_kg.cli import main

if __name__ == "__main__":
    main()
