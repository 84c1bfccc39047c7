"""The application: routers, files, errors, and the server that runs it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import resources

import duckdb
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

import towhom
from towhom.errors import DateError, StoreError, TooSlowError, TowhomError, UnknownActorError
from towhom.show.web import review_edit
from towhom.show.web.errors import NotHereError
from towhom.show.web.routers import TOPICS
from towhom.show.web.safety import FORMATS, Guard, is_loopback
from towhom.show.web.state import Settings, State
from towhom.show.web.view import View, answer

STATUS = {NotHereError: 404, UnknownActorError: 404, DateError: 400, TooSlowError: 503, StoreError: 400}
HEADINGS = {400: "That cannot be asked", 403: "Not allowed", 404: "Not here", 413: "Too much", 503: "Too slow"}


def create_app(state: State) -> FastAPI:
    """The explorer of one store."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        state.close()

    app = FastAPI(
        title="towhom",
        version=towhom.__version__,
        description="Who did what to whom. Each address under /api is a page without /api, and takes the same query; "
        "`format=csv`, `parquet` and `jsonl` with `table=` give one of its tables as a file.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    if state.settings.edit and state.settings.token is None and not is_loopback(state.settings.host):
        raise TowhomError("editing where others can reach the server needs a token")
    app.state.towhom = state
    for topic in TOPICS:
        app.include_router(topic.pages)
        app.include_router(topic.api)
    if state.settings.edit:
        app.include_router(review_edit.router)
    app.mount("/static", StaticFiles(directory=str(resources.files("towhom.show.web") / "static")), name="static")
    for kind, handler in (
        (Exception, _failed),
        (TowhomError, _told),
        (HTTPException, _refused),
        (RequestValidationError, _misread),
    ):
        app.add_exception_handler(kind, handler)
    app.add_middleware(Guard, host=state.settings.host, names=state.settings.names)  # outermost: guards all else
    return app


def _told(request: Request, error: Exception) -> Response:
    """Errors that are meant for users."""
    if isinstance(error.__cause__, duckdb.Error) and not isinstance(error, TooSlowError):
        raise error  # no fault of whoever asked
    status = next(code for kind, code in (*STATUS.items(), (TowhomError, 400)) if isinstance(error, kind))
    return _error(request, status, str(error))


def _failed(request: Request, error: Exception) -> Response:
    """A fault of ours: said without what it was, which stands in the log."""
    return _error(request, 500, "This page could not be made; the server's terminal says why.")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(request, error.status_code, str(error.detail))


def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [f"{' '.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors()]
    return _error(request, 400, "; ".join(found))


def _error(request: Request, status: int, message: str) -> Response:
    title = HEADINGS.get(status, "Something is wrong")
    api = request.url.path.startswith("/api")
    format = request.query_params.get("format", "json" if api else "html")
    view = View(template="error.html", title=title, facts={"error": message}, status=status)
    if format in FORMATS:
        return JSONResponse({"error": message}, status_code=status)
    return answer(request, view, format="html")


def serve(settings: Settings, *, on_start: Callable[[str], None] | None = None) -> None:
    """Run the explorer until it is stopped; `on_start` gets its address. Raises StoreError, OSError."""
    import uvicorn

    state = State(settings=settings)
    try:
        with _listening(settings.host, settings.port) as listening:
            if on_start is not None:
                on_start(_address(settings.host, listening.getsockname()[1]))
            config = uvicorn.Config(
                create_app(state), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
                timeout_graceful_shutdown=2,
            )  # fmt: skip
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        state.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that an address in use is said before anything else."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
