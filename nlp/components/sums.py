"""Sums of money in units of their currency: 28万元, 182.28亿元, $2.77 billion, 50mil yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.found import Found
from store.records import Language

_SCALE_ZH = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_SCALE_EN = {
    "": 1,
    "thousand": 10**3,
    "million": 10**6,
    "mil": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bil": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ZH = re.compile(
    rf"(?:(?P<pre>人民币|RMB|¥|￥))?\s?(?P<number>{_NUMBER})(?P<more>余)?\s?(?P<scale>万亿"
    rf"|千万|百万|[千万亿])?(?:余)?(?P<currency>美元|港元|港币|欧元|人民币"
    rf"|元)"
    r"|(?P<spelt>[一二三四五六七八九十百千两]{1,6})(?P<scale2>万|亿)?(?P<yuan>元)(?!素|件|旦|宇)"
)
_CODE = r"yuan|renminbi|RMB|CNY|dollars|U\.?S\.? dollars|euros?|HK dollars|Hong Kong dollars"
_ELSEWHERE = r"(?:S|A|C|NT|SG|AU|NZ) ?\$|SGD ?|JPY ?|INR ?|Rs\.? ?|₹"
_EN = re.compile(
    rf"(?P<pre>US ?\$|USD ?|HK ?\$|{_ELSEWHERE}|RMB ?|CNY ?|Rmb ?|RM|€|£|¥|\$)\s?(?P<number>{_NUMBER})[ -]?("
    rf"?P<scale>thousand|million|mil|mln|billion|bil|bn|trillion|[mb]\b)?"
    rf"|(?P<number2>{_NUMBER})[ -]?(?P<scale2>thousand|million|mil|mln"
    rf"|billion|bn|trillion|[mb]\b)?[ -](?P<code>{_CODE})\b"
)
_CURRENCY = {
    "美元": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "欧元": "EUR",
    "人民币": "CNY",
    "元": "CNY",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "hk$": "HKD",
    "rmb": "CNY",
    "cny": "CNY",
    "¥": "CNY",
    "€": "EUR",
    "£": "GBP",
    "rm": "MYR",
    **dict.fromkeys(("s$", "sg$", "sgd"), "SGD"),
    **dict.fromkeys(("a$", "au$"), "AUD"),
    **dict.fromkeys(("rs", "rs.", "inr", "₹"), "INR"),
    "c$": "CAD",
    "nt$": "TWD",
    "nz$": "NZD",
    "jpy": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "u.s. dollars": "USD",
    "us dollars": "USD",
    "hk dollars": "HKD",
    "hong kong dollars": "HKD",
}


def find(view: str, language: Language) -> Iterator[Found]:
    """Sums: code is the amount, data the currency."""
    for m in _ZH.finditer(view):
        if m["number"]:
            amount = Decimal(m["number"].replace(",", "")) * _SCALE_ZH[m["scale"] or ""]
            yield _sum(m.start(), m.end(), amount, m["currency"])
        elif (spelt := _spelt(m["spelt"])) is not None:
            yield _sum(m.start(), m.end(), Decimal(spelt * _SCALE_ZH[m["scale2"] or ""]), "元")
    for m in _EN.finditer(view):
        number, scale = m["number"] or m["number2"], m["scale"] or m["scale2"] or ""
        amount = Decimal(number.replace(",", "")) * _SCALE_EN[scale.lower()]
        yield _sum(m.start(), m.end(), amount, (m["pre"] or m["code"]).replace(" ", "" if m["pre"] else " "))


def _sum(start: int, end: int, amount: Decimal, currency: str) -> Found:
    return Found(start, end, "sum", str(amount), "sum", (_CURRENCY.get(currency.strip().lower(), "CNY"),))


def _spelt(text: str) -> int | None:
    """五十, 三百, 二十五: a whole number in numerals; None where it is none."""
    total = digit = 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char) if char != "两" else 2
    return total + digit or None
