"""What is written down about people is unreadable to everybody else, and cannot be moved about."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.testing import RING, SEAL_KEYS
from services.chassis.vault import SealKeys, Vault, VaultError, new_ring, new_seal_keys

PLACE = ("requests", "person", "r1")


def ring(**keys: str) -> str:
    """A ring whose last key is the current one."""
    return json.dumps({"current": list(keys)[-1], "keys": keys})


def key_of(made: str) -> str:
    key: str = json.loads(made)["keys"]["k1"]
    return key


@given(st.text())
def test_a_value_reads_as_it_was_written(value: str) -> None:
    vault = Vault(RING)
    assert vault.open(*PLACE, vault.lock(*PLACE, value)) == value


def test_nothing_stays_nothing() -> None:
    vault = Vault(RING)
    assert vault.lock(*PLACE, None) is None
    assert vault.open(*PLACE, None) is None


@pytest.mark.parametrize(
    "moved", [("people", "person", "r1"), ("requests", "name", "r1"), ("requests", "person", "r2")]
)
def test_a_value_cannot_be_moved_to_another_table_column_or_row(moved: tuple[str, str, str]) -> None:
    vault = Vault(RING)
    locked = vault.lock(*PLACE, "ნინო ბერიძე")
    with pytest.raises(VaultError) as refusal:
        vault.open(*moved, locked)
    assert "ნინო" not in str(refusal.value)


def test_a_value_that_was_altered_is_refused_wherever_it_was() -> None:
    vault = Vault(RING)
    locked = vault.lock(*PLACE, "ნინო")
    assert locked
    for place in range(1, len(locked)):
        altered = bytearray(locked)
        altered[place] ^= 1
        with pytest.raises(VaultError):
            vault.open(*PLACE, bytes(altered))


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01\xff", b"\x01\x02k1", b"\x01\x02k1" + b"x" * 12])
def test_what_is_no_locked_value_is_refused_as_such(junk: bytes) -> None:
    with pytest.raises(VaultError):
        Vault(RING).open(*PLACE, junk)


def test_the_content_of_a_file_is_locked_like_any_other_value() -> None:
    content = bytes(range(256)) * 4096
    vault = Vault(RING)
    locked = vault.lock_bytes("contents", "content", "d1", content)
    assert content[:64] not in locked
    assert vault.open_bytes("contents", "content", "d1", locked) == content
    with pytest.raises(VaultError):
        vault.open_bytes("contents", "content", "d2", locked)


def test_equal_values_are_not_seen_to_be_equal() -> None:
    vault = Vault(RING)
    assert vault.lock(*PLACE, "ნინო") != vault.lock(*PLACE, "ნინო")


def test_another_installation_reads_nothing() -> None:
    with pytest.raises(VaultError):
        Vault(new_ring()).open(*PLACE, Vault(RING).lock(*PLACE, "ნინო"))


def test_keys_rotate_while_running() -> None:
    first, second = key_of(new_ring()), key_of(new_ring())
    before, after = Vault(ring(k1=first)), Vault(ring(k1=first, k2=second))
    old = before.lock(*PLACE, "ნინო")
    assert after.open(*PLACE, old) == "ნინო"
    new = after.lock(*PLACE, "ნინო")
    assert new
    assert new[2:4] == b"k2", "the newest key writes"
    with pytest.raises(VaultError):
        before.open(*PLACE, new)


def test_what_is_found_by_value_is_found_after_a_rotation_too() -> None:
    first, second = key_of(new_ring()), key_of(new_ring())
    before, after = Vault(ring(k1=first)), Vault(ring(k1=first, k2=second))
    assert before.index("email", "nino@example.org") == after.index("email", "nino@example.org")
    assert before.token("status", "r1") == after.token("status", "r1")


def test_after_the_tenth_key_the_oldest_is_still_the_root() -> None:
    keys = {f"k{number}": key_of(new_ring()) for number in range(1, 11)}
    few = Vault(ring(**dict(list(keys.items())[:2])))
    many = Vault(ring(**keys))
    assert few.index("email", "nino@example.org") == many.index("email", "nino@example.org")


def test_an_index_tells_equality_within_one_purpose_and_nothing_else() -> None:
    vault = Vault(RING)
    assert vault.index("email", "nino@example.org") == vault.index("email", "nino@example.org")
    assert vault.index("email", "x") != vault.index("phone", "x")
    assert vault.index("email", "x") != Vault(new_ring()).index("email", "x")
    assert len(vault.index("email", "x" * 1000)) == 16


def test_a_token_opens_its_own_subject_and_no_other() -> None:
    vault = Vault(RING)
    token = vault.token("request status", "r1")
    assert vault.matches("request status", "r1", token)
    assert not vault.matches("request status", "r2", token)
    assert not vault.matches("another purpose", "r1", token)
    assert not vault.matches("request status", "r1", "")
    assert not vault.matches("request status", "r1", "ტოკენი")
    assert len(token) == 22


def test_a_ring_without_a_current_key_or_with_a_short_one_is_refused() -> None:
    for broken in ('{"current":"k2","keys":{"k1":"' + "A" * 43 + '="}}', '{"current":"k1","keys":{"k1":"AAAA"}}'):
        with pytest.raises(ValueError):
            Vault(broken)


KIM, CARITAS = SealKeys("kim", SEAL_KEYS), SealKeys("caritas", new_seal_keys())
CONTACT = {"email": "nino@example.org", "language": "ka"}


def test_a_seal_is_opened_by_its_recipient_and_says_who_made_it() -> None:
    contents = CARITAS.unseal(KIM, "handover r1", KIM.seal(CARITAS, "handover r1", CONTACT))
    assert (contents.sender, contents.purpose, contents.data) == ("kim", "handover r1", CONTACT)


def test_a_seal_shows_nothing_of_what_is_in_it() -> None:
    assert "nino" not in KIM.seal(CARITAS, "handover r1", CONTACT)


def test_a_seal_for_another_recipient_is_refused() -> None:
    with pytest.raises(VaultError):
        KIM.unseal(KIM, "handover r1", KIM.seal(CARITAS, "handover r1", CONTACT))


def test_a_seal_for_another_purpose_is_refused() -> None:
    with pytest.raises(VaultError):
        CARITAS.unseal(KIM, "handover r2", KIM.seal(CARITAS, "handover r1", CONTACT))


def test_a_seal_from_somebody_else_is_refused() -> None:
    awo = SealKeys("awo", new_seal_keys())
    with pytest.raises(VaultError):
        CARITAS.unseal(KIM, "handover r1", awo.seal(CARITAS, "handover r1", CONTACT))


def test_a_seal_passed_on_under_another_name_is_refused() -> None:
    """Whoever has our key and another name is not us: the names are inside the signature."""
    renamed = SealKeys("stadt", SEAL_KEYS)
    with pytest.raises(VaultError):
        CARITAS.unseal(KIM, "handover r1", renamed.seal(CARITAS, "handover r1", CONTACT))


@pytest.mark.parametrize("junk", ["", "x", "a.b.c.d.e", "ნინო", "e30.e30.e30.e30.e30"])
def test_what_is_no_seal_is_refused_as_such(junk: str) -> None:
    with pytest.raises(VaultError):
        KIM.unseal(KIM, "handover r1", junk)


def test_an_altered_seal_is_refused() -> None:
    sealed = KIM.seal(CARITAS, "handover r1", CONTACT)
    for place in range(0, len(sealed), 11):
        altered = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(VaultError):
            CARITAS.unseal(KIM, "handover r1", altered)


def test_a_seal_may_be_as_large_as_a_message() -> None:
    keys = SealKeys("kim", new_seal_keys())
    sealed = keys.seal(keys, "a piece of a file", {"content": "x" * 530_000})
    assert 900_000 < len(sealed) < 1_000_000
    assert keys.unseal(keys, "a piece of a file", sealed).data["content"] == "x" * 530_000
