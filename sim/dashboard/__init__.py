"""The dashboard: pages on the public names of `sim`, which work without a network."""
