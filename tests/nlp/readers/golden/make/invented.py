"""Rows for the fresh half: made-up apps and firms, other roots and other shapes than in the older halves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid

Row = dict[str, str | list[str]]  # role → text as written
Heads = Mapping[str, str]  # role → heading, in the order of the columns

ROOTS = [
    "橙洛",
    "麦坞",
    "松喵",
    "砾岚",
    "鲤栈",
    "棠笺",
    "穹桉",
    "贝筏",
    "阔蔓",
    "稞舍",
    "萤笠",
    "桃咔",
    "荚壳",
    "墨鳐",
    "卯果",
    "楸语",
    "锦蝉",
    "粟笼",
    "皂鹿",
    "藕丁",
    "桐帆",
    "绒桨",
]
LATIN = ["Orvek", "Bantuma", "Kestrio", "Wumora", "Dagfen", "Hexaporta"]
PLAIN = [
    "{a}",
    "{a}{b}",
    "{a}商城",
    "{a}外卖商家版",
    "{a}直聘",
    "{a}停车",
    "{a}WiFi管家",
    "{a}TV",
    "{a}驾考通",
    "{a}英语四六级",
    "{a}K歌",
    "{a}e贷",
    "爱{a}",
]
PLAIN += [
    "{a}消消乐3D",
    "{a}计算器",
    "{a}天气预报15天",
    "{a}市民云",
    "{a}证件照",
    "{L}",
    "{L}{a}",
    "掌上{a}",
    "{a}借阅",
    "{a}打车乘客端",
    "{a}5G营业厅",
]
SIGNED = [
    "{a}医生（患者版）",
    "{a}相机-证件照",
    "{a}快修_师傅端",
    "{a}：{b}传奇",
    "{a}健康云（{b}版）",
    "{a}·{b}",
    "{a}(车主版)",
    "{a}V+",
]
CITIES = [
    "苏州",
    "郑州",
    "武汉",
    "南昌",
    "青岛",
    "福州",
    "昆明",
    "贵阳",
    "石家庄",
    "哈尔滨",
    "东莞",
    "齐齐哈尔",
]
FIRMS = [
    "{c}{a}信息科技有限公司",
    "{c}{b}互联网服务有限公司",
    "{c}市{b}{a}电子商务有限责任公司",
    "{a}村镇银行股份有限公司",
]
FIRMS += ["{c}{a}医院管理集团有限公司{d}分公司", "{c}市{a}区融媒体中心", "{c}二六八{b}软件开发有限公司"]
BRACKETED = ["{a}（{c}）软件有限公司", "{b}({c})智能科技股份有限公司", "{a}{b}数据（{c}）有限公司"]
FOREIGN = ["{U} INC.", "{U} Limited", "{U} NETWORK TECHNOLOGY LIMITED"]
STORES = [
    "腾讯应用宝",
    "VIVO应用商店",
    "OPPO软件商店",
    "华为应用市场",
    "小米应用商店",
    "360手机助手",
    "豌豆荚",
    "自提供",
    "官网",
    "快手",
    "百度手机助手",
]
PROBLEMS = [
    "违规收集个人信息",
    "超范围收集个人信息",
    "违规使用个人信息",
    "未公示收集使用规则",
    "未提供账号注销功能",
    "强制用户使用定向推送功能",
    "APP强制、频繁、过度索取权限",
    "未明示收集使用个人信息的目的、方式和范围",
    "未经用户同意收集使用个人信息",
    "信息窗口关闭按钮不明显",
    "应用分发平台上的APP信息明示不到位",
    "违反必要原则收集与其提供的服务无关的个人信息",
    "未按法律规定提供删除或更正个人信息功能",
]
REGIONS = ["江苏省", "河南省", "湖北省", "山东省", "云南省", "黑龙江省"]
KINDS = ["即时通信", "网络约车", "网络支付", "求职招聘", "在线影音", "拍摄美化"]
MIIT = {
    "number": "序号",
    "app": "应用名称",
    "developer": "应用开发者",
    "store": "应用来源",
    "version": "应用版本",
    "problems": "所涉问题",
}
CAC = {
    "number": "编号",
    "app": "名称",
    "category": "类型",
    "developer": "运营者",
    "version": "版本号",
    "problems": "主要问题",
}
NO_STORE = {
    "number": "序号",
    "app": "APP名称",
    "developer": "企业名称",
    "version": "版本",
    "problems": "存在问题",
}
NO_FIRM = {
    "number": "序号",
    "app": "软件名称",
    "version": "版本信息",
    "store": "分发平台",
    "problems": "问题类型",
}
FIRM_FIRST = {
    "number": "序号",
    "developer": "主办者",
    "app": "App名称",
    "store": "来源",
    "version": "版本号",
    "problems": "涉及问题",
}
FILED = {
    "number": "序号",
    "region": "归属地",
    "app": "应用名称",
    "developer": "备案主体",
    "filing_number": "备案编号",
}
FILED |= {"version": "版本信息", "store": "来源", "problems": "问题项"}
SDK = {"number": "序号", "app": "SDK名称", "developer": "开发者", "version": "版本号", "problems": "所涉问题"}
WIDTH = {
    "number": 5,
    "app": 15,
    "developer": 22,
    "version": 13,
    "store": 12,
    "problems": 27,
    "filing_number": 18,
    "region": 9,
    "category": 9,
}
TITLE = "关于侵害用户权益行为APP（SDK）名单的通报"


class Inventor:
    """Draws rows from a seed; no name twice."""

    def __init__(self, seed: str = "fresh") -> None:
        self.dice, self.seen = random.Random(seed), set[str]()

    def rows(self, count: int, drawn: bool = False, most: int = 2) -> list[Row]:
        """`drawn` for pictures: no name that is told from another only by the width of a sign, no dashes."""
        return [self._row(number, drawn, most) for number in range(1, count + 1)]

    def _row(self, number: int, drawn: bool, most: int) -> Row:
        dice = self.dice
        a, b = dice.sample(ROOTS, 2)
        c, d = dice.sample(CITIES, 2)
        latin = dice.choice(LATIN)
        name = self._name(a, b, latin, drawn)
        foreign = dice.random() < 0.1
        shapes = FOREIGN if foreign else FIRMS if drawn else FIRMS + BRACKETED
        row: Row = {
            "number": str(number),
            "app": name,
            "region": dice.choice(REGIONS),
            "category": dice.choice(KINDS),
        }
        row["developer"] = dice.choice(shapes).format(a=a, b=b, c=c, d=d, U=latin.upper())
        row["store"] = "App Store" if foreign else dice.choice(STORES)
        row["version"] = self._version()
        if not foreign and dice.random() < 0.14:
            row["store"] = dice.choice(["微信小程序", "支付宝小程序"])
            row["version"] = dice.choice(["/", "35"] if drawn else ["/", "——", "35"])
        row["filing_number"] = (
            f"{dice.choice('苏豫鄂鲁滇黑')}ICP备{dice.randrange(10**9, 10**10)}号-{dice.randrange(1, 9)}A"
        )
        row["problems"] = dice.sample(PROBLEMS, dice.randint(1, most))
        return row

    def _name(self, a: str, b: str, latin: str, drawn: bool) -> str:
        while True:
            name = self.dice.choice(PLAIN if drawn else PLAIN + SIGNED).format(a=a, b=b, L=latin)
            if name not in self.seen:
                self.seen.add(name)
                return name
            a, b = self.dice.sample(ROOTS, 2)

    def _version(self) -> str:
        def n(top: int) -> int:
            return self.dice.randrange(top)

        forms = [
            f"{n(12)}.{n(20)}.{n(30)}",
            f"V{n(9)}.{n(9)}.{n(9)}.{n(9)}",
            f"{n(9)}.{n(9)}.{n(9)}({n(899) + 100})",
            f"v{n(9)}.{n(9)}.{n(9)}-release",
            f"1.{n(20)}.{n(90)}_build26{n(9) + 10}{n(18) + 10}{n(8999) + 1000}",
            f"2025{n(3) + 10}{n(18) + 10}0{n(9) + 1}",
            f"{n(9)}.{n(30)}",
        ]
        return self.dice.choice(forms)


def text(row: Row, role: str, form: str) -> str:
    """What the cell shows; `form` is what joins several problems, "1.", "1、", "①" or "（1）" for numbers."""
    value = row[role]
    if isinstance(value, str):
        return value
    if form in ("1.", "1、"):
        return "\n".join(f"{i}{form[1]}{p}" for i, p in enumerate(value, 1))
    if form == "①":
        return "；".join(f"{'①②③④'[i]}{p}" for i, p in enumerate(value))
    if form == "（1）":
        return "；".join(f"（{i}）{p}" for i, p in enumerate(value, 1))
    return form.join(value)


def truth(rows: Sequence[Row], heads: Heads) -> list[dict[str, str | list[str]]]:
    return [{role: row[role] for role in heads} for row in rows]


def widths(heads: Heads) -> list[float]:
    return [WIDTH[role] / sum(WIDTH[r] for r in heads) for role in heads]


def top(heads: Heads) -> list[Cell]:
    return [Cell(heading, head=True) for heading in heads.values()]


def table(rows: Sequence[Row], heads: Heads, form: str = "；") -> Grid:
    return Grid([top(heads), *[[Cell(text(r, role, form)) for role in heads] for r in rows]], widths(heads))


def listing(rows: Sequence[Row], heads: Heads, form: str = "；", title: str = TITLE, note: str = "") -> Doc:
    """One table, one row an app."""
    blocks: list[str | Grid] = [table(rows, heads, form)]
    return Doc(title, [*blocks, note] if note else blocks, [truth(rows, heads)])


def pair(first: tuple[str, Sequence[Row], Heads], second: tuple[str, Sequence[Row], Heads]) -> Doc:
    """Two lists under captions."""
    doc = Doc("", [], [])
    for caption, rows, heads in (first, second):
        doc.blocks += [caption, table(rows, heads)]
        doc.lists.append(truth(rows, heads))
    return doc


def sdks(rows: Sequence[Row]) -> list[Row]:
    return [row | {"app": f"{row['app']}SDK"} for row in rows]


def by_problem(rows: Sequence[Row], heads: Heads) -> Doc:
    """Every problem in a row of its own, the other cells over all problems of their app."""
    made = [top(heads)]
    for row in rows:
        problems = row["problems"]
        for i, problem in enumerate(problems):
            tall = (
                [Cell(text(row, r, ""), rows=len(problems)) for r in heads if r != "problems"]
                if i == 0
                else []
            )
            made.append([*tall, Cell(problem)])
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def grouped(rows: Sequence[Row], heads: Heads, role: str, sizes: Sequence[int]) -> Doc:
    """One column merged over as many apps as `sizes` says."""
    made, rows, at = [top(heads)], list(rows), 0
    for size in sizes:
        shared = rows[at][role]
        for i in range(at, at + size):
            rows[i] = rows[i] | {role: shared}
            cells = [Cell(text(rows[i], r, "；"), rows=size if r == role else 1) for r in heads]
            made.append([c for c, r in zip(cells, heads, strict=True) if r != role or i == at])
        at += size
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def spoiled(doc: Doc, place: int, cells: Sequence[str]) -> Doc:
    """The list with the row of this 1-based place gone wrong; its first text after 序号 must be refused."""
    grid = next(block for block in doc.blocks if isinstance(block, Grid))
    grid.rows[place] = [Cell(str(place)), *map(Cell, cells)]
    del doc.lists[0][place - 1]
    doc.refused.append(cells[0])
    return doc
