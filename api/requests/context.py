"""What an operation on a resource needs of the request and of the service, without the framework."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from api.errors import AbsentError, MovedError
from api.http.negotiation import HTML, Format, Languages, choose_format, choose_languages
from api.http.paging import decode_cursor, next_page
from api.http.representation import RESOURCE_FORMATS, Representation
from api.service import Service
from graph.queries import Bound
from graph.store import Store
from graph.views import Description, find_iris, find_resource, find_survivors
from ontology.errors import IdentifierError
from ontology.terms import DEFAULT_BASE

if TYPE_CHECKING:  # with these the framework would be imported, before which the shortest ways answer already
    from pydantic import BaseModel

    from api.requests.parameters import Paged, Representable

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource.

    Attributes:
        segment: of its IRIs.
        class_: in the ontology.
        path: of its list in this service, where it has one.
    """

    segment: str
    class_: ox.NamedNode
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[View]):
    """How a list of resources is looked up and shown.

    Attributes:
        query: the query that lists.
        described_by: the other queries that the answer comes from.
        view: looks the resources of a page up.
        render: makes the JSON of a page from its views, the total, the next page and the languages.
        page: makes the HTML from the same, where there is a page for people.
    """

    query: str
    described_by: tuple[str, ...]
    view: Callable[[Store, Collection[ox.NamedNode]], tuple[tuple[View, ...], Description]]
    render: Callable[[tuple[View, ...], int, str | None, Languages], BaseModel]
    page: Callable[[tuple[View, ...], int, str | None, Languages], str] | None = None


class Context:
    """One request and the service that answers it."""

    def __init__(self, request: Request, service: Service) -> None:
        self.request = request
        self.service = service

    @property
    def store(self) -> Store:
        """The store that lookups ask."""
        return self.service.store

    def choose(self, asked: Representable, offers: tuple[Format, ...] = RESOURCE_FORMATS) -> Format:
        """The format of the answer; see `choose_format`."""
        return choose_format(offers, accept=self.request.headers.get("accept"), wanted=asked.format)

    def languages(self, asked: Representable) -> Languages:
        """The languages of names; see `choose_languages`."""
        return choose_languages(accept_language=self.request.headers.get("accept-language"), wanted=asked.lang)

    def candidates(self, kind: Kind, key: str) -> tuple[ox.NamedNode, ...]:
        """The IRIs that a resource of a kind may have by the last part of its IRI, or by its IRI."""
        bases = dict.fromkeys((self.service.settings.base_iri, DEFAULT_BASE))
        texts = [key] if "://" in key else [f"{base}{kind.segment}/{key}" for base in bases]
        return tuple(_iris(texts))

    def find(self, kind: Kind, key: str) -> ox.NamedNode:
        """The resource of a kind by the last part of its IRI, or by its IRI.

        Raises:
            IdentifierError: there is none.
            MovedError: it is merged into another.
        """
        candidates = self.candidates(kind, key)
        try:
            return find_resource(self.store, candidates, kind.class_)
        except IdentifierError:
            survivor = next(iter(find_survivors(self.store, candidates).values()), None)
            if survivor is None:
                raise
            raise MovedError(survivor, self._path_with(survivor.value.rpartition("/")[2], instead=key)) from None

    def _path_with(self, key: str, *, instead: str) -> str:
        """The path and query of this request with another id in place of one."""
        segments = (key if segment == instead else segment for segment in self.request.scope["path"].split("/"))
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        return "/".join(quote(segment, safe="") for segment in segments) + query

    def find_value(self, name: str, kind: Kind, key: str | None) -> ox.NamedNode | None:
        """The resource that a parameter names; None where it is not given.

        Raises:
            AbsentError: there is none.
        """
        if key is None:
            return None
        try:
            return self.find(kind, key)
        except MovedError as moved:
            return moved.iri
        except IdentifierError as error:
            raise AbsentError(name, f"{name}: {error}") from error

    def respond_list(self, asked: Paged, listing: Listing[View], **values: Bound | Iterable[Bound] | None) -> Response:
        """One page of a list, in the format and languages asked for."""
        show = listing.page
        offers = RESOURCE_FORMATS if show is None else (*RESOURCE_FORMATS, HTML)
        chosen, languages = self.choose(asked, offers), self.languages(asked)
        after = decode_cursor(asked.cursor, self.request.url)
        page = find_iris(self.store, listing.query, after=after, limit=asked.limit, **values)
        following = next_page(page.after, self.request.url)
        views, description = listing.view(self.store, page.views)
        return Representation(
            model=lambda: listing.render(views, page.total, following, languages),
            triples=lambda: description.triples,
            queries=(listing.query, *listing.described_by),
            page=None if show is None else lambda: show(views, page.total, following, languages),
            following=following,
        ).respond(chosen)


def _iris(texts: Iterable[str]) -> Iterable[ox.NamedNode]:
    """The texts that are IRIs; what is none cannot be in the graph."""
    for text in texts:
        try:
            yield ox.NamedNode(text)
        except ValueError:
            continue


def find_service(request: Request) -> Service:
    """The service of the application that a request is for."""
    service = request.app.state.service
    if not isinstance(service, Service):
        raise TypeError("the application was not made by create_app")
    return service
