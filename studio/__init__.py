"""Pentimento: a studio to paint, mask and draw with generative models on layers."""

__version__ = "0.1.0"
