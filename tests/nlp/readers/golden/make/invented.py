"""Rows for the fresh half: made-up apps and firms, other roots and other shapes than in the older halves."""

from __future__ import annotations

import random

Row = dict[str, str | list[str]]  # role → text as written

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
