"""`mithaq serve`: load what is named, then serve the store over HTTP until it is told to stop."""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Sequence
from pathlib import Path

import typer
import uvicorn

from api.app import create_app
from api.console.console import REFUSED, say
from api.console.inputs import Reader, gather_inputs
from api.console.stores import Admitter
from api.quick.protocol import quick_protocol
from api.settings import LookupMode, Settings
from graph.admission import holds_catalog
from ontology.catalog import digest_catalog

_PATHS = (
    ("/", "what there is"),
    ("/sparql", "SPARQL 1.1"),
    ("/actors", "who acts; /actors/{id}/relations says what ties one to others"),
    ("/documents", "what was read; POST reads another"),
    ("/export", "the whole graph"),
    ("/openapi.json", "every address with its parameters"),
)
_PATIENCE_SECONDS = 3
"""How long a request may go on after Ctrl-C."""

_COLLECT_AFTER = 20_000
"""Objects more than have gone, until circles among them are looked for."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def serve_graph(paths: Sequence[Path], *, settings: Settings) -> None:
    """Serve a store, with what is named loaded into it first.

    Raises:
        DocumentError: a folder holds nothing to load.
        StoreError: the store cannot be opened or written.
        typer.Exit: the port cannot be had, or something named was refused or could not be read; nothing is served.
    """
    inputs = gather_inputs(paths)
    admitting = Admitter(settings.store, base=settings.base_iri, lookup=settings.lookup is LookupMode.ON)
    with listen(settings.host, settings.port) as listener, admitting as admitter:
        # The reader loads its lexicons with the first document that it is given: they take seconds.
        reader = Reader()
        if inputs:
            _load(inputs, admitter, reader)
        elif not holds_catalog(admitter.store, digest_catalog()):
            admitter.prepare(reader.catalog)
        # What is there when all is there stays: the collector need not go through it again while requests are answered,
        # and what they make goes by itself.
        app = create_app(settings, admitter.store, reader, gate=admitter.gate, when_complete=gc.freeze)
        # What fails in the application is in its own log; the server would tell it again, and a stop as a failure.
        config = uvicorn.Config(
            app,
            http=quick_protocol(app.state.quick),
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=_PATIENCE_SECONDS,
        )
        server = uvicorn.Server(config)
        print_urls(settings.host, listener.getsockname()[1])
        gc.set_threshold(_COLLECT_AFTER)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # as on Ctrl-C, so that the store is closed
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:  # how one stops it
            return


def _load(inputs: Sequence[Path], admitter: Admitter, reader: Reader) -> None:
    """Load what is named; the first start of all goes through here, any other need not wait for its tables."""
    from api.commands.load import admit_inputs, print_account  # noqa: PLC0415 - see above

    account = admit_inputs(inputs, admitter, reader=reader)
    print_account(account)
    if account.exit_code:
        raise typer.Exit(account.exit_code)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        typer.Exit: the address is not of this machine, or the port is in use or not allowed; one line tells which.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server((str(address[0]), port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        say(f"cannot listen on {host} port {port}: {reason}; --port 0 takes a free port")
        raise typer.Exit(REFUSED) from error
    # Connections inherit it. asyncio sets it on sockets that name TCP as their protocol, which this one does not; the
    # body of an answer would wait 40 ms for the client to confirm its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return listener


def print_urls(host: str, port: int) -> None:
    """Where to look, as a browser on this machine would say it."""
    name = _EVERYWHERE.get(host, host)
    root = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    print("\nServing; Ctrl-C stops it.")
    for path, meaning in _PATHS:
        print(f"  {root + path:<40} {meaning}", flush=True)
