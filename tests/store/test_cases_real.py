"""Real stories, told in facts only: each is one case, and ends as it ended."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store.archive import Archive
from store.db import reading
from store.tables import Company
from tests.store.lives import Told, act, against, cases_of, course, fine, named, target, tell

SEVEN = ("CAC", "MPS", "MSS", "MNR", "MOT", "STA", "SAMR")
R = "网络安全审查办公室7月2日对滴滴出行启动网络安全审查，审查期间停止新用户注册。"
S = "滴滴出行被下架：国家网信办通知应用商店下架滴滴出行App。"
M = "国家网信办通知下架滴滴企业版、滴滴车主等25款App。"
V = "七部门进驻滴滴出行科技有限公司，开展网络安全审查。"
P = "国家网信办对滴滴全球股份有限公司处80.26亿元罚款，对程*、柳*两名高管各处100万元罚款。"
B = "滴滴出行发布声明，自1月16日起恢复新用户注册。"
N = "英文报道：2022年7月滴滴全球股份有限公司被罚80.26亿元，此前滴滴出行下架。"
DIDI = (
    Told("2021-07-02", R, [
        target("滴滴出行", R),
        act("cybersecurity_review", "启动网络安全审查", R, "滴滴出行"),
        act("registration_suspension", "停止新用户注册", R, "滴滴出行"),
    ]),
    Told("2021-07-04", S, [target("滴滴出行", S, "removed"), act("removal", "通知应用商店下架", S, "滴滴出行")]),
    Told("2021-07-09", M, [
        target("滴滴企业版", M, "removed"), target("滴滴车主", M, "removed"), act("removal", "通知下架", M),
    ]),
    Told("2021-07-16", V, [
        against("滴滴出行科技有限公司", V),
        act("onsite_inspection", "进驻", V, "滴滴出行科技有限公司"),
        act("cybersecurity_review", "开展网络安全审查", V, "滴滴出行科技有限公司"),
    ], issuers=SEVEN),
    Told("2022-07-21", P, [
        against("滴滴全球股份有限公司", P), against("程*", P, type="person"), against("柳*", P, type="person"),
        act("fine", "罚款", P, "滴滴全球股份有限公司", "程*", "柳*"),
        fine(8_026_000_000, "didi", "80.26亿元", P),
        *(fine(1_000_000, name, "100万元", P) for name in ("程*", "柳*")),
    ]),
    Told("2022-07-22", N, [
        against("滴滴全球股份有限公司", N), target("滴滴出行", N),
        act("removal", "下架", N, "滴滴出行"), fine(8_026_000_000, "didi", "80.26亿元", N),
    ], source="made-paper"),
    Told("2023-01-16", B, [
        named("滴滴出行", B),
        act("registration_resumed", "恢复新用户注册", B, date="2023-01-16"),
    ], source="made-paper"),
)  # fmt: skip


def test_didi_is_one_case_of_the_firm_from_the_review_to_the_resumption(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, DIDI)
    (case,) = cases_of(engine, "company", "滴滴", "2026-03-10")
    assert course(case) == [
        ("2021-07-02", "cybersecurity_review"),
        ("2021-07-02", "registration_suspension"),
        ("2021-07-04", "removal"),
        ("2021-07-09", "removal"),
        ("2021-07-16", "onsite_inspection"),
        ("2022-07-21", "fine"),
        ("2022-07-21", "fine"),
        ("2023-01-16", "registration_resumed"),
    ]
    assert (case.chain, case.state.status, case.state.day) == ("review", "closed", "2023-01-16")
    assert case.events[4].authorities == set(SEVEN)
    firm_fine, persons_fine = case.events[5:7]
    assert (firm_fine.amount, firm_fine.currency, firm_fine.persons) == (Decimal(8_026_000_000), "CNY", 0)
    assert (persons_fine.amount, persons_fine.persons) == (Decimal(1_000_000), 2)


def test_a_later_report_is_a_further_source_of_what_it_tells_again(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, DIDI)
    (case,) = cases_of(engine, "company", "滴滴", "2026-03-10")
    fined = case.events[5]
    assert [(proof.kind, proof.day) for proof in fined.proofs] == [
        ("official", "2022-07-21"),
        ("press", "2022-07-22"),
    ]
    assert (fined.day, fined.source, fined.proofs[0].quote) == ("2022-07-21", "official", "80.26亿元")
    assert [proof.day for proof in case.events[2].proofs] == ["2021-07-04", "2022-07-22"]


def test_the_resumption_is_stated_and_only_its_report_tells_of_it(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, DIDI)
    resumed = cases_of(engine, "company", "滴滴", "2026-03-10")[0].events[-1]
    assert (resumed.source, resumed.basis, resumed.day_basis) == ("press", "stated", "stated")
    assert resumed.proofs[0].quote == "恢复新用户注册"


def test_the_app_under_review_has_the_same_life_and_its_sister_only_its_removal(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, DIDI)
    (case,) = cases_of(engine, "app", "滴滴出行", "2026-03-10")
    assert [kind for _, kind in course(case)] == [
        "cybersecurity_review", "registration_suspension", "removal", "onsite_inspection", "fine", "fine",
        "registration_resumed",
    ]  # fmt: skip
    assert case.state.status == "closed"
    (sister,) = cases_of(engine, "app", "滴滴车主", "2026-03-10")
    assert (course(sister), sister.state.status) == ([("2021-07-09", "removal")], "removed")


@pytest.mark.parametrize(
    "today, status, day",
    [
        ("2021-07-01", None, None),
        ("2021-07-03", "open", "2021-07-02"),
        ("2022-01-01", "open", "2021-07-02"),
        ("2022-08-01", "fined", "2022-07-21"),
        ("2023-01-16", "closed", "2023-01-16"),
    ],
)
def test_a_review_stays_open_however_long_until_it_ends(
    engine: Engine, archive: Archive, today: str, status: str | None, day: str | None
) -> None:
    tell(engine, archive, DIDI)
    found = cases_of(engine, "company", "滴滴", today)
    assert [(c.state.status, c.state.day) for c in found] == ([(status, day)] if status else [])


REVIEWED = [
    ("BOSS直聘", "看准科技", ("BOSS直聘",)),
    ("运满满", "满帮", ("运满满", "货车帮")),
]


@pytest.mark.parametrize("name, group, apps", REVIEWED, ids=["boss", "trucks"])
def test_registrations_stopped_and_resumed_are_one_closed_case_without_a_removal(
    engine: Engine, archive: Archive, name: str, group: str, apps: tuple[str, ...]
) -> None:
    begun = "网络安全审查办公室对运满满、货车帮、BOSS直聘启动网络安全审查，审查期间停止新用户注册。"
    ended = "、".join(apps) + "公告：即日起恢复新用户注册。"
    every = ("运满满", "货车帮", "BOSS直聘")
    tell(engine, archive, [
        Told("2021-07-05", begun, [
            *(target(a, begun) for a in every),
            act("cybersecurity_review", "启动网络安全审查", begun, *every),
            act("registration_suspension", "停止新用户注册", begun),
        ]),
        Told("2022-06-29", ended, [
            *(named(a, ended) for a in apps),
            act("registration_resumed", "恢复新用户注册", ended),
        ], source="made-paper"),
    ])  # fmt: skip
    wanted = [
        ("2021-07-05", "cybersecurity_review"),
        ("2021-07-05", "registration_suspension"),
        ("2022-06-29", "registration_resumed"),
    ]
    for subject, known in (("app", name), ("company", group)):
        (case,) = cases_of(engine, subject, known, "2026-03-10")
        assert course(case) == wanted
        assert (case.state.status, case.state.day) == ("closed", "2022-06-29")
    assert cases_of(engine, "app", name, "2022-06-28")[0].state.status == "open"


FINED = [
    ("阿里巴巴集团控股有限公司", "alibaba", "2020-12-24", "2021-04-10", 18_228_000_000, "182.28亿元"),
    ("美团", "meituan", "2021-04-26", "2021-10-08", 3_442_000_000, "34.42亿元"),
]


@pytest.mark.parametrize("name, key, begun, ended, amount, words", FINED, ids=["alibaba", "meituan"])
def test_an_investigation_ends_in_a_fine_with_guidance(
    engine: Engine, archive: Archive, name: str, key: str, begun: str, ended: str, amount: int, words: str
) -> None:
    first = f"市场监管总局对{name}涉嫌垄断行为立案调查。"
    last = f"市场监管总局责令{name}停止违法行为，处{words}罚款，并发出行政指导书。"
    tell(engine, archive, [
        Told(begun, first, [against(name, first), act("investigation", "立案调查", first, name)], issuers=["SAMR"]),
        Told(ended, last, [
            against(name, last), fine(amount, key, words, last), act("fine", "罚款", last, name),
            act("administrative_guidance", "行政指导书", last, name),
        ], issuers=["SAMR"]),
    ])  # fmt: skip
    with reading(engine) as session:
        (company,) = session.exec(select(Company).where(Company.curated == key)).all()
    (case,) = cases_of(engine, "company", company.name, "2026-03-10")
    assert course(case) == [(begun, "investigation"), (ended, "fine"), (ended, "administrative_guidance")]
    assert (case.chain, case.state.status, case.state.day) == ("review", "fined", ended)
    assert case.events[1].amount == amount
    assert cases_of(engine, "company", company.name, begun)[0].state.status == "open"


def test_a_fine_without_a_chain_is_a_case_of_one_notice(engine: Engine, archive: Archive) -> None:
    text = "市场监管总局对美团处34.42亿元罚款，并发出行政指导书。"
    claims = [
        against("美团", text),
        fine(3_442_000_000, "meituan", "34.42亿元", text),
        act("administrative_guidance", "行政指导书", text, "美团"),
    ]
    tell(engine, archive, [Told("2021-10-08", text, claims, issuers=["SAMR"])])
    (case,) = cases_of(engine, "company", "美团", "2026-03-10")
    assert (case.chain, case.state.status, len(case.events)) == ("single", "fined", 2)
