"""A mail server for tests that hands mails out by IMAP: Dovecot, with one user and a Maildir of its own."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

from tests.processes import Missing, Server, free_ports

USER, PASSWORD = "hilfe", "only-for-tests"

_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/out
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
"""


class Dovecot(Server):
    """The server, in a folder that the account of the mails can enter."""

    @classmethod
    def create(cls, folder: Path) -> Dovecot:
        cls.programme()
        folder.mkdir(parents=True)
        server = cls(folder)
        (port,) = free_ports(1)
        server.remember(kind="dovecot", port=port)
        me = pwd.getpwuid(os.geteuid())
        # Mails never belong to root; whoever is not root can be nobody else.
        owner = pwd.getpwnam("nobody") if me.pw_uid == 0 else me
        names = ("dovecot", "dovecot", "dovenull") if me.pw_uid == 0 else (me.pw_name,) * 3
        (folder / "mail").mkdir()
        if me.pw_uid == 0:
            os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
            for each in (folder, folder.parent):
                each.chmod(0o711)
        facts = {"folder": folder, "port": port, "password": PASSWORD, "uid": owner.pw_uid, "gid": owner.pw_gid}
        accounts = dict(zip(("internal", "internal_group", "login"), names, strict=True))
        (folder / "dovecot.conf").write_text(_CONFIGURATION.format(**facts, **accounts))
        return server

    @property
    def url(self) -> str:
        """What INTAKE_MAILBOX_URL would be."""
        return f"imap://{USER}@127.0.0.1:{self.port}/INBOX"

    def spawn(self) -> subprocess.Popen[bytes]:
        return self.run([self.programme(), "-F", "-c", str(self.folder / "dovecot.conf")])

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as wire:
            return wire.recv(4) == b"* OK"
        return False

    def log(self) -> str:
        return (self.folder / "out").read_text(errors="replace")

    def dispose(self) -> None:
        self.stop()

    @staticmethod
    def programme() -> str:
        found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if not found or not os.path.exists("/usr/lib/dovecot/imap"):
            raise Missing("Dovecot is missing: install dovecot-imapd.")
        return found
