"""What is well formed: SHACL shapes, and the check of a graph against them."""
