print("importing")


def setup():
    raise ValueError("raised at import")


setup()
