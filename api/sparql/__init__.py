"""The SPARQL 1.1 protocol: query, update and graph store."""
