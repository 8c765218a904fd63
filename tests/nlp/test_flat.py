"""Tables that lost their lines: one cell a line, or tabs between cells."""

from __future__ import annotations

from tests.nlp.items import quotes_stand, record

HEADER = ["序号", "应用名称", "应用主办者", "备案号", "应用版本", "应用来源", "所涉问题"]
ROWS = [
    [
        "1",
        "栎岚相册",
        "杭州栎岚网络科技有限公司",
        "浙ICP备00000001号-3A",
        "1.9.12",
        "栗子应用商店",
        "违规收集个人信息",
        "超范围收集个人信息",
    ],
    [
        "2",
        "汐禾记账",
        "长沙汐禾信息技术有限公司",
        "湘ICP备00000002号-2A",
        "1.0.5",
        "栗子应用商店",
        "账号注销难",
    ],
]
HEAD = "江西省通信管理局关于2款APP的通报\n尚有2款APP未完成整改（见附件）。\n江西省通信管理局\n2024年5月6日\n附件\n"


def test_one_cell_a_line_is_read_as_rows_with_all_their_problems() -> None:
    text = HEAD + "\n\n".join([*HEADER, *ROWS[0], *ROWS[1]]) + "\n【返回顶部】 【关闭窗口】"
    made = record(text, title=text.split("\n")[0])
    assert [(a.name, a.developer, a.version, a.store, a.violations) for a in made.apps] == [
        (
            "栎岚相册",
            ROWS[0][2],
            "1.9.12",
            "栗子应用商店",
            ["pi_illegal_collection", "pi_excessive_collection"],
        ),
        ("汐禾记账", ROWS[1][2], "1.0.5", "栗子应用商店", ["account_deletion_obstructed"]),
    ]
    assert made.apps[0].filing_number == "浙ICP备00000001号-3A"
    assert made.seal and made.seal.state == "complete"
    assert quotes_stand(text, made)


def test_cells_parted_by_tabs_are_read_too() -> None:
    text = HEAD + "\n".join("\t".join(row) for row in [HEADER, ROWS[0][:7], ROWS[1]])
    assert [a.name for a in record(text).apps] == ["栎岚相册", "汐禾记账"]


def test_numbers_in_prose_without_a_header_make_no_rows() -> None:
    assert record("通报如下\n1\n工信部\n2\n网信办").apps == []


def test_cells_on_lines_of_their_own_need_no_number() -> None:
    text = HEAD + "\n".join([*HEADER[1:3], *HEADER[4:]]) + "\n"
    text += "\n".join(cell for row in ROWS for cell in (*row[1:3], *row[4:7])) + "\n江西省通信管理局\n"
    made = record(text)
    assert [(a.name, a.developer, a.version, a.store) for a in made.apps] == [
        (row[1], row[2], row[4], row[5]) for row in ROWS
    ]
    assert all(a.violations for a in made.apps)
    assert quotes_stand(text, made)
