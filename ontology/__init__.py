"""What there is: the vocabulary, the code lists, the register of actors and treaties, and the value types."""
