"""zlib: compress and decompress 1 MB of text-like data, and checksums."""

import zlib

DATA = b"".join(b"%d %x the quick brown habu;" % (i, i * i * 2_654_435_761 & 0xFFFFFFFF) for i in range(26_000))


def main():
    packed = zlib.compress(DATA, 6)
    unpacked = zlib.decompress(packed)
    return len(unpacked), zlib.crc32(unpacked), zlib.adler32(unpacked)
