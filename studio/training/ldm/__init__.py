"""Trains our own small latent diffusion model: its words, autoencoder, latents and UNet, and what goes beside it."""
