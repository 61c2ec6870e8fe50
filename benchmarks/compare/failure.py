"""The one exception that ends a comparison with a message instead of a trace."""


class Failure(Exception):
    pass
