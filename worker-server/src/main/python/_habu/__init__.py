"""Habu's side of a worker inside the interpreter: where its files are, how its entry module is imported, how a request is
handed to its handler, and how errors are shown. A user's code never needs to import it."""
