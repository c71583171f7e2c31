"""The guard in conftest.py holds: a test reaches this machine and nothing else."""

import socket

import pytest

from tests.conftest import NetworkForbiddenError


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_elsewhere_is_refused(host: str) -> None:
    with pytest.raises(NetworkForbiddenError):
        socket.create_connection((host, 80), timeout=0.2)


def test_a_datagram_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(NetworkForbiddenError),
    ):
        sender.sendto(b"x", ("192.0.2.1", 53))


def test_this_machine_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=2).close()
