"""Made-up apps, firms and versions in the shapes that real lists have; none is meant to exist."""

from __future__ import annotations

import random
from dataclasses import dataclass

ROOTS = {
    "dev": "栎岚 汐禾 砚舟 泠川 榆笙 澜屿 禾苒 柚萦 绛棠 霁宁 筠溪 珩屿 蕤风 沅芷 翊辰 杳霭 菡砚 琊木 朔篱 茗澈",
    "test": "漪岑 檀迦 皎陌 棣桥 瀚笛 芫序 璟棹 槿曜 洵垚 鹂迁 钰蓼 骁泊 苡南 昶澍 缇羽 嵇安 郃墨 旻舸 蔚茸 隽汀",
}
LATIN = {
    "dev": ["Quvano", "Belorix", "Tivanta", "Morlune", "Zephia"],
    "test": ["Oskarel", "Dunvia", "Plixora", "Vantuil", "Yembra"],
}
APPS = [
    "{a}",
    "{a}{b}",
    "{a}出行司机端",
    "{a}（极速版）",
    "{a}(小程序)",
    "{l}",
    "{l}{a}",
    "i{a}",
    "5G{a}",
    "{a}·{b}",
    "{a}-{b}版",
    "{a}+",
    "{a} {l}",
    "99{a}",
    "{a}&{b}",
    "{a}e家",
    "{a}Pro",
    "AI{a}助手",
    "{a}市{b}区全民健康信息服务平台居民端",
    "{a}免费小说阅读大全极速版",
    "{a}手机银行",
    "{a}24小时",
    "{a}字体美化大师",
    "{a}：{b}之战",
    "{a}2048",
    "{a}——{b}",
    "{a}HD",
    "{a}！",
]
ODD = {
    "dev": [
        "燚",
        "犇犇",
        "明天",
        "小问题",
        "骉行",
        "囍事",
        "閃蜂栎",
        "ｅ禾",
        "早安",
        "第三版",
        "回家",
        "名称通",
        "V+",
        "某某同城",
        "10293",
    ],
    "test": [
        "淼",
        "焱焱",
        "昨夜",
        "没问题",
        "翯行",
        "芃客",
        "濰V岑",
        "ｉ汀",
        "晚安",
        "下一版",
        "出发",
        "来源宝",
        "K+",
        "附近人家",
        "90007e",
    ],
}
CITIES = [
    "北京",
    "上海",
    "杭州",
    "成都",
    "深圳",
    "厦门",
    "合肥",
    "长沙",
    "呼和浩特",
    "西安",
    "佛山",
    "乌鲁木齐",
]
FIRMS = [
    "{c}{a}科技有限公司",
    "{c}市{a}网络科技有限公司",
    "{a}（{c}）信息技术有限公司",
    "{a}({c})数字科技股份有限公司",
    "{c}{a}{b}文化传媒有限责任公司",
    "{a}{b}(集团)股份有限公司",
    "{c}{a}教育科技发展有限公司{d}分公司",
    "{c}{a}五零零网络科技有限公司",
    "{c}市{a}区{b}镇居民委员会综合服务有限公司",
    "{L} TECHNOLOGY CO., LTD.",
    "{L} Pte. Ltd.",
    "中{a}（{c}）人力资源服务股份有限公司",
]
STORES = [
    "应用宝",
    "vivo应用商店",
    "OPPO软件商店",
    "华为应用市场",
    "小米应用商店",
    "360手机助手",
    "豌豆荚",
    "自提供",
    "官网",
]
STORES.append("App Store")
MINI = [("微信小程序", "/"), ("支付宝小程序", "——"), ("微信小程序", "版本9"), ("微信小程序", "35")]
PROBLEMS = [
    "违规收集个人信息",
    "超范围收集个人信息",
    "违规使用个人信息",
    "APP强制、频繁、过度索取权限",
    "欺骗误导强迫用户",
    "账号注销难",
    "APP频繁自启动和关联启动",
    "未明示收集使用个人信息的目的、方式和范围",
    "未公开收集使用规则",
    "强制用户使用定向推送功能",
    "应用分发平台上的APP信息明示不到位",
    "信息窗口摇一摇乱跳转",
]
PROVINCES = ["京", "沪", "浙", "川", "粤", "闽", "皖", "湘"]
REGIONS = ["北京市", "上海市", "浙江省", "四川省", "广东省", "福建省"]
KINDS = ["网络社区", "网上购物", "学习教育", "实用工具", "用车服务", "本地生活", "女性健康", "问诊挂号"]


@dataclass(frozen=True)
class App:
    """One row of truth, every column that a list may show."""

    app: str
    developer: str
    version: str
    store: str
    problems: list[str]
    filing_number: str
    region: str
    category: str
    outcome: str = "未按要求完成整改"


class Maker:
    """Draws rows from a seed; no name twice in one half."""

    def __init__(self, half: str) -> None:
        self.half, self.seen, self.turn = half, set[str](), 0

    def rows(self, seed: str, count: int, odd: int = 2, most: int = 2) -> list[App]:
        """`count` rows, of which at most `odd` have a name that is a common word, very short or rare."""
        draw = random.Random(f"{self.half} {seed}")
        rows = [self._row(draw, most) for _ in range(count)]
        for place in draw.sample(range(count), min(odd, count)):
            name = ODD[self.half][self.turn % len(ODD[self.half])]
            self.turn += 1
            rows[place] = App(**(vars(rows[place]) | {"app": name}))
        return rows

    def _row(self, draw: random.Random, most: int) -> App:
        roots = ROOTS[self.half].split()
        while True:
            a, b = draw.sample(roots, 2)
            latin = draw.choice(LATIN[self.half])
            name = draw.choice(APPS).format(a=a, b=b, l=latin)
            if name not in self.seen:
                break
        self.seen.add(name)
        c, d = draw.sample(CITIES, 2)
        firm = draw.choice(FIRMS).format(a=a, b=b, c=c, d=d, l=latin, L=latin.upper())
        store, version = draw.choice(STORES), self._version(draw)
        if firm.isascii():
            store = "App Store"
        elif draw.random() < 0.12:
            store, version = draw.choice(MINI)
        filing = f"{draw.choice(PROVINCES)}ICP备{draw.randrange(10**7, 10**8)}号-{draw.randrange(1, 9)}A"
        problems = draw.sample(PROBLEMS, draw.randint(1, most))
        return App(name, firm, version, store, problems, filing, draw.choice(REGIONS), draw.choice(KINDS))

    def _version(self, draw: random.Random) -> str:
        def n(top: int) -> int:
            return draw.randrange(top)

        forms = [
            f"{n(9)}.{n(20)}.{n(30)}",
            f"V{n(9)}.{n(9)}.{n(9)}.{n(9)}",
            f"v{n(9)}.{n(9)}.{n(9)}-release",
            f"{n(9)}.{n(9)}.{n(9)}({n(899) + 100})",
            f"1.{n(20)}.{n(90)}_build26{n(12) + 1:02}{n(28) + 1:02}{n(8999) + 1000}",
            f"2024{n(12) + 1:02}{n(28) + 1:02}{n(24):02}",
            f"{n(30)}.{n(9)}.{n(9)}.{n(900)}",
        ]
        return draw.choice(forms)
