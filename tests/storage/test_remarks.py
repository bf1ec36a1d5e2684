"""What is said or handed in beside a figure is kept, in order."""

from rules.remark import Remark, RemarkKind
from rules.report import Source
from storage.engine import Storage
from tests.storage.samples import JUNE, NOON

SOURCE = Source(-100, 7, NOON)
CAUSE = Remark(JUNE, "JT01", "韦长河", RemarkKind.CAUSE, SOURCE, text="受降雨影响")
PHOTO = Remark(JUNE, "JT01", "韦长河", RemarkKind.PHOTO, SOURCE, file="photo")
FILE = Remark(JUNE, "JT02", "韦长河", RemarkKind.FILE, SOURCE, file="file", name="停工令.pdf")


def test_remarks_come_back_as_they_were_kept(storage: Storage) -> None:
    with storage.work() as work:
        for one in (CAUSE, PHOTO, FILE):
            work.remarks.put(one)
    with storage.look() as look:
        assert look.remarks.of(JUNE) == {"JT01": (CAUSE, PHOTO), "JT02": (FILE,)}
        assert look.remarks.of(JUNE, ["JT02"]) == {"JT02": (FILE,)}
        assert look.remarks.of(JUNE.next) == {}
