"""The clauses of a sentence, and the predicates that open them."""
