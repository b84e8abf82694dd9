"""`mithaq conformance`: the W3C's tests against a service that is started for them, on an empty store."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import typer
import uvicorn
from pydantic import SecretStr

from api.app import create_app
from api.commands.serve import listen
from api.console.console import REFUSED
from api.quick.protocol import quick_protocol
from api.settings import Settings
from graph.store import open_store
from ontology.errors import DocumentError

TESTS = Path(__file__).resolve().parent.parent.parent / "tests" / "conformance"
_STOP_SECONDS = 20


def run_suites(groups: Sequence[str] = (), *, sample: int = 1) -> None:
    """Run the tests and print how many pass.

    Args:
        groups: names of groups; all that the service is held to, where none is given.
        sample: only every so many-th test of a group.

    Raises:
        DocumentError: the tests are not there.
        typer.Exit: a test fails that is not expected to.
    """
    if not (TESTS / "suite.tar.gz").exists():
        raise DocumentError(f"there are no tests in {TESTS}: they come with a clone of the project")
    with tempfile.TemporaryDirectory(prefix="mithaq-") as folder, serve_empty(Path(folder)) as (url, token):
        with tarfile.open(TESTS / "suite.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        chosen = ["--groups", ",".join(groups)] if groups else []
        command = [
            *(sys.executable, str(TESTS / "run.py"), url),
            *("--query", "/sparql", "--update", "/sparql", "--gsp", "/graphs", "--gsp-direct"),
            *("--write-header", f"Authorization: Bearer {token}"),
            *("--xfail", str(TESTS / "expected_failures.txt"), "--failures", "--sample", str(sample)),
            *chosen,
        ]
        sys.stdout.flush()
        ended = subprocess.run(command, env={**os.environ, "SUITE": f"{folder}/suite"}, check=False)
    if ended.returncode:
        raise typer.Exit(REFUSED)


@contextmanager
def serve_empty(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve a new store in a folder for as long as the block runs; gives the address and a token that may write."""
    token = secrets.token_urlsafe()
    location = str(folder / "store")
    settings = Settings(store=location, token=SecretStr(token), workers=2)
    with closing(open_store(location)) as store, listen("127.0.0.1", 0) as listener:
        app = create_app(settings, store, None)
        config = uvicorn.Config(app, http=quick_protocol(app.state.quick), log_level="warning")
        server = uvicorn.Server(config)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        serving.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", token
        finally:
            server.should_exit = True
            serving.join(_STOP_SECONDS)
