"""Under which address others reach this server, and the QR code of it for telephones and tablets."""

from __future__ import annotations

import io
import ipaddress
import socket

_ANY = ("0.0.0.0", "::", "")


def is_loopback(host: str) -> bool:
    """Return whether a host can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def name_of(host: str) -> str:
    """Return the host as an address in a browser has it; for all addresses of this machine that which others can use."""
    if is_loopback(host):
        return "localhost"
    if host in _ANY:
        return _own_address() or "localhost"
    return f"[{host}]" if ":" in host else host


def qr_code(address: str) -> str:
    """Return the QR code of an address as text for a terminal."""
    import segno

    text = io.StringIO()
    segno.make_qr(address).terminal(out=text, compact=True)
    return text.getvalue()


def _own_address() -> str:
    """Return this machine's address on the network around it, or nothing; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documents: nobody has it
            return probe.getsockname()[0]
        except OSError:
            return ""
