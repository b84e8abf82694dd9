"""Which representation and which language a client gets: `Accept`, `Accept-Language`, and the parameters that win over.

RFC 9110, sections 12.4 and 12.5. The most specific range decides how good a media type is; among equals the order of
the offers does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from api.errors import FormatError, ParameterError
from graph.views.values import Reference

FALLBACK_LANGUAGES = ("en", "ar")
"""Where a name has none of the languages asked for: English, then Arabic, then any."""

_WEIGHT = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*\Z", re.IGNORECASE)
_CODE = "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"
_LANGUAGE = re.compile(_CODE)

LANGUAGES = f"^{_CODE}(,{_CODE})*$"
"""Codes of languages with commas between, as a pattern."""


@dataclass(frozen=True, slots=True)
class Format:
    """A representation: the name that `?format=` takes, and its media type.

    Attributes:
        aliases: other media types that ask for the same.
        charset: whether the media type leaves the encoding open, so that the response says UTF-8.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


JSON = Format("json", "application/json")
JSON_LD = Format("jsonld", "application/ld+json")
TURTLE = Format("turtle", "text/turtle", ("application/x-turtle",), charset=True)
N_TRIPLES = Format("ntriples", "application/n-triples")
TRIG = Format("trig", "application/trig")
N_QUADS = Format("nquads", "application/n-quads")
RDF_XML = Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"))
GRAPHML = Format("graphml", "application/graphml+xml", ("application/xml", "text/xml"))
HTML = Format("html", "text/html", ("application/xhtml+xml",), charset=True)
SPARQL_QUERY = Format("sparql", "application/sparql-query", ("text/plain",), charset=True)
RESULTS_JSON = Format("json", "application/sparql-results+json", ("application/json",))
RESULTS_XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
RESULTS_CSV = Format("csv", "text/csv", charset=True)
RESULTS_TSV = Format("tsv", "text/tab-separated-values", charset=True)

NAMED_FORMATS = (
    *(JSON, JSON_LD, TURTLE, N_TRIPLES, TRIG, N_QUADS, RDF_XML, GRAPHML, HTML, SPARQL_QUERY),
    *(RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV),
)
"""All there are."""


@lru_cache(maxsize=256)  # clients of one kind send one header
def choose_format(offers: tuple[Format, ...], *, accept: str | None, wanted: str | None) -> Format:
    """The best of the offers for a client.

    Args:
        offers: what there is, the server's preference first.
        accept: the header; None or empty takes anything.
        wanted: the parameter `format`, a name or a media type, which wins over the header.

    Raises:
        FormatError: none of them is acceptable.

    >>> choose_format((JSON, TURTLE), accept="text/*;q=0.5, application/json;q=0.2", wanted=None).name
    'turtle'
    """
    available = tuple(f"{offer.name} ({offer.media_type})" for offer in offers)
    if wanted is not None:
        for offer in offers:
            if wanted.lower() in (offer.name, offer.media_type, *offer.aliases):
                return offer
        raise FormatError(f"there is no format {wanted} of this resource", available=available)
    if accept is None or not accept.strip():
        return offers[0]
    ranges = tuple(_read_ranges(accept))
    graded = [(_grade(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, best = max(graded, key=lambda entry: entry[:2])
    if quality <= 0:
        raise FormatError(f"nothing here is acceptable as {accept}", available=available)
    return best


@dataclass(frozen=True, slots=True)
class _Range:
    """One range of an Accept header."""

    pattern: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely the range names a media type; 0 where it does not."""
        if self.pattern == media_type:
            return 3
        if self.pattern.endswith("/*") and media_type.startswith(self.pattern[:-1]):
            return 2
        return 1 if self.pattern == "*/*" else 0


def _read_ranges(header: str) -> Iterator[_Range]:
    for entry in header.split(","):
        pattern, *parameters = (part.strip() for part in entry.split(";"))
        if "/" in pattern:
            weights = [found[1] for parameter in parameters if (found := _WEIGHT.match(parameter))]
            yield _Range(pattern.lower(), float(weights[-1]) if weights else 1.0)


def _grade(offer: Format, ranges: Iterable[_Range]) -> float:
    best = (0, 0.0)
    for wanted in ranges:
        specificity = max(wanted.specificity(name) for name in (offer.media_type, *offer.aliases))
        best = max(best, (specificity, wanted.quality)) if specificity else best
    return best[1]


@dataclass(frozen=True, slots=True)
class Languages:
    """Which of a thing's names a client gets.

    Attributes:
        preferred: codes, the best first; those of the fallback stand at the end.
    """

    preferred: tuple[str, ...] = FALLBACK_LANGUAGES

    def pick(self, labels: Iterable[ox.Literal]) -> ox.Literal | None:
        """The label in the best language; one without a language comes after those with one that was asked for."""
        ranked = sorted(labels, key=lambda label: (self._rank(label.language), label.language or "", label.value))
        return ranked[0] if ranked else None

    def name(self, reference: Reference) -> ox.Literal | None:
        """What a thing is called."""
        return self.pick(reference.labels)

    def _rank(self, language: str | None) -> int:
        base = (language or "").partition("-")[0]
        return self.preferred.index(base) if base in self.preferred else len(self.preferred)


def choose_languages(*, accept_language: str | None, wanted: str | None) -> Languages:
    """The languages of names.

    Args:
        accept_language: the header.
        wanted: the parameter `lang`, codes with commas, which wins over the header.

    Raises:
        ParameterError: `wanted` is no list of language codes.

    >>> choose_languages(accept_language="fr;q=0.2, ar", wanted=None).preferred
    ('ar', 'fr', 'en')
    """
    if wanted is not None:
        codes = [code.strip() for code in wanted.split(",")]
        if not all(_LANGUAGE.fullmatch(code) for code in codes):
            raise ParameterError("lang", f"{wanted!r} is no list of language codes such as ar,en")
    else:
        codes = [code for code, _ in sorted(_read_languages(accept_language or ""), key=lambda entry: -entry[1])]
    bases = (code.lower().partition("-")[0] for code in (*codes, *FALLBACK_LANGUAGES))
    return Languages(tuple(dict.fromkeys(bases)))


def _read_languages(header: str) -> Iterator[tuple[str, float]]:
    for code, quality in read_weights(header):
        if _LANGUAGE.fullmatch(code) and quality > 0:
            yield code, quality


def read_weights(header: str) -> Iterator[tuple[str, float]]:
    """What a header such as Accept-Encoding names, in lower case, with its quality (RFC 9110, section 12.4.2).

    >>> list(read_weights("gzip;q=0.5, *"))
    [('gzip', 0.5), ('*', 1.0)]
    """
    for entry in header.lower().split(","):
        name, _, parameter = (part.strip() for part in entry.partition(";"))
        found = _WEIGHT.match(parameter)
        yield name, float(found[1]) if found else 1.0
