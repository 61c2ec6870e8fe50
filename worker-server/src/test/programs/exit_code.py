import sys


def leave():
    try:
        sys.exit(42)
    finally:
        print("cleaning up")


leave()
