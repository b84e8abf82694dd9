"""The read model: lookups kept ready in SQLite, derived from the store and held equal to its answers."""
