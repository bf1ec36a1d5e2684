from rules.subscription import Pushed, Wish
from storage.engine import Storage
from tests.storage.samples import MINUTE, NOON


def test_the_last_word_of_each_person_on_each_kind_holds(storage: Storage) -> None:
    with storage.work() as work:
        work.subscriptions.put("卫宏伟", Pushed.BULLETIN, NOON, wanted=True)
        work.subscriptions.put("卫宏伟", Pushed.BRIEFING, NOON, wanted=True)
        work.subscriptions.put("赵文博", Pushed.BULLETIN, NOON, wanted=False)
        work.subscriptions.put("卫宏伟", Pushed.BULLETIN, NOON + MINUTE, wanted=False)
    no, yes = Wish(wanted=False, since=NOON + MINUTE), Wish(wanted=True, since=NOON)
    with storage.look() as look:
        assert look.subscriptions.of("卫宏伟") == {Pushed.BULLETIN: no, Pushed.BRIEFING: yes}
        assert look.subscriptions.of("云慧敏") == {}
        others = look.subscriptions.to(Pushed.BULLETIN)
    assert others == {"卫宏伟": no, "赵文博": Wish(wanted=False, since=NOON)}
