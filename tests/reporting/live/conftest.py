from tests.ledger.conftest import stage, stage_in_use

__all__ = ["stage", "stage_in_use"]
