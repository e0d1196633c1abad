"""What one can do with the points of a model's latent space: look around, pin, reckon, move."""
