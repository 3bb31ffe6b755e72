"""The page: the same work in the browser, for people who have only Word and Excel.

A thin skin over `work/`: it shows, asks and saves; what a command does is done by the same functions. Nothing is kept
anywhere but in the folder's own files.
"""
