"""The table of published facts, and what is kept of a run so that each can be computed as its study computed it."""
