"""How Chinese official prose writes a thing: numerals, ordinals, dates, quantities, bodies, statuses, sentences.

Pure functions from text to typed facts with their spans. Every other room asks here; none recognises one by itself.
Leaves to others: files and their encodings (`read`), what a fact means in a notice (`check`, `compose`).
"""
