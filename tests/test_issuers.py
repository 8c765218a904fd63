"""One list of authorities: what the catalogue names, the extractor finds, by the same code."""

from __future__ import annotations

import pytest

from crawler.sources import load_catalogue
from nlp.pipeline import extract
from settings import ROOT
from store import vocab
from store.records import Item, Reading

IN_CATALOGUE = sorted({s.issuer for s in load_catalogue(ROOT / "crawler" / "catalogue") if s.issuer})


def test_no_code_stands_in_only_one_of_catalogue_hosts_index_and_vocabulary() -> None:
    known = set(vocab.issuers())
    indexed = {code for notice in vocab.known_notices() for code in notice.issuers}
    assert set(IN_CATALOGUE) <= known
    assert set(vocab.hosts().values()) <= known
    assert indexed <= known
    assert len(IN_CATALOGUE) > 20


@pytest.mark.parametrize("code", IN_CATALOGUE)
def test_an_issuer_of_the_catalogue_is_found_by_its_name(code: str) -> None:
    name = vocab.issuers()[code].zh
    text = f"{name}关于侵害用户权益行为APP的通报\n经检测，示例相册App未公开收集使用规则，现予通报。\n{name}\n2026年1月5日"
    record = extract(Item(id=code, readings=[Reading(file="", media_type="text/plain", text=text)]))
    assert record.issuers == [code]
