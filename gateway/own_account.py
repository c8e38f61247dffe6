"""What somebody asks about their own account, in the session they have; some of it goes on in another one."""

from __future__ import annotations

from typing import Any

from gateway import proofs, who


def ask(method: str, body: dict[str, Any], token: str) -> dict[str, Any]:
    """Ask `cases`, naming the session by its token. Where the answer holds another token, the old one opens nothing."""
    answer = who.ask("cases", method, body | {"token": token})
    if "token" in answer:
        proofs.proofs().forget(token)
    return answer
