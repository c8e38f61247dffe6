"""Mail over TLS: STARTTLS where it is offered, TLS from the first byte, a login; and never to whom we do not trust."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.carriers import carrier
from services.notifications.carriers.outcomes import Postponed, Undeliverable
from tests.processes import free_ports

USER, PASSWORD = "lotse", "p@ss word"
LOGIN = "lotse:p%40ss%20word"


class Taken:
    """Takes every mail, and remembers over what it came."""

    def __init__(self) -> None:
        self.mails: list[tuple[bool, bool]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append((session.ssl is not None or server._tls_protocol is not None, session.authenticated))
        return "250 taken"


def may_enter(server: Any, session: Any, envelope: Any, mechanism: str, found: Any) -> AuthResult:
    is_ours = isinstance(found, LoginPassword) and (found.login, found.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_ours, handled=is_ours)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, made just now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@contextmanager
def server(taken: Taken, **options: Any) -> Iterator[int]:
    (port,) = free_ports(1)
    running = Controller(taken, hostname="127.0.0.1", port=port, **options)
    running.start()
    try:
        yield port
    finally:
        running.stop()


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def mail() -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"] = "integration@example.org", "nino@example.org"
    written.set_content("გამარჯობა")
    return written


@pytest.mark.usefixtures("trusted")
def test_where_starttls_is_offered_it_is_taken_before_the_password_is_told(certificate: Path) -> None:
    taken = Taken()
    options = {"require_starttls": True, "auth_required": True, "authenticator": may_enter}
    with server(taken, tls_context=tls(certificate), **options) as port:
        carrier(f"smtp://{LOGIN}@127.0.0.1:{port}").send(mail())
    assert taken.mails == [(True, True)]


@pytest.mark.usefixtures("trusted")
def test_tls_from_the_first_byte(certificate: Path) -> None:
    taken = Taken()
    with server(taken, ssl_context=tls(certificate)) as port:
        carrier(f"smtps://127.0.0.1:{port}").send(mail())
    assert len(taken.mails) == 1


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_loses_nobody_a_message(certificate: Path) -> None:
    taken = Taken()
    options = {"require_starttls": True, "auth_required": True, "authenticator": may_enter}
    with server(taken, tls_context=tls(certificate), **options) as port, pytest.raises(Postponed):
        carrier(f"smtp://lotse:wrong@127.0.0.1:{port}").send(mail())
    assert taken.mails == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_we_do_not_trust_is_told_nothing(certificate: Path, scheme: str) -> None:
    taken = Taken()
    how: dict[str, Callable[[], dict[str, Any]]] = {
        "smtp": lambda: {"tls_context": tls(certificate)},
        "smtps": lambda: {"ssl_context": tls(certificate)},
    }
    with server(taken, **how[scheme]()) as port, pytest.raises((Postponed, Undeliverable)) as refused:
        carrier(f"{scheme}://{LOGIN}@127.0.0.1:{port}").send(mail())
    assert isinstance(refused.value, Postponed)
    assert taken.mails == []
