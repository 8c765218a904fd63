"""The box of facts beside an official text: who wrote it, its number, when it was signed and when published."""

from __future__ import annotations

import re

from bs4 import Tag

LABELS = (
    "发文机关",
    "发文字号",
    "成文日期",
    "发布日期",
    "发布机构",
    "标题",
    "分类",
    "索引号",
    "文号",
    "主题词",
    "有效性",
)
SPREAD = "|".join(r"\s*".join(label) for label in LABELS)
LABEL = re.compile(rf"(?:^|[\s\[【])({SPREAD})\s*[\]】]?\s*[:：\n]")
INVISIBLE = re.compile(r"[\u200b-\u200d\ufeff]")


def infobox(box: Tag | None) -> dict[str, str]:
    """Label to value. Labels may be spread with ideographic blanks, values begin with invisible ones."""
    if box is None:
        return {}
    text = INVISIBLE.sub("", box.get_text("\n"))
    found = list(LABEL.finditer(text))
    ends = [label.start() for label in found[1:]] + [len(text)]
    return {
        re.sub(r"\s", "", label.group(1)): " ".join(text[label.end() : end].split()).strip(":： ")
        for label, end in zip(found, ends, strict=True)
    }
