"""The names of `ssl` for programs that only mention them. Pyodide 0.26 has the module as a separate download; it is used
where it is there. Encrypted connections are made by the host: `fetch` has them, sockets do not exist."""

import enum


class SSLError(OSError):
    pass


class SSLZeroReturnError(SSLError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLSyscallError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


CertificateError = SSLCertVerificationError


class Purpose(enum.Enum):
    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


class TLSVersion(enum.IntEnum):
    TLSv1_2 = 771
    TLSv1_3 = 772


class VerifyMode(enum.IntEnum):
    CERT_NONE = 0
    CERT_OPTIONAL = 1
    CERT_REQUIRED = 2


CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = VerifyMode
PROTOCOL_TLS, PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER = 2, 16, 17
OP_ALL = OP_NO_SSLv2 = OP_NO_SSLv3 = OP_NO_COMPRESSION = OP_NO_TICKET = 0
HAS_SNI = HAS_ALPN = HAS_NPN = False
OPENSSL_VERSION = "none"
OPENSSL_VERSION_INFO = (0, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0


def _refuse(*arguments, **options):
    raise NotImplementedError("a worker makes no encrypted connections of its own; fetch makes them")


class SSLContext:
    __init__ = _refuse


class SSLSocket:
    __init__ = _refuse


class SSLObject:
    __init__ = _refuse


class MemoryBIO:
    __init__ = _refuse


create_default_context = wrap_socket = get_server_certificate = _refuse
