"""Numbers that belong to the calendar or to the chat and not to the work: dates, telephones, list numbers."""

import re
from dataclasses import dataclass
from enum import Enum

_DIGIT = "[0-9零〇○一二三四五六七八九]"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = f"(?:20[0-9]{{2}}|(?<![0-9])[0-9]{{2}}|二[〇零○]{_DIGIT}{{2}})"
_EARLIER = rf"(?:(?:{_YEAR}年)?(?P<m9>{_MONTH})(?:月份?)?(?:{_DAY}[日号])?[至到\-~—–]{{1,2}})"
_MOMENT = re.compile(
    rf"""(?:(?P<earlier>{_EARLIER})?
      (?: (?P<y>{_YEAR})年度? (?:(?P<m>{_MONTH})月份?)? (?:(?<=[月份])(?P<d>{_DAY})[日号])?
        | (?P<m2>{_MONTH})月份? (?:(?P<d2>{_DAY})[日号])?
        | (?P<d3>{_DAY})[日号](?![楼线文令地桥公])
        | (?P<y4>20[0-9]{{2}})([-./])(?P<m4>{_MONTH})(?:[-./](?P<d4>{_DAY}))?(?![0-9.%])
        | (?P<y5>20[0-9]{{2}})(?P<m5>0[1-9]|1[0-2])(?P<d5>[0-2][0-9]|3[01])(?![0-9])
        | (?<=[截到][至止到]|.[至止]) (?P<m6>1[0-2]|0?[1-9])[./](?P<d6>{_DAY})(?![0-9.])
      )
      | (?:(?P<y7>{_YEAR})年?)? (?P<part>上半年|下半年|前三季度|第?[一二三四1-4]季度)
    )
    (?P<edge>底|末|初|上旬|中旬|下旬)? (?P<side>以前|之前|前|以来|以后|之后|后|起|开始|止|为止)?""",
    re.VERBOSE,
)
_PARTS = {"上半年": 6, "下半年": 12, "前三季度": 9, "一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_HAN = "零一二三四五六七八九"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕"
    "郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛米戴宋庞熊纪舒项董梁杜阮蓝闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应"
    "丁邓单洪包左石崔吉龚程邢裴陆荣翁曲段侯全宁仇甘武符刘景龙叶白蒲邰赖乔谭温庄瞿文关欧曾沙冉桂申牛"
)
_TITLES = "副?(?:主任|书记|镇长|乡长|县长|区长|市长|站长|所长|局长|部长|主席|委员|队长|校长|院长|经理|科长|股长|会计|村长|支书|干事|老师|总指挥|指挥长)|同志"
_STICKERS = (
    "图片|表情|动画表情|语音|视频|文件|位置|链接|名片|抱拳|强|握手|玫瑰|ok|OK|微笑|鼓掌|合十|加油|咖啡|太阳|憨笑|呲牙|愉快|胜利|庆祝|拳头|爱心|奋斗|捂脸"
    "|流汗|偷笑|耶|得意|害羞|大哭|流泪|敬礼|赞|比心|嘿哈|机智|啤酒|礼物|爆竹|福|烟花|旺柴|好的|收到|再见|擦汗|可爱|调皮|色|呵呵|笑脸|笑哭|鲜花|抱抱|感谢|谢谢|辛苦|辛苦了|666"
)
_QUANTITY = "[0-9一二三四五六七八九十百]{1,4}"
_ASIDE = re.compile(
    rf"""
      (?P<piece>第?{_QUANTITY}(?:合同段|标段|标|号楼|\#楼|\#|号线|号桥|号地块|期工程|期|批次|批|组团|工区|段|工段|车间)
        | 第{_QUANTITY}(?:组|村|施工队|产业|社区) | [A-Da-d](?:标段|标|区|段|地块|村) | [A-Z]{{0,2}}K[0-9]{{1,4}}(?:\+[0-9]{{1,3}}(?:\.[0-9]+)?)?)
    | (?P<plain>
        (?<![0-9])1[3-9][0-9](?:[- ]?[0-9]{{4}}){{2}}(?![0-9.]|[ ]?[%元万亿户亩米公个座])
      | (?<![0-9])0[0-9]{{2,3}}-[0-9]{{7,8}}(?![0-9])
      | (?:电话|手机号?|微信号?|QQ|qq|号码|联系方式|联系|拨打|打|致电|短号|工号|编号|序号|№|[Nn][Oo]\.?)[是为:]?[ ]?[0-9]{{1,12}}(?![0-9.%万亿户亩])
      | (?<![0-9])[0-9]{{17}}[0-9Xx](?![0-9])
      | (?:上午|下午|早上|晚上|中午|凌晨|早晨|今早|傍晚|晚)?[ ]?(?:2[0-4]|1[0-9]|0?[0-9])(?::[0-5][0-9](?::[0-5][0-9])?(?![0-9.])|[点时](?:半|整|钟|[0-5]?[0-9]分|许)?(?![0-9%一二三四五六七八九零]))
      | (?:上午|下午|早上|晚上|中午|凌晨)?(?:十[一二]?|[一二两三四五六七八九])点(?:半|整|钟)?(?![0-9%一二三四五六七八九零])
      | (?:按照?|根据|依据)?(?:[一-龥]{{1,2}}[政办党发纪府委字函督建交农水财规]{{1,3}})?[〔\[(]20[0-9]{{2}}[〕\])][ ]?第?[0-9]{{1,4}}号(?:文件|文|通知|令)?(?:要求|精神|规定|部署|安排)?
      | (?:按照?|根据|依据)[一-龥0-9]{{0,12}}(?:会|会议|文件|通知)(?:要求|精神|部署|安排)(?=[，,。;])
      | 受[一-龥]{{1,10}}影响 | (?:因|由于)[一-龥]{{1,8}}(?:原因|影响)
      | 第?[0-9]{{1,4}}号(?:文件|文|通知|令|公告|纪要|会议纪要)
      | 第{_QUANTITY}(?:次|名|位|项|条|页|版|步|层|天|轮|个|号)?
      | [GSXYC][0-9]{{3}}(?:国道|省道|县道|乡道|线)?(?![0-9.%]) | [45]G(?![A-Za-z])
      | \#?接龙[ :]*[0-9]{{0,3}}(?![0-9.%]) | \[语音\][ ]*[0-9]{{1,2}}[ ]*["”″'秒]{{0,2}} | 语音[ ]*[0-9]{{1,2}}[ ]*(?:秒|["”″']{{1,2}})
      | (?<![0-9])[0-9]{{1,2}}[ ]?(?:["”″]|'{{1,2}})(?![0-9])
      | \[(?:{_STICKERS})\]
      | @[^\s@0-9,，。:!?;]{{1,20}}(?=\s|$)
      | [{_SURNAMES}][一-龥]{{0,2}}?(?:{_TITLES})(?:们|好|您好)?
      | [{_SURNAMES}](?:工|姐|哥|总(?![投体量计数共进面里户额长造规结]))(?:好|您好)?
      | (?:联系人|负责人|责任人|联络员|我是)[是为: ]?[{_SURNAMES}][一-龥]{{1,2}}(?![一-龥])
      )
    | (?P<code>(?<![A-Za-z])[A-Za-z]{{2}}[0-9]{{2}}(?![0-9.%A-Za-z]))
    """,
    re.VERBOSE,
)
_LISTED = re.compile(
    rf"""(?:[-*·•](?![ ]*[0-9])[ ]*
      | (?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:[、.](?![ ]*[0-9])|\))[ ]*
      | \((?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})\))
    (?:[{_SURNAMES}][一-龥]{{1,2}}(?=[ :，,]{{1,2}}(?:累计|目前|截|已|完成)))?""",
    re.VERBOSE,
)


class Aside(Enum):
    """What a number that is no figure tells all the same."""

    PLAIN = "nothing"
    PIECE = "a part of the work"
    CODE = "a project"
    LISTED = "a place in a list"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a reply names; what is not said is None.

    `side` is the word after it (前, 以来, 起), `edge` tells of 底 and 末, `spans` of what began in January (1-6月, 上半年).
    """

    year: int | None
    month: int | None
    day: int | None
    edge: bool
    side: str
    spans: bool


def find_aside(text: str, at: int) -> tuple[Aside, int] | None:
    """Return what stands at a place of a folded text beside the work, and where it ends."""
    before = text[max(0, at - 6) : at].rstrip(" ")
    if not before or before[-1] in "\n;。,，:龙":
        listed = _LISTED.match(text, at)
        if listed:
            return Aside.LISTED, listed.end()
    found = _ASIDE.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    return Aside[found.lastgroup.upper()], found.end()


def find_moment(text: str, at: int) -> tuple[Moment, int] | None:
    """Return the time that is named at a place of a folded text, and where it ends."""
    found = _MOMENT.match(text, at)
    if found is None:
        return None
    named = found.groupdict()
    part = named["part"]
    month = _PARTS[part.strip("第季度") if part not in _PARTS else part] if part else _number(_first(named, "m"))
    year = _number(_first(named, "y"))
    return (
        Moment(
            year=year + 2000 if year is not None and year < 100 else year,
            month=month,
            day=_number(_first(named, "d")),
            edge=(named["edge"] or "") in {"底", "末"},
            side=named["side"] or "",
            spans=_number(named["m9"]) == 1 or part in {"上半年", "前三季度"},
        ),
        found.end(),
    )


def _first(named: dict[str, str | None], kind: str) -> str | None:
    """Return the last group of a kind that was found; what a span began with comes first."""
    return next((value for key, value in reversed(named.items()) if key.rstrip("123456789") == kind and value), None)


def _number(written: str | None) -> int | None:
    """Read 6, 06, 十一, 三十一, 二〇二三."""
    if written is None:
        return None
    if written.isdecimal():
        return int(written)
    digits = written.replace("〇", "零").replace("○", "零")
    if "十" not in digits:
        return int("".join(str(_HAN.index(c)) for c in digits))
    tens, _, ones = digits.partition("十")
    return (_HAN.index(tens) if tens else 1) * 10 + (_HAN.index(ones) if ones else 0)
