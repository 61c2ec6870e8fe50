"""hashlib: SHA-256 of 4 MB and of many short messages."""

import hashlib


def main():
    block = bytes(range(256)) * 4096
    digest = hashlib.sha256()
    for _ in range(4):
        digest.update(block)
    for i in range(2_000):
        digest.update(hashlib.sha256(str(i).encode()).digest())
    return digest.hexdigest()
