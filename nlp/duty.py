"""Whom a deadline binds and to whom it asks to report, in the words of its sentence."""

from __future__ import annotations

import re

from nlp.context import Context

_WHOM_ZH = re.compile(
    r"(?:上述|有关|相关|各|涉事|被通报的?|以上)[^，。；:：\d]{0,14}?(?:运营者|运营企业|开发者|开发运营者|企业|单位|平台|主体|机构|公司"
    r"|APP|App|应用软件|应用|小程序)(?:和[^，。；\d]{0,8}?(?:企业|单位|平台|主体))?"
    r"(?=[^，。；a-zA-Z]{0,6}(?:应|须|需|要|于|在|务必|请|限|尽快|按|立即))"
)
_WHOM_EN = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|[Ii]ts|[Tt]heir) )?"
    r"(?:(?:named|affected|listed|concerned|relevant|offending|remaining|other|app|mobile|internet|online|two|three|four|five"
    r"|six|\d+) ){0,3}(?i:operators?|developers?|compan(?:y|ies)|firms|apps|platforms|providers|businesses|owners)\b"
    r"(?= [^.;,]{0,60}?\b(?:to|must|should|ha[sd]|have|were|are|will|need|shall)\b)"
)
_TO_ZH = re.compile(
    r"(?:向|报送?(?:至|给)?|反馈(?:至|给|到)?|提交(?:至|给|到)?|报告)(?P<to>(?:我|本)[局部办委会]"
    r"|[^，。；\s向报]{0,12}?(?:通信管理局|网信办|互联网信息办公室|市场监管(?:总)?局|市场监督管理(?:总)?局|工业和信息化部|工信部"
    r"|公安[部厅局]))"
)
_TO_EN = re.compile(
    r"\b(?:report|reports|reporting|submit|file|send|apply|respond)\b[^.;]{0,50}? to "
    r"(?P<to>(?:the |China's )?(?:[\w-]+ ){0,5}?"
    r"(?:(?i:ministry|administration|regulator|watchdog|authority|authorities|bureau|office|department|commission)"
    r"|CAC|MIIT|SAMR|MPS))\b"
)


def addressee(ctx: Context, text: str, at: int) -> str | None:
    """Who must act by the day at a place: whom its sentence names last before it, else first after it."""
    start, end = ctx.sentence(at)
    pattern = _WHOM_ZH if ctx.language == "zh" else _WHOM_EN
    places = [m.span() for m in pattern.finditer(ctx.view, start, end)]
    near = [p for p in places if p[1] <= at][-1:] or [p for p in places if p[0] > at][:1]
    return text[near[0][0] : near[0][1]].strip() if near else None


def report_to(ctx: Context, text: str, at: int) -> str | None:
    """To whom the sentence of the day at a place asks to report."""
    start, end = ctx.sentence(at)
    match = (_TO_ZH if ctx.language == "zh" else _TO_EN).search(ctx.view, start, end)
    return text[match.start("to") : match.end("to")] if match else None
