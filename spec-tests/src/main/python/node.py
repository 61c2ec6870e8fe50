"""Stands in for the program `node`: hands its command line, input and output to the JVM that runs `habu node-host`.

The frames on the socket are described in Client.java. HABU_NODE_SOCKET names the socket.
"""

import json
import os
import socket
import struct
import sys
import threading

CHUNK = 65536


def main():
    # pytest-pyodide's first question, asked for each test: not worth a connection.
    if sys.argv[1:] in (["--version"], ["-v"]):
        print("v26.10.0")
        return 0
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(os.environ["HABU_NODE_SOCKET"])
    frames = connection.makefile("rb")
    wanted = threading.Semaphore(0)

    def send(kind, data):
        connection.sendall(kind + struct.pack(">I", len(data)) + data)

    def feed():
        while wanted.acquire():
            try:
                data = os.read(0, CHUNK)
            except OSError:
                data = b""
            send(b"i", data)

    terminals = [os.isatty(fd) for fd in range(3)]
    try:
        size = os.get_terminal_size(terminals.index(True))
    except (ValueError, OSError):
        size = os.terminal_size((80, 24))
    command_line = {
        "argv": sys.argv[1:],
        "env": dict(os.environ),
        "cwd": os.getcwd(),
        "terminals": terminals,
        "columns": size.columns,
        "rows": size.lines,
    }
    send(b"h", json.dumps(command_line).encode())
    threading.Thread(target=feed, daemon=True).start()
    while head := frames.read(5):
        kind, length = struct.unpack(">cI", head)
        data = frames.read(length)
        if kind == b"r":
            wanted.release()
        elif kind == b"x":
            return int(data)
        else:
            while data:
                data = data[os.write(1 if kind == b"o" else 2, data) :]
    print("node: the JVM that runs `habu node-host` is gone", file=sys.stderr)
    return 1


status = main()
sys.stdout.flush()
os._exit(status)
