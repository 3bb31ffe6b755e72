"""The phrasebank: the genre's set phrases, mined from real reports, kept by the office, used in drafting.

`bank` loads and saves it, `mine` makes it out of reports, `search` finds in it, `fill` drafts with it.
"""
