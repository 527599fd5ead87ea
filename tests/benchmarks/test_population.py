from benchmarks.population import TABLES, People


def drawn(seed):
    tables = People(seed=seed, chunk=0, count=40, areas=[1, 2, 3]).tables()
    return {name: list(rows) for name, rows in tables.items()}


def test_the_same_seed_makes_the_same_people():
    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


def test_rows_fit_their_columns():
    for table, rows in drawn(7).items():
        assert {len(row) for row in rows} == {len(TABLES[table])}
