"""The server: `/sparql`, the pages, and whatever IRI of ours is asked for."""

from __future__ import annotations

import mimetypes
import os
from typing import TYPE_CHECKING

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process
from pyoxigraph import RdfFormat
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from mnd_kg.errors import NoGraphError
from mnd_kg.server.accept import chosen
from mnd_kg.server.description import described
from mnd_kg.server.form import Form
from mnd_kg.server.places import place
from mnd_kg.server.protocol import LONGEST, RefusedError, asked
from mnd_kg.server.worker import RDF, RESULTS, Served, answer

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from mnd_kg.server.protocol import Asked
    from mnd_kg.store import BuiltGraph

_PAGE = "text/html"
# What a browser shows is made of these.
_FOR_PAGE = "application/sparql-results+json, text/turtle"
_VARY = {"Vary": "Accept"}


def application(graph: BuiltGraph, site: Path, timeout: float = 30) -> Starlette:
    """Return the server of a graph as an ASGI application.

    Args:
        graph: the built graph. A server goes on with it when another one is built.
        site: the folder with its pages.
        timeout: how many seconds a query may take.
    """
    for form in (RdfFormat.JSON_LD, RdfFormat.N_QUADS, RdfFormat.TURTLE):
        mimetypes.add_type(form.media_type, f".{form.file_extension}")
    mimetypes.add_type("text/tab-separated-values", ".tsv")
    endpoint, files = _Endpoint(graph, site, timeout), _Files(directory=site, html=True)

    async def file(request: Request) -> Response:
        return await files.found(request)

    return Starlette(
        routes=[
            Route("/sparql", endpoint.respond, methods=["GET", "POST"]),
            Route("/{path:path}", file),
        ],
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["*"])],
    )


class _Endpoint:
    """The endpoint of the SPARQL 1.1 Protocol, and its page for people."""

    def __init__(self, graph: BuiltGraph, site: Path, timeout: float) -> None:
        self._graph = graph.nquads.parent if graph.in_order else graph.nquads
        self._form = Form(graph, site)
        self._timeout = timeout
        self._processes = CapacityLimiter(os.cpu_count() or 1)

    async def respond(self, request: Request) -> Response:
        """Answer a query, or describe the endpoint to whoever asks nothing."""
        accept = request.headers.get("accept", "")
        try:
            for_people = request.method != "POST" and _is_for_people(accept)
            query = asked(
                request.method,
                request.url.query,
                request.headers.get("content-type", ""),
                await _body(request),
            )
            if for_people:
                return await self._page(query)
            if query is None:
                url = str(request.url.replace(query=""))
                media_type = chosen(accept, RDF)
                served = Served(media_type, described(url, RDF[media_type]))
            else:
                served = await self._answer(query, accept)
            return Response(served.body, headers=_VARY, media_type=served.media_type)
        except RefusedError as error:
            return PlainTextResponse(f"{error.message}\n", error.status, _VARY)

    async def _page(self, query: Asked | None) -> Response:
        served, problem, status = None, "", 200
        if query is not None:
            try:
                served = await self._answer(query, _FOR_PAGE)
            except RefusedError as error:
                problem, status = error.message, error.status
        text = query.query if query else ""
        html = await run_in_threadpool(self._form.page, text, served, problem)
        return HTMLResponse(html, status, _VARY)

    async def _answer(self, query: Asked, accept: str) -> Served:
        try:
            with fail_after(self._timeout):
                return await to_process.run_sync(
                    answer, self._graph, query, accept, cancellable=True, limiter=self._processes
                )
        except TimeoutError as error:
            limit = f"{self._timeout:g} s"
            raise RefusedError(503, f"The query took longer than {limit}: ask for less.") from error
        except NoGraphError as error:
            raise RefusedError(500, f"The graph is gone, start anew: {error}") from error
        except BrokenWorkerProcess as error:
            raise RefusedError(500, "The query ended the process that ran it.") from error


class _Files(StaticFiles):
    """The files of the site; what is none of them may be an IRI that leads to one."""

    async def found(self, request: Request) -> Response:
        """Return a file, or where the IRI that was asked for leads."""
        path = str(request.path_params["path"])
        try:
            return await self.get_response(self.get_path(request.scope), request.scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
        try:
            target = place(path, request.headers.get("accept", ""))
        except RefusedError as error:
            return PlainTextResponse(f"{error.message}\n", error.status, _VARY)
        file = target.partition("#")[0]
        if not file or not self.lookup_path(file)[1]:
            return PlainTextResponse(f"There is nothing by the name {path}.\n", 404)
        return RedirectResponse(f"{request.scope.get('root_path', '')}/{target}", 303, _VARY)


async def _body(request: Request) -> bytes:
    """Return the body of a request, but for what is more than a query may have."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST:
            break
    return body


def _is_for_people(accept: str) -> bool:
    return chosen(accept, [_PAGE, *RDF, *RESULTS]) == _PAGE
