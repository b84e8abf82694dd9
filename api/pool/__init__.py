"""The workers that run queries outside of the serving process, and what passes between them and it."""
