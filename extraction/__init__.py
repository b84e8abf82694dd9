"""A document in, an annotation out; never sees a store."""
