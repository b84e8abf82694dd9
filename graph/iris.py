"""Minting IRIs: the same document, event or claim has the same IRI whenever and wherever it is read.

Things of the register have fixed IRIs. What a document speaks of is scoped by the document's id, because whether two
documents mean the same actor is a later judgement, recorded and undoable. There are no blank nodes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology.model import Span
from ontology.terms import DEFAULT_BASE

_UNRESERVED: Final = "-._~"
_DIGEST_LENGTH: Final = 12
"""Hex digits of a hash in an IRI: 48 bits, so that of ten thousand events two meet once in six million documents."""


def mint_key(*parts: str) -> str:
    """A short key for a thing that is known by its parts, equal exactly when all parts are equal in order.

    >>> mint_key("SUPPORT", "133", "138")
    '802a0217e704'
    >>> mint_key("ab", "c") == mint_key("a", "bc")
    False
    """
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:_DIGEST_LENGTH]


def register_iri(kind: str, slug: str) -> NamedNode:
    """The IRI of an actor, treaty or tenure of the register, which no setting moves.

    >>> register_iri("actor", "russia").value
    'https://w3id.org/mithaq/id/actor/russia'
    """
    return NamedNode(f"{DEFAULT_BASE}{kind}/{encode_segment(slug)}")


def encode_segment(text: str) -> str:
    """Text as one segment of an IRI: letters and digits of any script stay, the rest is percent-encoded in UTF-8.

    Different texts give different segments.

    >>> encode_segment("بوتين ٢"), encode_segment("a/b#c")
    ('بوتين%20٢', 'a%2Fb%23c')
    """
    return "".join(char if char.isalnum() or char in _UNRESERVED else quote(char, safe="") for char in text)


def slugify(name: str) -> str:
    """A name in lower case with hyphens for all that is neither letter nor digit.

    >>> slugify("St. Petersburg"), slugify("«Crimea»")
    ('st-petersburg', 'crimea')
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or mint_key(name)


@dataclass(frozen=True, slots=True)
class DocumentIris:
    """The IRIs of one document and of all that it speaks of.

    Attributes:
        document_id: `Document.id`.
        base: ends in a slash; what is minted stands under it.
    """

    document_id: str
    base: str = DEFAULT_BASE

    @property
    def document(self) -> NamedNode:
        """The document, and its named graph.

        >>> DocumentIris("0123456789abcdef").document.value
        'https://w3id.org/mithaq/id/document/0123456789abcdef'
        """
        return NamedNode(f"{self.base}document/{self.document_id}")

    def span(self, span: Span) -> NamedNode:
        """A stretch of the text, as RFC 5147 names it (section 2.1.1: positions between characters, from 0).

        >>> DocumentIris("0123456789abcdef").span(Span(10, 42)).value
        'https://w3id.org/mithaq/id/document/0123456789abcdef#char=10,42'
        """
        return NamedNode(f"{self.document.value}#char={span.start},{span.end}")

    def scoped(self, kind: str, key: str) -> NamedNode:
        """A thing that only this document vouches for: `actor`, `event`, `claim`, `treaty`, `dispute` or `relation`.

        >>> DocumentIris("0123456789abcdef").scoped("actor", "russian-mission").value
        'https://w3id.org/mithaq/id/actor/0123456789abcdef-russian-mission'
        """
        return NamedNode(f"{self.base}{kind}/{self.document_id}-{encode_segment(key)}")

    def of_scheme(self, kind: str, scheme: str, key: str) -> NamedNode:
        """A thing that a data set knows by a key of its own, one for all documents.

        >>> DocumentIris("0123456789abcdef").of_scheme("actor", "icews", "police-nigeria").value
        'https://w3id.org/mithaq/id/actor/icews-police-nigeria'
        """
        return NamedNode(f"{self.base}{kind}/{scheme}-{encode_segment(key)}")

    def place(self, name: str) -> NamedNode:
        """A place by its English name, one for all documents.

        >>> DocumentIris("0123456789abcdef").place("Eastern Ukraine").value
        'https://w3id.org/mithaq/id/place/eastern-ukraine'
        """
        return NamedNode(f"{self.base}place/{encode_segment(slugify(name))}")
