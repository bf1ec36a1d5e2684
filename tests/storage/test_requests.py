import datetime as dtm
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rules.application import Evidence
from rules.approval import ChangeRequest, Matter, Signature, Stage, Step, Word, signed
from rules.posts import Role
from rules.refusal import RefusalError
from storage.engine import Storage
from tests.rules.test_application import APPLICATION
from tests.rules.test_lifecycle_application import ENTRY, EXIT
from tests.storage.samples import NOON

FILED = Signature(
    step=Step.FILE,
    word=Word.AGREE,
    person="单位",
    role=Role.UNIT_STAFF,
    on=NOON.date(),
    at=NOON,
    digest=APPLICATION.digest,
)
SIGNED = replace(
    FILED,
    step=Step.SIGN,
    person="副指挥长",
    role=Role.COMMANDER,
    acting_for="指挥长",
    note="同意上报",
)
ENTERED = replace(FILED, step=Step.APPROVE, minutes="禾政会〔2023〕5号", on=dtm.date(2023, 6, 29))


def file(storage: Storage, project: str = "SL01") -> ChangeRequest:
    with storage.work() as work:
        return work.requests.file(2023, replace(APPLICATION, project=project), FILED)


def test_a_request_comes_back_as_it_was_filed(storage: Storage) -> None:
    filed = file(storage)
    with storage.look() as look:
        found = look.requests.get(filed.id)
    assert found == filed
    assert found is not None
    assert found.application.digest == filed.application.digest


def test_every_word_to_it_is_kept(storage: Storage) -> None:
    request = file(storage)
    with storage.work() as work:
        work.requests.put(signed(request, SIGNED))
        work.requests.put(replace(request, signatures=(*request.signatures, SIGNED, ENTERED)))
    with storage.look() as look:
        found = look.requests.get(request.id)
    assert found is not None
    assert found.signatures == (FILED, SIGNED, ENTERED)


def test_it_is_open_until_it_is_over(storage: Storage) -> None:
    request = file(storage)
    with storage.work() as work:
        assert work.requests.open() == (request,)
        assert work.requests.open_of("SL01") == request
        assert work.requests.open_of("SL02") is None
        over = signed(request, replace(FILED, word=Word.WITHDRAW))
        work.requests.put(over)
        assert work.requests.open() == ()
        assert work.requests.open_of("SL01") is None
        assert work.requests.of_year(2023) == work.requests.of_project("SL01") == (over,)


def test_numbers_of_a_year_have_no_gaps_whoever_files_at_once(storage: Storage) -> None:
    with ThreadPoolExecutor(8) as threads:
        numbers = threads.map(lambda n: file(storage, f"SL{n:02}").number, range(24))
    assert sorted(numbers) == list(range(1, 25))


def test_of_two_who_sign_at_once_one_is_told_of_the_other(storage: Storage) -> None:
    request = file(storage)

    def sign(name: str) -> bool:
        try:
            with storage.work() as work:
                found = work.requests.get(request.id)
                assert found is not None
                work.requests.put(signed(found, replace(SIGNED, person=name, acting_for=None)))
        except RefusalError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        took = list(threads.map(sign, "甲乙丙丁戊己庚辛"))
    assert sum(took) == 1
    with storage.look() as look:
        found = look.requests.get(request.id)
    assert found is not None
    assert (found.stage, len(found.signatures)) == (Stage.REVIEWING, 2)


def test_what_happens_to_a_project_is_asked_for_beside_targets(storage: Storage) -> None:
    exit_ = replace(EXIT, entry=ENTRY, evidence=(Evidence("停工令", "file"),))
    with storage.work() as work:
        filed = work.requests.file(2023, exit_, replace(FILED, digest=exit_.digest))
    file(storage)
    with storage.look() as look:
        found = look.requests.get(filed.id)
        assert look.requests.pending() == {"SL01"}
        assert [one.matter for one in look.requests.open()] == [Matter.EXIT, Matter.TARGET]
    assert found == filed
    assert found.application.digest == exit_.digest
