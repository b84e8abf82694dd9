"""Fetching a graph for LOAD: from hosts that the settings name and from no other, whatever leads there.

Each URL on the way is checked, also those that redirects lead to: the scheme, the host's name, and every address that
the name stands for; the connection then goes to an address that was checked, so that the name cannot come to stand for
another in between. What cannot be checked is not fetched.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

import httpx

from api.errors import EvaluationError, ForbiddenError, TooLargeError
from api.write_worker import GRAPH_TYPES

_MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_WAY_OUT = "MITHAQ_FETCH_HOSTS names the hosts that LOAD may fetch from; or PUT a graph to /graphs"

Resolve: TypeAlias = Callable[[str, int], Awaitable[Collection[str]]]
"""Gives all addresses of a host."""

Permit: TypeAlias = Callable[[str], bool]
"""Whether an address may be connected to."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A graph that was fetched.

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


class Fetcher:
    """Fetches graphs.

    Args:
        hosts: names of hosts, in lower case, which may be fetched from.
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

    async def fetch(self, url: str) -> Fetched:
        """Fetch a graph.

        Raises:
            ForbiddenError: it is somewhere that nothing is fetched from.
            EvaluationError: it is not there, or is no graph.
            TooLargeError: it is too large.
        """
        try:
            async with (
                asyncio.timeout(self._seconds),
                httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self._seconds) as client,
            ):
                for _ in range(_MOST_REDIRECTS + 1):
                    found = await self._ask(client, url)
                    if isinstance(found, Fetched):
                        return found
                    url = found
        except TimeoutError as error:
            raise EvaluationError(f"<{url}> was not there after {self._seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise EvaluationError(f"<{url}> cannot be fetched: {error}") from error
        raise EvaluationError(f"<{url}> is more than {_MOST_REDIRECTS} redirects away")

    async def _ask(self, client: httpx.AsyncClient, url: str) -> Fetched | str:
        """What is at an address, or where it leads."""
        request = await self._aim(client, url)
        response = await client.send(request, stream=True)
        try:
            if response.is_redirect:
                return urljoin(url, str(response.headers.get("location", "")))
            if not response.is_success:
                raise EvaluationError(f"<{url}> answers {response.status_code}")
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type not in GRAPH_TYPES:
                raise EvaluationError(f"<{url}> is {media_type or 'of no type'}, and none of {', '.join(GRAPH_TYPES)}")
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > self._limit:
                    raise TooLargeError(f"<{url}> has more than the {self._limit:,} bytes that are read here")
            return Fetched(bytes(content), media_type, url)
        finally:
            await response.aclose()

    async def _aim(self, client: httpx.AsyncClient, url: str) -> httpx.Request:
        """A request to an address that was checked, in the name of the host.

        Raises:
            ForbiddenError: there is none.
        """
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise ForbiddenError(f"<{url}> is refused: {error}") from error
        if parts.scheme not in _PORTS or host not in self._hosts or parts.username is not None:
            raise ForbiddenError(f"LOAD <{url}> is refused: {_WAY_OUT}")
        addresses = await self._resolve(host, port)
        if not addresses or not all(self._permit(address) for address in addresses):
            raise ForbiddenError(f"LOAD <{url}> is refused: {host} stands for an address of a private network")
        target = httpx.URL(url).copy_with(host=next(iter(addresses)), port=port, fragment=None)
        named = f"{host}:{port}" if parts.port else host
        headers = {"host": named, "accept": ", ".join(GRAPH_TYPES), "accept-encoding": "identity"}
        return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})
