"""The exports of a graph, as methods of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnd_kg.resolve import resolve
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    from mnd_kg.export.publish import Published, Send
    from mnd_kg.export.write import Exported
    from mnd_kg.store import BuiltGraph


class Exports:
    """What takes a graph elsewhere: files of other formats, endpoints, one record as JSON-LD.

    The writers are imported when one is wanted: most commands want none.
    """

    _built: BuiltGraph

    def export(
        self,
        format: str,
        path: str | os.PathLike[str],
        select: Mapping[str, str | Sequence[str]] | None = None,
        view: str | None = None,
    ) -> Exported:
        """Write the graph, or a selection of its records, in a format of `mnd-kg export`.

        Beside the file or folder stands its loss ledger: what the format could not carry.

        Args:
            format: the name of the format.
            path: the file or folder, which is written whole or not at all.
            select: values by criterion: kind, condition, licence, certainty.
            view: for property graphs, `entities` or `full`.

        Raises:
            UnsupportedFormatError: if there is no such format.
            SettingError: if the selection, the view or the path does not fit.
        """
        from mnd_kg.export.write import export

        return export(self._built, format, Path(path), select or {}, view)

    def publish(
        self,
        url: str,
        *,
        union: bool = False,
        send: Send | None = None,
        progress: Callable[[str, int, int], None] = silent,
    ) -> Published:
        """Put every named graph to an endpoint of the SPARQL 1.1 Graph Store Protocol.

        Args:
            url: the endpoint, such as http://localhost:7878/store.
            union: whether to replace its default graph by the union of the named graphs, which
                the named queries ask.
            send: sends a request and returns the status of the answer; by HTTP if none.
            progress: is told how many graphs are sent.

        Raises:
            SettingError: if the URL is none.
            SourceError: if there are statements in no named graph.
            EndpointError: if the endpoint cannot be reached or refuses. What was sent before stays.
        """
        from mnd_kg.export import publish

        return publish.publish(
            self._built, url, union=union, send=send or publish.send, progress=progress
        )

    def left_behind(self, query_url: str) -> list[str]:
        """Return our graphs at a SPARQL endpoint that this graph does not have, sorted.

        Raises:
            SettingError: if the URL is none.
            QueryError: if the endpoint refuses to list its graphs.
            SourceError: if the endpoint cannot be reached, or answers something else.
        """
        from mnd_kg.export import publish

        return publish.left_behind(self._built, query_url)

    def remove_graphs(self, url: str, names: Sequence[str], send: Send | None = None) -> None:
        """Remove graphs of ours, such as those :meth:`left_behind`, from an endpoint.

        Raises:
            SettingError: if one is no graph of ours.
            EndpointError: if the endpoint cannot be reached or refuses.
        """
        from mnd_kg.export import publish

        publish.remove(url, names, send or publish.send)

    def jsonld(self, name: str) -> dict[str, Any]:
        """Return one record as JSON-LD, as it stands in its file, with the context in it.

        >>> [trial] = kg.jsonld("JETALS")["@graph"]
        >>> trial["acronym"], trial["participants"]
        ('JETALS', '130')

        Raises:
            UnknownEntityError: if nothing, or more than one thing, has that name.
        """
        from mnd_kg.export import jsonld

        return jsonld.of_record(self._built, resolve(self._built, name))

    def schemaorg(self, name: str) -> dict[str, Any]:
        """Return what schema.org has words for of one record, as JSON-LD, if anything.

        >>> kg.schemaorg("riluzole")["@type"]
        'Drug'

        Raises:
            UnknownEntityError: if nothing, or more than one thing, has that name.
        """
        from mnd_kg.export import schemaorg

        return schemaorg.of_record(self._built, resolve(self._built, name))
