"""Headquarters' briefing in the states of a month: a usual one, an empty one, and far too much."""

import datetime as dtm

from papers.briefing import BriefingPaper, Section
from rules.month import Month

_MISS = (
    "{n}．禾石路大中修工程（JT{n:02}），将连续2个月：6月目标5.8公里，认定5公里，差0.8公里。"
    "公路站，韦长河。单位自述：连续降雨，基层养护期延长，七月上旬补齐。"
)


def sections(
    reds: int, yellows: int, supports: int, approvals: int, objections: int
) -> tuple[Section, ...]:
    return (
        Section(
            f"一、拟红牌{reds}个（连续两个月及以上未完成）",
            tuple(_MISS.format(n=n) for n in range(1, reds + 1)),
            "个",
            "无。",
        ),
        Section(
            f"二、拟黄牌{yellows}个（本月未完成）",
            tuple(_MISS.format(n=n) for n in range(1, yellows + 1)),
            "个",
            "无。",
        ),
        Section(
            f"三、逾期保障事项{supports}项",
            tuple(
                f"{n}．JT{n:02}　水电路气讯·完成10千伏线路迁改（供电所、马景行），逾期{n}天。"
                for n in range(1, supports + 1)
            ),
            "项",
            "无。",
        ),
        Section(
            f"四、提请总指挥部批准{approvals}件",
            tuple(
                f"{n}．目标调整　青龙河中小河流治理工程（SL{n:02}），禾源镇挂图调〔2023〕{n}号，"
                "7月4日审核通过后待批。"
                for n in range(1, approvals + 1)
            ),
            "件",
            "无。",
        ),
        Section(
            f"五、指挥长异议{objections}个",
            tuple(
                f"{n}．禾石路大中修工程（JT{n:02}）：卫宏伟提出，监理月报是5.8公里，已附后。"
                for n in range(1, objections + 1)
            ),
            "个",
            "暂无（草稿与本简报同时送各指挥长核签）。",
        ),
    )


def briefing(*parts: Section, overview: str = "") -> BriefingPaper:
    words = overview or (
        "本月应报43个。拟蓝34个，拟黄6个，拟红3个，未认定0个，无牌5个。督考办已全部认定。"
    )
    return BriefingPaper("禾源镇", Month(2023, 6), dtm.date(2023, 7, 5), words, parts)


LONG = "龘" * 4000
STATES = {
    "usual": briefing(*sections(3, 6, 3, 1, 0)),
    "nothing": briefing(*sections(0, 0, 0, 0, 0)),
    "too much": briefing(*sections(15, 30, 40, 9, 14), overview="其中督考办还没有认定。" * 60),
    "too long": briefing(
        *(Section(LONG[:40], (LONG,) * 30, "个", "无。") for _ in range(5)), overview=LONG
    ),
}
