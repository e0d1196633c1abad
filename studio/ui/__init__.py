"""The window. PySide6 only here and in engine/engine.py; never torch, diffusers or cv2."""
