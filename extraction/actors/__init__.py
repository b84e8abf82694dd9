"""From phrase to actor: who is meant, what it belongs to, and the cast of a document."""
