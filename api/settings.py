"""What can be set, from `MITHAQ_*` in the environment or by the one who starts the service."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.terms import DEFAULT_BASE


def _ending_in_slash(iri: str) -> str:
    if not iri.endswith("/"):
        raise ValueError("the base IRI must end in a slash: what is minted stands under it")
    return iri


class GateMode(StrEnum):
    """What becomes of a graph that breaks the shapes."""

    ENFORCE = "enforce"
    REPORT = "report"
    OFF = "off"


class LookupMode(StrEnum):
    """Whether the read model is used."""

    ON = "on"
    OFF = "off"


class ReadMode(StrEnum):
    """Who may read."""

    OPEN = "open"
    TOKEN = "token"


class Settings(BaseSettings):
    """The settings of the service; every field can be set as `MITHAQ_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="MITHAQ_", frozen=True)

    store: str = ".mithaq/store"
    """The store: a folder, or `memory:`."""

    lookup: LookupMode = LookupMode.ON
    """Whether lookups are answered from the read model, where `mithaq rebuild` made one, and writes kept up in it."""

    base_iri: Annotated[str, AfterValidator(_ending_in_slash)] = DEFAULT_BASE
    """Under which IRIs of documents and of what they speak of are minted."""

    host: str = "127.0.0.1"
    """The address to listen on."""

    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """The port to listen on."""

    workers: Annotated[int, Field(ge=1, le=64)] = 2
    """How many processes answer queries; as many queries run at once."""

    query_timeout: Annotated[float, Field(gt=0)] = 30.0
    """Seconds that a query may take, its wait for a worker included; a request may ask for less."""

    query_memory: Annotated[int, Field(ge=16)] = 1024
    """MiB of address space that a worker may take for a query, over what it holds at rest."""

    replica_memory: Annotated[int, Field(ge=0)] = 1024
    """MiB for copies of the store in the memory of the workers, about 400 a million triples and worker and for one
    more; a store too large for that is read from disk, as with 0."""

    query_queue: Annotated[int, Field(ge=0)] = 64
    """How many queries may wait for a worker before the service says that it is busy."""

    max_query_bytes: Annotated[int, Field(ge=1)] = 100_000
    """Bytes of a query, in UTF-8."""

    max_query_depth: Annotated[int, Field(ge=1)] = 100
    """Levels of brackets in a query. The engine overflows its stack at about 1,600; people write fewer than 20."""

    max_query_tokens: Annotated[int, Field(ge=1)] = 20_000
    """Words, names, values and signs of a query."""

    max_query_operators: Annotated[int, Field(ge=1)] = 1_000
    """Operators of one expression or path. The engine overflows its stack at some thousands."""

    max_update_tokens: Annotated[int, Field(ge=1)] = 500_000
    """Words, names, values and signs of an update."""

    max_update_bytes: Annotated[int, Field(ge=1)] = 1_000_000
    """Bytes of an update, in UTF-8; graphs that are larger go to /graphs."""

    max_graph_bytes: Annotated[int, Field(ge=1)] = 20_000_000
    """Bytes of a graph that is sent to /graphs."""

    fetch_hosts: str = ""
    """Names of hosts that SERVICE may ask and LOAD may fetch graphs from, with commas; none, where there are none."""

    max_service_bytes: Annotated[int, Field(ge=1)] = 5_000_000
    """Bytes of what another host answers a SERVICE with."""

    max_service_rows: Annotated[int, Field(ge=0)] = 10_000
    """Rows of what another host answers a SERVICE with."""

    token: Annotated[SecretStr, Field(min_length=16)] | None = None
    """A token of every scope beside those of `mithaq token`; the one way to write to a store in `memory:`."""

    reads: ReadMode = ReadMode.OPEN
    """Who may read: everybody who reaches the address, or those with a token for it. Writes always want a token."""

    gate: GateMode = GateMode.ENFORCE
    """What the shapes do to an update, or to a graph sent to /graphs, that touches what is said in Mithaq's terms."""

    max_result_bytes: Annotated[int, Field(ge=1)] = 64 * 1024 * 1024
    """Bytes of a query's result."""

    max_requests: Annotated[int, Field(ge=1)] = 1000
    """How many requests are answered at a time; the next is told that the service is busy."""

    kept_bytes: Annotated[int, Field(ge=0)] = 64 * 1024 * 1024
    """Bytes of answers that are kept for those who ask the same again, until the next write; 0 keeps none."""

    max_document_bytes: Annotated[int, Field(ge=1)] = 5_000_000
    """Bytes of a document that is posted."""
