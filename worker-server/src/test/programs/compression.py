import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

text = ("The quick brown fox jumps over the lazy dog. " * 200).encode()
for module in (zlib, bz2, lzma, gzip):
    packed = module.compress(text)
    print(module.__name__, module.decompress(packed) == text, len(packed) < len(text) // 10)
print(hex(zlib.crc32(text)), hex(zlib.adler32(text)))
d = zlib.decompressobj()
packed = zlib.compress(text, 9)
print(b"".join(d.decompress(packed[i : i + 7]) for i in range(0, len(packed), 7)) + d.flush() == text, d.eof)
try:
    zlib.decompress(b"not zlib")
except zlib.error as e:
    print(e)
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a/one.txt", "one")
    z.writestr(zipfile.ZipInfo("two.bin", (2026, 1, 1, 0, 0, 0)), bytes(10))
with zipfile.ZipFile(buffer) as z:
    print(z.namelist(), z.read("a/one.txt"), z.testzip())
buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w:gz") as t:
    info = tarfile.TarInfo("file")
    info.size = 3
    t.addfile(info, io.BytesIO(b"abc"))
buffer.seek(0)
with tarfile.open(fileobj=buffer) as t:
    print(t.getnames(), t.extractfile("file").read())
print(struct.pack("<hIf3s", -2, 7, 1.5, b"xyz").hex(), struct.unpack(">Q", bytes(range(8))), struct.calcsize("<bq"))
