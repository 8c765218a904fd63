"""A stand-in for the real sites: their families served over real HTTP on loopback, for tests and the demo.

Everything it serves is an example: real notices hold only what is public and known of them, in our own words;
full lists name apps and firms that do not exist.
"""
