"""Each family lists, pages and refuses as its model does."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from crawler.layouts import LAYOUTS
from tests.replica.catalogue import write
from tests.replica.client import ask, hrefs, query, titles, unit
from tests.replica.faults import CLEARANCE
from tests.replica.server import FAMILIES, Replica

CQCA = "/cqca/zwgk/tzgg/gggs/index.html"
SCCA = "/scca/zwgk/wlaqgl/index.html"


def shown(replica: Replica, path: str, select: str = "li a") -> list[str]:
    return [str(a["href"]) for a in ask(replica, path).page().select(select)]


@pytest.mark.parametrize(
    ("column", "row"),
    [
        (SCCA, "div.page-content > ul > li > span.fr"),
        (
            "/miit-calls/gzcy/yjzj/index.html",
            "div.clist_con li > span.fr:first-child + a[href^='gzcy/'] + .endtime",
        ),
        ("/samr/xw/zj/index.html", ".Three_zhnlist_02 li.nav04Left02_content + li.nav04Left02_contenttime"),
        ("/samr/hd/zjdc/index.html", "ul.Three_zhnlist_02 > li .doctitle a + *, li .docstatus.stu"),
        (
            "/samr/fldes/ajgs/jyaj/index.html",
            "li.content-3-left-text.imgContent01new + li.contentRight01time",
        ),
        ("/mofcom/zwgk/zcfb/index.html", "ul > li > a + span"),
        ("/mofcom/zwgk/gzk/index.html", "table tr td + td"),
    ],
)
def test_each_jpaas_column_marks_its_rows_up_in_its_own_way(replica: Replica, column: str, row: str) -> None:
    fragment = unit(replica, column)
    assert fragment.select(row)
    assert len(fragment.select("a[href]")) >= 1


def test_some_jpaas_sites_misspell_their_parse_type_and_have_numbers_for_ids(replica: Replica) -> None:
    asked = query(replica, "/zjca/col/col1229743683/index.html")[1]
    assert asked["parseType"] == "bulidstatic"
    assert asked["webId"].isdigit() and asked["pageId"].isdigit() and len(asked["tplSetId"]) == 21


def test_rows_repeat_over_page_borders_where_a_column_does_so(replica: Replica) -> None:
    pages = [hrefs(unit(replica, CQCA, {"paramJson": f'{{"pageNo":{no},"pageSize":3}}'})) for no in (1, 2)]
    assert pages[0][-1] == pages[1][0]
    assert len(set(pages[0] + pages[1])) == 5


def test_a_column_can_hold_its_list_in_a_frame(replica: Replica) -> None:
    column = "/gzca/zwgk/hlwgl/gztz/index.html"
    page = ask(replica, column).page()
    assert not page.select("script[querydata]")
    frame = page.select_one("iframe[src]")
    assert frame is not None
    inner = urljoin(column, str(frame["src"]))
    assert len(shown(replica, inner)) == 2


def test_one_notice_of_two_bodies_has_two_addresses_and_two_orders_of_rows(replica: Replica) -> None:
    cells = []
    for site in ("cqca", "scca"):
        item = next(item for item in replica.items if item.site == site and "川渝" in item.title)
        rows = ask(replica, f"/{site}{item.path}").page().select("#con_con tr")
        cells.append([row.select("td")[2 if site == "cqca" else 1].get_text() for row in rows[1:]])
    assert len(cells[0]) == 9
    assert cells[0] != cells[1] and sorted(cells[0]) == sorted(cells[1])


def test_one_column_links_to_the_https_twin_of_another_ones_notice(replica: Replica) -> None:
    plain, secure = (
        hrefs(unit(replica, f"/scca{c}")) for c in ("/zwgk/wlaqgl/index.html", "/xwdt/gzdt/index.html")
    )
    twin = next(href for href in secure if href.startswith("https://"))
    assert twin.removeprefix(f"https://{replica.host}") in plain


def test_the_market_regulator_hangs_its_files_below_the_body(replica: Replica) -> None:
    item = next(item for item in replica.items if item.site == "samr" and item.files)
    page = ask(replica, f"/samr{item.path}").page()
    lists = page.select("ul.contentLeft0102box")
    assert [len(one.select("li")) for one in lists] == [0, 1]
    link = lists[1].select_one("a")
    assert link is not None and "?fileName=附件1：" in str(link["href"])
    assert ask(replica, str(link["href"])).body.startswith(b"PK")


def test_a_download_of_the_central_regulator_has_its_name_in_the_header_alone(replica: Replica) -> None:
    item = next(item for item in replica.items if item.site == "cac" and "7款App" in item.title)
    link = ask(replica, f"/cac{item.path}").page().select_one("#BodyLabel a")
    assert link is not None
    assert not urlsplit(str(link["href"])).path.endswith(".docx")
    assert ask(replica, str(link["href"]), referer=False).body == b""
    got = ask(replica, str(link["href"]))
    assert got.headers["content-type"] == "application/octet-stream"
    assert (
        unquote(got.headers["content-disposition"]) == "attachment; filename*=UTF-8''附件：cac-2026-more.docx"
    )
    assert got.body.startswith(b"PK")


def test_a_trs_site_pages_by_file_names_and_keeps_files_beside_pages(replica: Replica) -> None:
    column = "/jswx/zhengce/zhifa/"
    first, second = shown(replica, column), shown(replica, f"{column}index_1.shtml")
    assert (len(first), len(second)) == (4, 1)
    assert all(re.search(r"/t\d{8}_\d+\.shtml$", link) for link in first + second)
    assert "下一页" in ask(replica, column).page().get_text()
    item = next(item for item in replica.items if item.site == "jswx" and item.files)
    link = ask(replica, f"/jswx{item.path}").page().select_one(".TRS_Editor a")
    assert link is not None and str(link["href"]).startswith("./P")
    assert ask(replica, urljoin(f"/jswx{item.path}", str(link["href"]))).body.startswith(b"PK")


def test_the_test_centre_answers_nothing_without_a_referer_and_counts_its_pages(replica: Replica) -> None:
    index = "/mstl/html/news/index.html"
    assert ask(replica, index, referer=False).body == b""
    assert "共 4 条记录 当前页次 1/2 页" in ask(replica, index).page().get_text()
    assert len(shown(replica, index)) == 3
    assert len(shown(replica, index.replace("index", "index_2"))) == 1
    body = ask(replica, "/mstl/html/news/detail_2026_09/02/6372.html").page().select_one("#articlebody")
    assert body is not None
    assert "（版本5.7.0(277)，小米应用商店）" in body.get_text()
    assert body.get_text().count("《槐序输入法》") == 3


def test_the_police_answer_a_challenge_first(replica: Replica) -> None:
    index = "/mps/n2254098/n4904352/index.html"
    assert ask(replica, index).status == 521
    got = ask(replica, index, Cookie=f"__jsluid_s=a; __jsl_clearance_s={CLEARANCE}")
    assert len(got.page().select("ul.listUla li div.co1.ellipsis.fl a")) == 2


def test_the_virus_centres_addresses_hold_the_day(replica: Replica) -> None:
    assert all(
        re.search(r"/news20\d{6}-\w+\.htm$", link) for link in shown(replica, "/cverc/zxdt/zxdt-1.htm")
    )


def test_a_hanweb_column_holds_its_first_rows_and_names_the_proxy_of_the_others(replica: Replica) -> None:
    page = ask(replica, "/amr/col/col1684/index.html").body.decode()
    assert page.count("<record>") == 3
    proxy = re.search(r'proxy = "([^"]+)"', page)
    assert proxy is not None
    second = ask(replica, proxy[1].replace("&amp;", "&").replace("page=1", "page=2")).body.decode()
    assert second.count("<record>") == 1
    assert "<totalrecord>4</totalrecord><totalpage>2</totalpage>" in second


def test_the_governments_list_is_one_json_file(replica: Replica) -> None:
    listed = json.loads(ask(replica, "/gov/zhengce/zuixin/ZUIXINZHENGCE.json").body)
    assert {key for row in listed for key in row} == {"TITLE", "SUB_TITLE", "URL", "DOCRELPUBTIME"}
    assert ask(replica, listed[0]["URL"]).page().select("#UCAP-CONTENT p")


def test_an_account_answers_200_even_to_what_is_not_there(replica: Replica) -> None:
    got = ask(replica, "/wechat/s/none")
    assert got.status == 200 and "参数错误" in got.page().get_text()
    page = ask(replica, "/wechat/s/exampleAAAAAAAAAAAAAA02").page()
    assert page.select("#js_content img[data-src]") and page.select("#activity-name, #js_name")
    album = json.loads(ask(replica, "/wechat/mp/appmsgalbum?f=json").body)["getalbum_resp"]
    assert len(album["article_list"]) == 2


def test_the_outlets_list_in_four_ways(replica: Replica) -> None:
    rss = ask(replica, "/daily/rss/4/feed").body
    assert rss.startswith(b"\xef\xbb\xbf<?xml")
    counts = [
        len(list(ElementTree.fromstring(ask(replica, path).body.decode("utf-8-sig")).iter(tag)))
        for path, tag in (
            ("/daily/rss/4/feed", "item"),
            ("/paper/feed.atom", "{http://www.w3.org/2005/Atom}entry"),
            ("/wire/news-sitemap.xml", "{http://www.sitemaps.org/schemas/sitemap/0.9}url"),
        )
    ]
    assert counts == [3, 6, 2]
    assert len(titles(ask(replica, "/times/china/index.html").page())) == 2


def test_every_site_has_an_entry_in_the_catalogue(replica: Replica, tmp_path: Path) -> None:
    folder = write(replica.base, tmp_path)
    entries = [s for file in folder.glob("*.toml") for s in tomllib.loads(file.read_text("utf-8"))["source"]]
    assert {urlsplit(entry["base"]).path.strip("/") for entry in entries} == set(FAMILIES)
    assert {entry["layout"] for entry in entries} <= set(LAYOUTS)
    assert len({entry["id"] for entry in entries}) == len(entries)
