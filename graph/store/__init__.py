"""Where quads live: one protocol, an embedded store and remote ones."""
