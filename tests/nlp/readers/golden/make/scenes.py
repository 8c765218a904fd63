"""Web pages without a list, to be photographed: a poster, a chart, a code, a photo with a caption, a form."""

from __future__ import annotations

import random

_BODY = 'body{margin:0;font:18px "Noto Sans CJK SC"}'


def poster() -> str:
    lines = ["2026年网络安全宣传周", "网络安全为人民", "网络安全靠人民", "九月六日至十二日　云川"]
    sizes = (54, 40, 40, 20)
    body = "".join(
        f'<p style="font-size:{s}px;margin:26px">{t}</p>' for s, t in zip(sizes, lines, strict=True)
    )
    look = (
        "body{background:linear-gradient(135deg,#0b3d91,#3aa0d8);color:#fff;text-align:center;padding:50px 0}"
    )
    return f'<meta charset="utf-8"><style>{_BODY}{look}</style>{body}'


def chart() -> str:
    """Bars that lie, with a label and a figure each."""
    names = ["违规收集", "索取权限", "账号注销", "误导用户", "频繁启动", "超范围收集"]
    bars = []
    for i, (name, count) in enumerate(zip(names, (132, 97, 64, 41, 27, 12), strict=True)):
        y = 70 + i * 46
        bars.append(f'<text x="118" y="{y + 20}" text-anchor="end">{name}</text>')
        bars.append(f'<rect x="130" y="{y}" width="{count * 4}" height="28" fill="#4a86c5"/>')
        bars.append(f'<text x="{140 + count * 4}" y="{y + 20}">{count}款</text>')
    head = '<text x="380" y="36" text-anchor="middle" font-size="22">第三季度检测问题分布</text>'
    return f'<meta charset="utf-8"><style>{_BODY}</style><svg width="760" height="370">{head}{"".join(bars)}</svg>'


def code() -> str:
    """A code of squares in a card, and words around it."""
    dice = random.Random(7)
    squares = [
        f'<rect x="{x * 8}" y="{y * 8}" width="8" height="8"/>'
        for x in range(25)
        for y in range(25)
        if _mark(x, y, dice.random() < 0.5)
    ]
    look = "body{text-align:center;background:#f5f5f5;padding:30px}svg{background:#fff;padding:14px}"
    body = f'<p>云川网信</p><svg width="228" height="228">{"".join(squares)}</svg><p>长按识别二维码</p><p>关注我们</p>'
    return f'<meta charset="utf-8"><style>{_BODY}{look}</style>{body}'


def _mark(x: int, y: int, chance: bool) -> bool:
    if not (((x < 8 or x > 16) and y < 8) or (x < 8 and y > 16)):
        return chance
    a, b = x if x < 8 else 24 - x, y if y < 8 else 24 - y
    return max(a, b) < 7 and (a in (0, 6) or b in (0, 6) or (2 <= a <= 4 and 2 <= b <= 4))


def view() -> str:
    """A sunset over hills, soft as a photo, with a place and a date in its corner."""
    look = (
        "body{height:430px;position:relative;background:"
        "radial-gradient(circle at 70% 48%,#fff3b0 0,#f7b267 9%,transparent 32%),"
        "linear-gradient(#355070 0,#b56576 45%,#eaac8b 58%,#2f3e46 59%,#1b2621 100%)}"
        "p{position:absolute;right:20px;bottom:8px;color:#fff}"
    )
    return f'<meta charset="utf-8"><style>{_BODY}{look}</style><p>云川·望江台　摄影：白禾</p>'


def form() -> str:
    """A form to fill in: labels and empty boxes."""
    labels = ["姓名", "联系电话", "电子邮箱", "举报对象", "验证码"]
    fields = "".join(f"<p><label>{t}</label><input></p>" for t in labels)
    look = (
        "body{padding:24px 60px}label{display:inline-block;width:130px}h3{text-align:center}"
        "input{width:380px;height:36px;border:1px solid #bbb;border-radius:4px}"
        "button{margin:10px 200px;padding:8px 44px;background:#1677ff;color:#fff;border:0;font-size:18px}"
    )
    return f'<meta charset="utf-8"><style>{_BODY}{look}</style><h3>在线举报</h3>{fields}<button>提交</button>'
