"""Single values are kept by AES-256-GCM, and secrets are long and random."""

import base64
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import SigninLink
from accounts.services.signin import make_signin_token
from config import env
from config.kernel.encryption import NONCE_BYTES, Undecipherable, decrypt, encrypt
from tests.factories.accounts import member

PLACE = "tests.Model.field"


def test_the_cipher_is_aes_gcm():
    key_id, key = next(iter(settings.FIELD_KEYS.items()))

    kept = encrypt(b"a value", place=PLACE)

    head, rest = kept[: len(key_id) + 1], kept[len(key_id) + 1 :]
    assert head == f"{key_id}:".encode()
    assert AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], PLACE.encode()) == b"a value"


@given(value=st.binary(max_size=40), bit=st.integers(min_value=0))
def test_any_altered_bit_is_refused_alike(value, bit):
    kept = bytearray(encrypt(value, place=PLACE))
    bit %= len(kept) * 8
    kept[bit // 8] ^= 1 << (bit % 8)

    with pytest.raises(Undecipherable) as refused:
        decrypt(bytes(kept), place=PLACE)

    assert str(refused.value) == PLACE


@pytest.mark.parametrize("kept", [b"", b":", b"t1", b"t1:", b"t1:short", b"unknown:" + bytes(40)])
def test_what_we_did_not_write_is_refused_alike(kept):
    with pytest.raises(Undecipherable) as refused:
        decrypt(kept, place=PLACE)

    assert str(refused.value) == PLACE


def test_a_value_of_another_place_is_refused():
    kept = encrypt(b"a value", place=PLACE)

    with pytest.raises(Undecipherable):
        decrypt(kept, place="tests.Model.other")


def test_no_nonce_comes_twice():
    kept = [encrypt(b"the same", place=PLACE) for _time in range(2000)]

    nonces = {one.partition(b":")[2][:NONCE_BYTES] for one in kept}

    assert NONCE_BYTES == 12
    assert len(nonces) == len(kept)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_keys_have_256_bits(length):
    short = base64.b64encode(os.urandom(length)).decode()

    with pytest.raises(env.BadEnvironment):
        env.key("TASMA_HASH_KEY", environ={"TASMA_HASH_KEY": short})

    whole = os.urandom(32)
    assert env.key("TASMA_HASH_KEY", environ={"TASMA_HASH_KEY": base64.b64encode(whole).decode()}) == whole


def test_tokens_hold_256_random_bits(db):
    email = member().email

    tokens = {make_signin_token(email=email) for _time in range(20)}

    assert len(tokens) == 20
    assert {len(base64.urlsafe_b64decode(token + "=")) for token in tokens} == {32}
    assert SigninLink.objects.count() == 20
