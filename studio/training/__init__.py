"""Trainers for every family, and the worlds that we draw for them."""
