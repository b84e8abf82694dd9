"""Annotations to quads, quads to the store, the store to answers."""
