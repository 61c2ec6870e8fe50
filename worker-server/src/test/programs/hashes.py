import binascii
import base64
import hashlib
import hmac

data = bytes(range(256)) * 100
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    print(name, hashlib.new(name, data).hexdigest())
h = hashlib.sha256()
for i in range(0, len(data), 1000):
    h.update(data[i : i + 1000])
print(h.hexdigest() == hashlib.sha256(data).hexdigest(), h.digest_size, h.block_size)
print(hashlib.shake_128(b"habu").hexdigest(16))
print(hashlib.blake2b(b"habu", key=b"secret", digest_size=16, person=b"test").hexdigest())
print(hmac.new(b"key", b"message", "sha256").hexdigest())
print(hmac.compare_digest(b"a", b"a"))
print(base64.b64encode(data[:20]), base64.urlsafe_b64decode("-_8="), base64.b85encode(b"habu"))
print(hex(binascii.crc32(data)), binascii.hexlify(b"\x00\xff", ":"))
