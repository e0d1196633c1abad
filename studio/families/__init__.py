"""Kinds of models: each folder is a card (cheap, no torch) and the code that loads and runs its weights."""
