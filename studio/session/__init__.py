"""One document with the models that are there and the engine: from the artist's wish to a layer."""

from studio.session.session import Session, Submits

__all__ = ["Session", "Submits"]
