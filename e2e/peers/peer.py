#!/usr/bin/env python3
"""A foreign peer for tests: one socket, driven by lines on standard input, one line of answer each.

    peer.py listen tcp|unix [PATH]        answers `listening PORT-OR-PATH`
    peer.py connect tcp PORT | unix PATH  answers `connected`

Commands: accept | backlog N | send HEX | sendfile PATH | recv N | recvall | shut | close | reset | exit
`recv` answers the bytes as hex, `EOF`, or the name of the error; `recvall` the size and SHA-256 up to the end.
"""
import errno
import hashlib
import socket
import struct
import sys


def make(family):
    return socket.socket(socket.AF_UNIX if family == "unix" else socket.AF_INET, socket.SOCK_STREAM)


def receive(peer, size):
    got = b""
    while len(got) < size:
        chunk = peer.recv(size - len(got))
        if not chunk:
            return got.hex() if got else "EOF"
        got += chunk
    return got.hex()


def receive_all(peer):
    digest, size = hashlib.sha256(), 0
    while chunk := peer.recv(65536):
        digest.update(chunk)
        size += len(chunk)
    return f"{size} {digest.hexdigest()}"


def act(state, word, rest):
    peer = state.get("peer")
    if word == "accept":
        state["peer"], _ = state["server"].accept()
        return "accepted"
    if word == "backlog":
        state["server"].listen(int(rest))
        return "listening"
    if word == "send":
        peer.sendall(bytes.fromhex(rest))
        return "sent"
    if word == "sendfile":
        with open(rest, "rb") as file:
            peer.sendall(file.read())
        return "sent"
    if word == "recv":
        return receive(peer, int(rest))
    if word == "recvall":
        return receive_all(peer)
    if word == "shut":
        peer.shutdown(socket.SHUT_WR)
        return "shut"
    if word == "reset":
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()
    return word


def main():
    role, family, *where = sys.argv[1:]
    state = {}
    first = make(family)
    if role == "listen":
        first.bind(where[0] if family == "unix" else ("127.0.0.1", 0))
        first.listen(16)
        state["server"] = first
        print("listening", where[0] if family == "unix" else first.getsockname()[1], flush=True)
    else:
        first.connect(where[0] if family == "unix" else ("127.0.0.1", int(where[0])))
        state["peer"] = first
        print("connected", flush=True)
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "exit":
            break
        try:
            print(act(state, word, rest), flush=True)
        except OSError as error:
            print(errno.errorcode.get(error.errno, error.errno), flush=True)


main()
