"""The Explore workspace: a map of a model's latent space, and what can be done with its points."""
