"""The jpaas sites page, refuse and print as the real ones do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest

from tests.replica.client import ask, hrefs, query, unit
from tests.replica.items import load
from tests.replica.lists import DEAD_HOST
from tests.replica.server import Replica

MIIT = "/miit/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/index.html"
GDCA = "/gdca/zwgk/wlaqgl/index.html"
LIST_15 = "/miit/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/art/2021/art_83b7e0c41afb47249ac247ffb983ee44.html"


def test_a_jpaas_list_is_paged_by_paramjson_only(replica: Replica) -> None:
    first = hrefs(unit(replica, MIIT))
    assert len(first) == 10
    assert hrefs(unit(replica, MIIT, {"pageNo": "2", "page": "2", "currentPage": "2"})) == first
    second = hrefs(unit(replica, MIIT, {"paramJson": '{"pageNo":"2","pageSize":"10"}'}))
    assert len(second) == 10
    assert not set(second) & set(first)


def test_a_page_past_the_end_is_the_last_page_again(replica: Replica) -> None:
    pages = [unit(replica, MIIT, {"paramJson": f'{{"pageNo":{no},"pageSize":10}}'}) for no in (3, 4, 90)]
    assert hrefs(pages[0]) == hrefs(pages[1]) == hrefs(pages[2])
    pager = pages[0].select_one("[rows][count]")
    assert pager is not None
    assert (pager["rows"], pager["count"]) == ("10", "27")


def test_a_list_never_shows_more_than_99_rows() -> None:
    item = next(item for item in load() if item.site == "miit")
    many = [
        replace(item, path=f"/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/art/2026/art_{n:032x}.html") for n in range(120)
    ]
    with Replica(items=many) as replica:
        assert len(hrefs(unit(replica, MIIT, {"paramJson": '{"pageNo":1,"pageSize":100}'}))) == 99


def test_the_unit_refuses_a_request_without_referer_and_one_with_a_wrong_query(replica: Replica) -> None:
    url, asked = query(replica, MIIT)
    assert ask(replica, f"{url}?{urlencode(asked)}", referer=False).status == 403
    wrong = ask(replica, f"{url}?{urlencode(asked | {'tplSetId': 'x'})}")
    assert json.loads(wrong.body)["success"] is False


def test_the_ministry_dates_its_rows_and_the_province_does_not(replica: Replica) -> None:
    assert all(
        re.fullmatch(r"20\d\d-\d\d-\d\d", span.text) for span in unit(replica, MIIT).select("li > span.fr")
    )
    province = unit(replica, GDCA)
    assert hrefs(province)
    assert not province.select("span.fr")
    assert any("\n" in str(a["title"]) for a in province.select("li a"))


def test_a_notice_posted_to_two_columns_has_two_addresses(replica: Replica) -> None:
    columns = (GDCA, "/gdca/zwgk/tzgg/index.html")
    titles = [
        {re.sub(r"\s", "", str(a["title"])) for a in unit(replica, column).select("li a")}
        for column in columns
    ]
    assert len(titles[0] & titles[1]) == 1
    twin = replica.item("gdca", "/zwgk/tzgg/art/2026/art_9d000000000000000000000000020265.html")
    bodies = [ask(replica, f"/gdca{path}").page().select_one("#con_con") for path in twin.paths().values()]
    assert bodies[0] == bodies[1] is not None


def test_a_detail_page_has_its_title_time_body_and_metas(replica: Replica) -> None:
    page = ask(replica, LIST_15).page()
    texts = [
        tag.get_text() for tag in page.select("#con_title, #con_time, .cinfo, div.ccontent.center#con_con")
    ]
    assert texts[0] == "关于侵害用户权益行为的APP通报（2021年第6批，总第15批）"
    assert texts[2] == "发布时间：2021-07-19 17:30"
    assert "来源：信息通信管理局" in texts[1]
    assert "145款" in texts[3]
    metas = {str(meta.get("name")): str(meta.get("content")) for meta in page.select("meta[name]")}
    assert metas["PubDate"] == "2021-07-19 17:30"
    assert metas.keys() >= {"ArticleTitle", "ColumnName", "ContentSource", "SiteName"}


def test_the_pdf_link_is_dead_and_the_frame_leads_to_the_working_copy(replica: Replica) -> None:
    for item in (item for item in replica.items if item.site == "miit" and item.files):
        page = ask(replica, f"/miit{item.path}").page()
        link, frame = page.select_one("#con_con a[href]"), page.select_one("ul.fileArry iframe[fileurl]")
        assert link is not None
        assert frame is not None
        assert str(link["href"]).startswith(DEAD_HOST)
        assert str(frame["src"]).partition("?file=")[2] == frame["fileurl"]
        assert urlsplit(str(link["href"])).path == str(frame["fileurl"]).removeprefix("/miit")
        assert ask(replica, str(frame["fileurl"])).body.startswith(b"%PDF")


def test_problems_are_merged_over_rows_in_one_table_and_two_tables_differ_in_headings(
    replica: Replica,
) -> None:
    merged = replica.item("gdca", "/zwgk/wlaqgl/art/2025/art_9d000000000000000000000000020253.html")
    page = ask(replica, f"/gdca{merged.path}").page()
    spans = [len(row.select("td")) for row in page.select("#con_con tr")]
    assert set(spans) == {6, 1}
    assert len(page.select("td[rowspan] > p > span")) > 5
    two = ask(replica, "/gdca/zwgk/wlaqgl/art/2026/art_9d000000000000000000000000020262.html").page()
    heads = [table.select("tr")[0].get_text(",", strip=True) for table in two.select("#con_con table")]
    assert heads == [
        "序号,应用名称,应用开发者,应用来源,应用版本,所涉问题",
        "序号,APP名称,运营者,版本号,分发平台,存在问题",
    ]


def test_one_page_declares_gb2312_and_needs_gb18030(replica: Replica) -> None:
    item = next(item for item in replica.items if item.charset and item.site == "gdca")
    got = ask(replica, f"/gdca{item.path}")
    assert got.headers["content-type"] == "text/html"
    assert b'<meta charset="gb2312">' in got.body
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("gb2312")
    assert "喆味点餐" in got.page("gb18030").get_text()
