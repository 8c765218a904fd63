"""English and pinyin names in reports lead to the firms that official notices name in Chinese."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store.archive import Archive
from store.db import reading
from store.kinship import kin
from store.show_entities import find
from store.tables import Entry
from tests.store.making import notice, seen

NAMES = [
    ("滴滴", "Didi Chuxing"),
    ("滴滴出行科技有限公司", "Didi Global"),
    ("滴滴", "滴滴出行"),
    ("腾讯", "Tengxun"),
    ("美团", "Meituan Dianping"),
    ("阿里巴巴集团控股有限公司", "Alibaba Group Holding"),
    ("看准科技", "Kanzhun"),
    ("满帮", "Full Truck Alliance"),
    ("拼多多", "Pinduoduo"),
    ("百度", "Baidu Maps"),
]


@pytest.mark.parametrize(("chinese", "english"), NAMES)
def test_a_firm_goes_by_its_english_and_pinyin_names(
    engine: Engine, archive: Archive, chinese: str, english: str
) -> None:
    for url, name in (("https://www.example.org/1", chinese), ("https://www.example.org/2", english)):
        notice(engine, archive, seen(name), url=url)
    with reading(engine) as session:
        known = kin(session)
        firms = session.exec(select(Entry.company_id)).all()
        assert len({known.head(id_ or "") for id_ in firms}) == 1
    assert [hit.id for hit in find(engine, english)] == [known.head(firms[0] or "")]


@pytest.mark.parametrize("word", ["TIM", "Now", "Today"])
def test_an_apps_name_that_does_not_begin_with_its_firms_proves_no_firm(
    engine: Engine, archive: Archive, word: str
) -> None:
    """They are words that other firms go by."""
    notice(engine, archive, seen("腾讯"), url="https://www.example.org/1")
    notice(engine, archive, seen(word), url="https://www.example.org/2")
    with reading(engine) as session:
        assert len(set(session.exec(select(Entry.company_id)))) == 2
