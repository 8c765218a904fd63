"""The sites of the jpaas family: the ministry, provinces, the market regulator, the ministry of commerce."""

from __future__ import annotations

from tests.replica.jpaas import Site
from tests.replica.jpaas_rows import Column

MIIT = Site(
    "中华人民共和国工业和信息化部",
    "8d828e408d90447786ddbe128d495e9e",
    "209741b2109044b5b7695700b2bec37e",
    (Column("通知公告", "/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/index.html", "e" * 31 + "1", "右侧内容", rows=10),),
)
GDCA = Site(
    "广东省通信管理局",
    "a" * 32,
    "c" * 32,
    (
        Column(
            "网络安全管理",
            "/zwgk/wlaqgl/index.html",
            "b" * 31 + "1",
            "当前栏目_list",
            rows=24,
            dated=False,
            plain=False,
        ),
        Column("通知公告", "/zwgk/tzgg/index.html", "b" * 31 + "2", "右侧内容", rows=5),
    ),
)
MIIT_CALLS = Site(
    "中华人民共和国工业和信息化部",
    MIIT.web_id,
    MIIT.template_id,
    (Column("意见征集", "/gzcy/yjzj/index.html", "e" * 31 + "2", "右侧内容", rows=24, variant="B"),),
)
CQCA = Site(
    "重庆市通信管理局",
    "1" * 32,
    "2" * 32,
    (Column("公示公告", "/zwgk/tzgg/gggs/index.html", "3" * 32, "右侧内容", rows=3, dated=False, again=1),),
)
SCCA = Site(
    "四川省通信管理局",
    "4" * 32,
    "5" * 32,
    (
        Column("网络安全管理", "/zwgk/wlaqgl/index.html", "6" * 31 + "1", "当前栏目_list", rows=24),
        Column("工作动态", "/xwdt/gzdt/index.html", "6" * 31 + "2", "当前栏目_list", rows=24, plain=False),
    ),
)
ZJCA = Site(
    "浙江省通信管理局",
    "2758",
    "Ab3dEf6hIj9kLmNoPqRs1",
    (Column("通知公告", "/col/col1229743683/index.html", "1229743683", "当前栏目_list", rows=15),),
    parse_type="bulidstatic",
)
GZCA = Site(
    "贵州省通信管理局",
    "7" * 32,
    "8" * 32,
    (Column("互联网管理通知", "/zwgk/hlwgl/gztz/index.html", "9" * 32, "", rows=24, framed=True),),
)
SAMR = Site(
    "国家市场监督管理总局",
    "29e9522dc89d4e088a953d8cede72f4c",
    "5c30fb89ae5e48b9aefe3cdf49853830",
    (
        Column("总局要闻", "/xw/zj/index.html", "d" * 31 + "1", "内容区域", rows=20, variant="C"),
        Column("征集调查", "/hd/zjdc/index.html", "d" * 31 + "2", "内容区域", rows=15, variant="D"),
        Column(
            "简易案件公示", "/fldes/ajgs/jyaj/index.html", "d" * 31 + "3", "ajax分页", rows=10, variant="E"
        ),
    ),
    parse_type="bulidstatic",
    detail="samr_detail.html",
)
MOFCOM = Site(
    "中华人民共和国商务部",
    "8f43c7ad3afc411fb56f281724b73708",
    "52551ea0e2c14bca8c84792f7aa37ead",
    (
        Column("政策发布", "/zwgk/zcfb/index.html", "f" * 31 + "1", "分页列表", rows=10, variant="F"),
        Column("规章库", "/zwgk/gzk/index.html", "f" * 31 + "2", "规章库列表", rows=10, variant="F tr"),
    ),
)
