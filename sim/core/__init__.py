"""Nouns everyone may import: parameters, chance, people, ties, conditions and the kernels over them."""
