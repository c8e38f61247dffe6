"""A service believes only what the gateway signed, and only for a minute."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from services.chassis import identity
from services.chassis.errors import NotSignedIn
from services.chassis.identity import TOKEN_SECONDS, Actor, Signer, Verifier
from services.chassis.vault import identity_key, new_identity_keys

PRIVATE, PUBLIC = map(identity_key, new_identity_keys())
DESK = Actor(frozenset({"desk", "coordinator"}), "kim", "a7")


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The clock of signer and verifier, to be moved by hand."""
    clock = SimpleNamespace(now=time.time())
    clock.time = lambda: clock.now
    monkeypatch.setattr(identity, "time", clock)
    return clock


def code_of(token: str | None) -> str:
    with pytest.raises(NotSignedIn) as refusal:
        Verifier(PUBLIC).read(token)
    return refusal.value.code


def claims(**changes: object) -> dict[str, object]:
    return {"sub": "a7", "org": "kim", "roles": ["desk"], "exp": int(time.time()) + 60} | changes


def test_who_is_signed_is_read_again() -> None:
    assert Verifier(PUBLIC).read(Signer(PRIVATE).sign(DESK)) == DESK
    assert Verifier(PUBLIC).read(Signer(PRIVATE).sign(Actor.public())) == Actor.public()


def test_the_verifier_holds_no_key_to_sign_with() -> None:
    assert "d" not in PUBLIC
    with pytest.raises(Exception, match=".*"):
        Signer(PUBLIC).sign(DESK)


def test_a_missing_proof_and_junk_are_no_proof() -> None:
    assert code_of(None) == "not_signed_in"
    for junk in ("", "x", "a.b.c", "ნინო", "e30.e30.e30"):
        assert code_of(junk) == "proof_invalid"


def test_a_proof_signed_by_somebody_else_is_forged() -> None:
    other, _ = new_identity_keys()
    assert code_of(Signer(identity_key(other)).sign(DESK)) == "proof_invalid"


def test_a_proof_without_a_signature_is_forged() -> None:
    head, body, _ = Signer(PRIVATE).sign(DESK).split(".")
    assert code_of(f"{head}.{body}.") == "proof_invalid"
    unsigned = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
    assert code_of(f"{unsigned}.{body}.") == "proof_invalid"


def test_the_public_key_taken_as_a_password_signs_nothing() -> None:
    secret = OctKey.import_key(str(PUBLIC["x"]))
    forged = jwt.encode({"alg": "HS256"}, claims(), secret, algorithms=["HS256"])
    assert code_of(forged) == "proof_invalid"


@pytest.mark.parametrize("changes", [{"roles": None}, {"roles": 7}, {"exp": "soon"}])
def test_a_signed_proof_of_another_shape_is_refused(changes: dict[str, object]) -> None:
    key = OKPKey.import_key(PRIVATE)
    assert code_of(jwt.encode({"alg": "Ed25519"}, claims(**changes), key, algorithms=["Ed25519"])) == "proof_invalid"


def test_roles_altered_after_signing_are_refused() -> None:
    one, other = Signer(PRIVATE).sign(DESK), Signer(PRIVATE).sign(Actor(frozenset({"administrator"}), "kim", "a7"))
    assert code_of(".".join((one.split(".")[0], other.split(".")[1], one.split(".")[2]))) == "proof_invalid"


def test_a_proof_runs_out_after_a_minute_even_for_who_has_seen_it(hands: SimpleNamespace) -> None:
    token, verifier = Signer(PRIVATE).sign(DESK), Verifier(PUBLIC)
    assert verifier.read(token) == DESK
    hands.now += TOKEN_SECONDS - 2
    assert verifier.read(token) == DESK
    hands.now += 3
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            verifier.read(token)


def test_a_proof_is_kept_while_fresh_and_made_anew_before_it_runs_out(hands: SimpleNamespace) -> None:
    signer = Signer(PRIVATE)
    first = signer.sign(DESK)
    hands.now += 30
    assert signer.sign(DESK) == first
    hands.now += 15
    renewed = signer.sign(DESK)
    assert renewed != first
    hands.now += 30
    assert Verifier(PUBLIC).read(renewed) == DESK


def test_the_label_names_roles_and_pseudonym() -> None:
    assert DESK.label == "coordinator+desk:a7"
    assert Actor.public().label == "public:public"
    assert Actor.system().label == "system:system"
