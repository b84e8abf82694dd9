"""A look at the text of a query, an update or a graph before anything of it is run."""
