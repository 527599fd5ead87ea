from tests.clients.api.conftest import north, post, send, token_of

__all__ = ["north", "post", "send", "token_of"]
