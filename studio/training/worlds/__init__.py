"""The worlds that we draw ourselves, so that every picture a model learns from is ours and all of it is known.

A world is one module or folder here that exports `WORLD`; the walk of studio.parts finds it. Cards are light: what
draws is imported by the first `draw`.
"""
