"""The noun phrases of a sentence that speak of actors: names, bodies, persons, nouns that refer."""
