"""Every way in: HTTP, the command line."""
