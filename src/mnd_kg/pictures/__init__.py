"""Pictures: one look for all, and how a chart becomes a file.

A chart is an altair chart, and so a Vega-Lite specification, which the web can draw as well.
Colours are those of Okabe and Ito, which people with colour blindness tell apart; every mark that
has a meaning by its colour has it by a shape, a dash or a word too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mnd_kg.errors import SettingError, UnsupportedFormatError
from mnd_kg.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY = "#7F7F7F"
_SUFFIXES = (".svg", ".png", ".json")
_FONT = "DejaVu Sans, Arial, sans-serif"


def altair() -> Any:
    """Return the altair module.

    Raises:
        SettingError: if it is not installed.
    """
    try:
        import altair
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise SettingError(
            'Pictures need more packages: pip install "mnd-kg[pictures]".'
        ) from error
    return altair


def write_picture(chart: Any, path: Path, caption: list[str]) -> None:
    """Write a chart as SVG, PNG or Vega-Lite, by the ending of the file.

    Args:
        chart: the altair chart.
        path: the file; what stood there is replaced only by a whole picture.
        caption: the lines under the chart: what is shown, and the sources.

    Raises:
        UnsupportedFormatError: if the file has another ending.
        SettingError: if altair or vl-convert is not installed.
    """
    if path.suffix not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise UnsupportedFormatError(f"A picture ends in {known}; {path.name} does not.")
    specification = styled(chart, caption)
    if path.suffix == ".json":
        text = json.dumps(specification, ensure_ascii=False, indent=2, sort_keys=True)
        write_whole(path, (text + "\n").encode())
        return
    import vl_convert

    if path.suffix == ".svg":
        write_whole(path, vl_convert.vegalite_to_svg(specification).encode())
    else:
        write_whole(path, vl_convert.vegalite_to_png(specification, scale=2))


def styled(chart: Any, caption: list[str]) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, in the look of all pictures."""
    library = altair()
    below = library.TitleParams(
        caption, orient="bottom", anchor="start", fontWeight="normal", fontSize=10, offset=12
    )
    whole = (
        library.vconcat(chart, title=below)
        .configure(font=_FONT, background="white")
        .configure_axis(labelFontSize=11, titleFontSize=11, labelLimit=400, grid=False)
        .configure_legend(labelFontSize=11, titleFontSize=11, labelLimit=400)
        .configure_view(stroke=None)
        .configure_title(fontSize=13, anchor="start")
    )
    specification: dict[str, Any] = whole.to_dict()
    return specification
