"""Bearer tokens: who may write. The file beside the store holds hashes, never a token.

A token is 32 random bytes, so that one round of SHA-256 is as good as many: nobody guesses it. It is shown once. The
file is read at every request that wants a token, so that one that is revoked is of no use from then on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.files import replace_file
from api.formats import Scope
from graph.store import MEMORY
from ontology.errors import IdentifierError, StoreError

_PREFIX = "mithaq_"
_RANDOM_BYTES = 32
_ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token.

    Attributes:
        id: what it is revoked by.
        note: what it is for, in its owner's words.
        digest: SHA-256 of the token, in hexadecimal.
        created: date and time, UTC.
    """

    id: str
    scope: Scope
    note: str
    digest: str
    created: str


class Tokens:
    """The tokens of a store.

    Args:
        location: of the store: a folder or `memory:`, which has no tokens but `secret`.
        secret: a token of every scope that no file holds.
    """

    def __init__(self, location: str, *, secret: str | None = None) -> None:
        self._path = None if location == MEMORY else _path_beside(Path(location))
        self._secret = secret

    def create(self, scope: Scope, *, note: str = "") -> tuple[Token, str]:
        """Make a token.

        Returns:
            What is known of it, and the token itself, which nobody can find out again.

        Raises:
            StoreError: there is no place to keep it.
        """
        secret = _PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        token = Token(secrets.token_hex(_ID_BYTES), scope, note, _digest(secret), created)
        self._write([*self.all(), token])
        return token, secret

    def all(self) -> list[Token]:
        """What is known of every token, the oldest first.

        Raises:
            StoreError: the file cannot be read, or is none of tokens.
        """
        if self._path is None or not self._path.exists():
            return []
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))["tokens"]
            return [Token(**{**entry, "scope": Scope(entry["scope"])}) for entry in entries]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"the tokens in {self._path} cannot be read ({error}): mend or delete the file") from error

    def revoke(self, token_id: str) -> Token:
        """Make a token useless from now on.

        Raises:
            IdentifierError: there is none with this id.
            StoreError: the file cannot be written.
        """
        tokens = self.all()
        found = next((token for token in tokens if token.id == token_id), None)
        if found is None:
            raise IdentifierError(f"there is no token {token_id!r}: mithaq token list shows those there are")
        self._write([token for token in tokens if token is not found])
        return found

    def find_scope(self, secret: str) -> Scope | None:
        """What a token is for; None where it is none of this store's."""
        digest = _digest(secret)
        if self._secret is not None and hmac.compare_digest(digest, _digest(self._secret)):
            return Scope.ADMIN
        found = [token.scope for token in self.all() if hmac.compare_digest(token.digest, digest)]
        return found[0] if found else None

    def _write(self, tokens: list[Token]) -> None:
        if self._path is None:
            raise StoreError("a store in memory: keeps no tokens: set MITHAQ_TOKEN, or name a folder with --store")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replace_file(self._path) as draft:
                content = json.dumps({"tokens": [asdict(token) for token in tokens]}, ensure_ascii=False, indent=1)
                draft.touch(mode=0o600)
                draft.write_text(content + "\n", encoding="utf-8")
                with draft.open("rb") as written:
                    os.fsync(written.fileno())
        except OSError as error:
            raise StoreError(f"the tokens cannot be written to {self._path}: {error.strerror or error}") from error


def _path_beside(store: Path) -> Path:
    """Beside the store and not in it: the folder is the engine's, which copies and checks it as a whole."""
    return store.with_name(f"{store.name}.tokens.json")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
