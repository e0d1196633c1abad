"""Every change to a document, each with its way back: a file for each kind."""
