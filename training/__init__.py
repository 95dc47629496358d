"""How the reading model is made, from corpora to weights; not part of the wheel."""
