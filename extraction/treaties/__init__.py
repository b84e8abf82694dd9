"""Treaties that a document names or describes, and who is party to them."""
