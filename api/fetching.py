"""Asking other hosts, for LOAD and SERVICE: those that the settings name and no other, whatever leads there.

Each URL on the way is checked, also those that redirects lead to: the scheme, the host's name, and every address that
the name stands for; the connection then goes to an address that was checked, so that the name cannot come to stand for
another in between. What cannot be checked is not asked.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin, urlsplit

from api.errors import BusyError, FetchError, ForbiddenError, TooLargeError
from api.pool.write_worker import GRAPH_TYPES

if TYPE_CHECKING:  # the functions that ask import it: a service starts without it, 70 ms earlier
    import httpx

_MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_MOST_AT_ONCE = 16
_RESULTS = ("application/sparql-results+json", "application/json")
_WAY_OUT = "MITHAQ_FETCH_HOSTS names the hosts that SERVICE may ask and LOAD may fetch from"

Resolve: TypeAlias = Callable[[str, int], Awaitable[Collection[str]]]
"""Gives all addresses of a host."""

Permit: TypeAlias = Callable[[str], bool]
"""Whether an address may be connected to."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a host answered.

    Attributes:
        content: as it came.
        media_type: what its host says that it is.
        base: where it was found, after redirects.
    """

    content: bytes
    media_type: str
    base: str


async def resolve_host(host: str, port: int) -> Collection[str]:
    """All addresses of a host.

    Raises:
        OSError: it has none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(str(address[0]) for *_, address in found)


def is_public(address: str) -> bool:
    """Whether an address is one of the Internet's: not of this machine, of a private network or a cloud's own.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(read, "ipv4_mapped", None) or getattr(read, "sixtofour", None)
    return read.is_global and not read.is_multicast and (mapped is None or mapped.is_global)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What a host is asked for.

    Attributes:
        clause: of SPARQL, for whose sake.
        accepted: media types.
        limit: bytes of the answer.
        form: what is posted; None for a GET.
    """

    clause: str
    accepted: tuple[str, ...]
    limit: int
    form: Mapping[str, str] | None = None


class Fetcher:
    """Asks other hosts. Belongs to one event loop.

    Args:
        hosts: their names, in lower case.
        limit: bytes that a graph may have.
        seconds: that fetching one may take, redirects included.
        resolve: finds a host's addresses.
        permit: says which may be connected to.
    """

    def __init__(
        self,
        hosts: Collection[str],
        *,
        limit: int,
        seconds: float,
        resolve: Resolve = resolve_host,
        permit: Permit = is_public,
    ) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._limit = limit
        self._seconds = seconds
        self._resolve = resolve
        self._permit = permit
        self._at_once = 0

    async def fetch(self, url: str) -> Fetched:
        """Fetch a graph.

        Raises:
            ForbiddenError: it is somewhere that nothing is fetched from.
            FetchError: it is not there, or is no graph.
            TooLargeError: it is too large.
            BusyError: too many hosts are being asked already.
        """
        return await self._run(url, _Errand("LOAD", GRAPH_TYPES, self._limit), self._seconds)

    async def ask(self, endpoint: str, query: str, *, limit: int, seconds: float) -> Fetched:
        """Ask a SPARQL endpoint for solutions in JSON.

        Args:
            endpoint: its URL.
            query: a SELECT.
            limit: bytes that the answer may have.
            seconds: that it may take.

        Raises:
            as `fetch`.
        """
        return await self._run(endpoint, _Errand("SERVICE", _RESULTS, limit, {"query": query}), seconds)

    async def _run(self, url: str, errand: _Errand, seconds: float) -> Fetched:
        import httpx  # noqa: PLC0415 - see above

        if self._at_once >= _MOST_AT_ONCE:
            raise BusyError(f"{self._at_once} other hosts are being asked already: try again in a moment")
        self._at_once += 1
        try:
            async with (
                asyncio.timeout(seconds),
                httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=seconds) as client,
            ):
                for _ in range(_MOST_REDIRECTS + 1):
                    found = await self._send(client, url, errand)
                    if isinstance(found, Fetched):
                        return found
                    url = found
        except TimeoutError as error:
            raise FetchError(f"{errand.clause} <{url}>: no answer after {seconds:.3g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise FetchError(f"{errand.clause} <{url}>: the host cannot be asked: {error}") from error
        finally:
            self._at_once -= 1
        raise FetchError(f"{errand.clause} <{url}> is more than {_MOST_REDIRECTS} redirects away")

    async def _send(self, client: httpx.AsyncClient, url: str, errand: _Errand) -> Fetched | str:
        """What a host answers, or the address that it sends to."""
        response = await client.send(await self._aim(client, url, errand), stream=True)
        try:
            if response.is_redirect:
                return urljoin(url, str(response.headers.get("location", "")))
            if not response.is_success:
                raise FetchError(f"{errand.clause} <{url}>: the host answers {response.status_code}")
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type not in errand.accepted:
                named, wanted = media_type or "something of no type", ", ".join(errand.accepted)
                raise FetchError(f"{errand.clause} <{url}>: the host answers with {named}, and none of {wanted}")
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > errand.limit:
                    raise TooLargeError(
                        f"{errand.clause} <{url}>: more than the {errand.limit:,} bytes that are read here"
                    )
            return Fetched(bytes(content), media_type, url)
        finally:
            await response.aclose()

    async def _aim(self, client: httpx.AsyncClient, url: str, errand: _Errand) -> httpx.Request:
        """A request to an address that was checked, in the name of the host.

        Raises:
            ForbiddenError: there is none.
        """
        import httpx  # noqa: PLC0415 - see above

        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise ForbiddenError(f"<{url}> is refused: {error}") from error
        if parts.scheme not in _PORTS or host not in self._hosts or parts.username is not None:
            raise ForbiddenError(f"{errand.clause} <{url}> is refused: {_WAY_OUT}")
        addresses = await self._resolve(host, port)
        if not addresses or not all(self._permit(address) for address in addresses):
            raise ForbiddenError(
                f"{errand.clause} <{url}> is refused: {host} stands for an address of a private network"
            )
        target = httpx.URL(url).copy_with(host=next(iter(addresses)), port=port, fragment=None)
        named = f"{host}:{port}" if parts.port else host
        headers = {"host": named, "accept": ", ".join(errand.accepted), "accept-encoding": "identity"}
        method = "GET" if errand.form is None else "POST"
        return client.build_request(
            method, target, headers=headers, data=errand.form, extensions={"sni_hostname": host}
        )
