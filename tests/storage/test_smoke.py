import datetime as dtm
from storage.engine import Storage
from rules.notice import Notice, Address
AT=dtm.datetime(2023,6,30,9,tzinfo=dtm.UTC)
import pytest
@pytest.mark.parametrize("n", range(10))
def test_x(storage: Storage, n:int) -> None:
    with storage.work() as work:
        assert work.outbox.put(Notice("a", Address(-5), "hi"), AT)
    with storage.work() as work:
        assert len(work.outbox.claim(AT, 5))==1
