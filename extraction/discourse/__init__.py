"""What sentences share: who is in play, whom a pronoun means, who is spoken of how much."""
