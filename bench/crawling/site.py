"""A made-up site on loopback: lists of twenty rows, articles with an archive-sized body. `python -m bench.crawling.site N`.

It answers from memory and prints its base on the first line, so that what is measured is the crawler beside it.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROWS = 20
PARAGRAPH = (
    "示例管理局对应用程序收集使用个人信息的情况进行了检查，现将有关情况通报如下，请有关单位按要求完成整改。"
)


def listing(number: int, articles: int) -> str:
    """One list page; the last names no next one."""
    first = (number - 1) * ROWS + 1
    numbers = range(first, min(first + ROWS, articles + 1))
    rows = "".join(
        f'<li><a href="/art/{n}.html" title="关于第{n}号示例通报">关于第{n}号示例通报</a><span>2026-03-09</span></li>'
        for n in numbers
    )
    more = f'<a class="next" href="/list/{number + 1}.html">下一页</a>' if numbers.stop <= articles else ""
    return f"<html><head><meta charset='utf-8'></head><body><ul>{rows}</ul>{more}</body></html>"


def article(number: int) -> str:
    """One article of about 30 KB, with navigation, a table and a footer as real pages have."""
    menu = "".join(f'<li><a href="/menu/{n}">栏目{n}</a></li>' for n in range(60))
    text = "".join(f"<p>{PARAGRAPH}（{number}-{n}）</p>" for n in range(25))
    rows = "".join(
        f"<tr><td>{n}</td><td>示例应用{number}x{n}</td><td>虚构{n}号科技有限公司</td><td>违规收集个人信息</td></tr>"
        for n in range(1, 41)
    )
    return (
        f'<html><head><meta charset="utf-8"><title>关于第{number}号示例通报</title></head><body><ul class="nav">{menu}</ul>'
        f'<h1>关于第{number}号示例通报</h1><p class="when">发布时间：2026-03-09 10:00</p>'
        f'<div class="TRS_Editor">{text}<table>{rows}</table></div><div class="footer">{menu}</div></body></html>'
    )


def answer(path: str, articles: int) -> str | None:
    """The page at `path`, if there is one."""
    kind, _, name = path.strip("/").partition("/")
    number = name.removesuffix(".html")
    if not number.isdigit():
        return None
    if kind == "list":
        return listing(int(number), articles)
    return article(int(number)) if kind == "art" and int(number) <= articles else None


def main() -> None:
    """Serve until killed."""
    articles = int(sys.argv[1])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = answer(self.path, articles)
            body = (page or "nothing here").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("X-Tongbao-Origin", "example")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever(0.5)


if __name__ == "__main__":
    main()
