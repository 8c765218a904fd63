"""What Scrapy is told: polite, bounded and guarded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.asking import FILE_SECONDS
from crawler.browser import Browser
from crawler.failures import BackOff
from crawler.guard import Guard, GuardedResolver
from crawler.manners import Manners, agent, proxy
from crawler.page import Source
from crawler.unpack import Unpack
from settings import Settings

LARGEST = 50 * 1024 * 1024  # bytes of one answer, unpacked
AHEAD = 4  # requests of one host that are taken from the queue before their turn
LONGEST_DELAY = 60.0  # seconds


def scrapy_settings(settings: Settings, sources: Sequence[Source]) -> dict[str, Any]:
    """One request at a time per host, with pauses that grow with its answers' times; nothing of Scrapy's own retries."""
    hosts = {urlsplit(source.base).hostname or "" for source in sources}
    delays = {
        urlsplit(source.base).hostname or "": {"concurrency": 1, "delay": float(source.options["delay"])}
        for source in sources
        if "delay" in source.options
    }
    return {
        "USER_AGENT": agent(settings),
        "CHROMIUM": settings.chromium,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Tongbao",
        "CONCURRENT_REQUESTS": AHEAD * max(1, len(hosts)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": settings.crawl_delay,
        "DOWNLOAD_SLOTS": delays,
        "AUTOTHROTTLE_ENABLED": settings.crawl_delay > 0,
        "AUTOTHROTTLE_START_DELAY": settings.crawl_delay,
        "AUTOTHROTTLE_MAX_DELAY": LONGEST_DELAY,
        "DOWNLOAD_TIMEOUT": FILE_SECONDS,
        "DNS_TIMEOUT": 10,
        "REACTOR_THREADPOOL_MAXSIZE": 40,  # look-ups of all hosts side by side
        "DOWNLOAD_MAXSIZE": LARGEST,
        "DOWNLOAD_WARNSIZE": 0,
        "HTTPERROR_ALLOW_ALL": True,
        "HTTPPROXY_ENABLED": False,  # `Manners` names the proxy of a source that has one, and of no other
        "COMPRESSION_ENABLED": False,  # `Unpack` does it
        "METAREFRESH_ENABLED": False,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_ENABLED": False,  # `BackOff` does it, with pauses
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "GUARD_ALLOW": sorted(settings.allow_hosts),
        "GUARD_PROXIES": sorted(
            urlsplit(proxy(source)[0]).hostname or "" for source in sources if source.proxy
        ),
        "TONGBAO_SOURCES": list(sources),
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            Guard: 50,
            Manners: 60,
            BackOff: 550,
            Unpack: 590,
            Browser: 1000,
        },
        "LOG_ENABLED": False,  # the application decides where logs go
        "LOG_INSTALL_ROOT_HANDLER": False,
        "EXTENSIONS": {"scrapy.extensions.logstats.LogStats": None},
    }
