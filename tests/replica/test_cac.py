"""The regulator's site answers nothing without a Referer, lists by JSON, and prints as the real one."""

from __future__ import annotations

import json
import re
from io import BytesIO
from urllib.parse import urlencode

from PIL import Image

from tests.replica.client import ask
from tests.replica.items import rows
from tests.replica.server import Replica

INDEX = "/cac/wxzw/wxfb/A093702index_1.htm"


def test_cac_answers_nothing_without_a_referer(replica: Replica) -> None:
    item = next(item for item in replica.items if item.site == "cac" and item.files)
    for path in (
        INDEX,
        "/cac/cms/JsonList?channelCode=A093702",
        f"/cac{item.path}",
        f"/cac{next(iter(item.files))}",
    ):
        got = ask(replica, path, referer=False)
        assert (got.status, got.body) == (200, b"")
        assert ask(replica, path).body


def test_jsonlist_pages_by_form_and_by_query(replica: Replica) -> None:
    form = {"channelCode": "A093703", "perPage": "4", "condition": "0", "fuhao": "=", "value": ""}
    seen: list[str] = []
    for no in range(1, 5):
        answer = json.loads(ask(replica, "/cac/cms/JsonList", "POST", form | {"pageno": str(no)}).body)
        seen += [row["infourl"] for row in answer["list"]]
    assert len(set(seen)) == len(seen) == answer["totalRec"] == 10
    assert answer["list"] == [] or len(answer["list"]) == 1
    got = json.loads(ask(replica, f"/cac/cms/JsonList?{urlencode(form)}").body)
    assert [row["infourl"] for row in got["list"]] == seen[:4]
    assert all(url.startswith("//127.0.0.1:") for url in seen)


def test_the_static_index_has_unquoted_links_and_no_second_page(replica: Replica) -> None:
    got = ask(replica, INDEX)
    assert re.search(rb"<a href=//127", got.body)
    links = [str(a["href"]) for a in got.page().select("#loadingInfoPage li h5 a")]
    assert len(links) == len(got.page().select("#loadingInfoPage li .times")) == 14
    assert all(ask(replica, link).status == 200 for link in links)
    assert ask(replica, INDEX.replace("index_1", "index_2")).status == 404


def test_a_cac_article_keeps_title_time_body_and_stamp_apart(replica: Replica) -> None:
    item = next(item for item in replica.items if item.site == "cac" and item.files)
    got = ask(replica, f"/cac{item.path}")
    page = got.page()
    assert [t.get_text() for t in page.select("h1.title")] == [item.title]
    assert [t.get_text() for t in page.select("span#pubtime")] == ["2026年11月18日 17:15"]
    assert "publishdate:2026/11/19 09:41:07" in got.body.decode()
    assert "publishdate" not in str(page.select_one("#BodyLabel"))
    assert "2026-11/18" in item.path


def test_the_picture_of_the_list_is_a_large_clear_png(replica: Replica) -> None:
    item = next(item for item in replica.items if item.site == "cac" and item.files)
    picture = ask(replica, f"/cac{item.path}").page().select_one("#BodyLabel img")
    assert picture is not None
    image = Image.open(BytesIO(ask(replica, str(picture["src"])).body))
    assert image.format == "PNG"
    assert image.width > 1200
    assert [heading for _, heading in rows("cac-2026-11").headings] == [
        "编号",
        "名称",
        "类型",
        "运营者",
        "版本号",
        "主要问题",
    ]
