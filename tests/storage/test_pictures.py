from storage.engine import Storage
from tests.storage.samples import DAY, NOON

PAGES = (b"\x89PNG\r\n\x1a\n\x00first", b"second", b"")


def test_the_pages_of_a_picture_come_back_in_order(storage: Storage) -> None:
    with storage.work() as work:
        work.pictures.put("digest", PAGES, NOON)
    with storage.look() as look:
        assert look.pictures.get("digest") == PAGES
        assert look.pictures.get("another") is None


def test_a_picture_that_is_drawn_twice_is_kept_once(storage: Storage) -> None:
    with storage.work() as work:
        work.pictures.put("digest", PAGES, NOON)
        work.pictures.put("digest", PAGES, NOON + DAY)
        assert work.pictures.get("digest") == PAGES


def test_old_pictures_are_forgotten(storage: Storage) -> None:
    with storage.work() as work:
        work.pictures.put("old", PAGES, NOON)
        work.pictures.put("new", PAGES, NOON + DAY)
        assert work.pictures.forget(NOON + DAY) == 3
        assert work.pictures.get("old") is None
        assert work.pictures.get("new") == PAGES
