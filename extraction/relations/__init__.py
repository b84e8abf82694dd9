"""Standing relations between actors that a sentence or a name states."""
