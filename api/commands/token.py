"""`mithaq token`: make, list and revoke the tokens that writes over HTTP want."""

from __future__ import annotations

from api.access.tokens import Tokens
from api.console.console import say, show, table
from api.formats import Scope


def create(scope: Scope, *, note: str, location: str) -> None:
    """Make a token and print it.

    Raises:
        StoreError: there is no place to keep its hash.
    """
    token, secret = Tokens(location).create(scope, note=note)
    print(secret)
    say(f"token {token.id} for {scope}; it is shown this once. Send it as Authorization: Bearer TOKEN")


def show_all(*, location: str) -> None:
    """Print what is known of every token.

    Raises:
        StoreError: the tokens cannot be read.
    """
    tokens = Tokens(location).all()
    if not tokens:
        say(f"there are no tokens for the store {location}: mithaq token create makes one")
        return
    shown = table("id", "scope", "created", "note")
    for token in tokens:
        shown.add_row(token.id, token.scope, token.created, token.note)
    show(shown)


def revoke(token_id: str, *, location: str) -> None:
    """Make a token useless.

    Raises:
        IdentifierError: there is none with this id.
        StoreError: the tokens cannot be written.
    """
    token = Tokens(location).revoke(token_id)
    print(f"token {token.id} ({token.scope}) is revoked")
