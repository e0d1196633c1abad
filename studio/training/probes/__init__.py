"""Probes: small networks that read back from a picture what is known of it, and so measure those that paint."""
