"""The operations put together in the web framework."""
