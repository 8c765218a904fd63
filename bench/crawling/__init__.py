"""The parts of `bench.crawl`: a site that answers fast, the crawler under test and the peers it is measured against."""
