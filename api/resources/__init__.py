"""The resources of the service, one module each: what can be asked, and how the answer is put together."""
