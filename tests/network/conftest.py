from tests.accounts.administration.conftest import browse, people

__all__ = ["browse", "people"]
