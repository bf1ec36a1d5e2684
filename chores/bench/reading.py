"""Reading: 10,000 replies as officials write them, and the longest messages of the hostile."""

import statistics
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from chores.bench.timing import Row, once, seconds, written
from rules.reading import Terms, read_reply

_SAID = (
    ("累计完成2680万元", "万元"),
    ("65%", "%"),
    ("截至6月30日，累计完成5.8公里", "公里"),
    ("一千二百五十万元", "万元"),
    ("本月完成120万，累计860万", "万元"),
    ("联系电话13900000000，完成65%", "%"),
    ("大概四百来户吧", "户"),
    ("预计9月底完成80%", "%"),
    ("收到，累计完成65%👍", "%"),
    ("正在推进", "万元"),
)
_LONGEST = 4096  # characters of a message
_HOSTILE = (
    *("一", "1.", "1，", "(", "万", "亿", "千", "K1+", "累计", "累计完成65%，", " ", "\n", "1户"),
    *(
        "6月",
        "三十一日",
        "1-6月",
        "第",
        "3号",
        "受",
        "王",
        "@",
        "根据",
        "65%-",
        "1半",
        "O",
        "户厕",
        "老百姓",
        "原因:一",
        "一龥等",
        "累计1户，厂房正在",
    ),
)


def measure(count: int = 10_000) -> Iterator[Row]:
    """Read so many replies of ten kinds, each timed by itself."""
    taken = sorted(once(partial(_read, number)) for number in range(count))
    speed = f"{count / sum(taken):,.0f} a second"
    yield Row(f"{count:,} replies", written(sum(taken)), remark=speed)
    last = statistics.quantiles(taken, n=100)[-1]
    yield Row("a reply at the 99th percentile", f"{last * 1e6:.0f} µs")
    terms = Terms("户", project="农村户厕改造提升工作")
    texts = {piece: (piece * _LONGEST)[:_LONGEST] for piece in _HOSTILE}
    slowest = {p: seconds(partial(read_reply, text, terms)) for p, text in texts.items()}
    worst = max(slowest, key=lambda piece: slowest[piece])
    what = f"the slowest of {len(texts)} hostile replies of {_LONGEST:,} characters"
    yield Row(what, written(slowest[worst]), remark=f"{worst!r} over and over (goal: under 50 ms)")


def _read(number: int) -> None:
    said, unit = _SAID[number % len(_SAID)]
    read_reply(said, Terms(unit=unit, annual_target=Decimal(9000), month=6))
