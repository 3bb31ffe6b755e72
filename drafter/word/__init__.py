"""The only WordprocessingML: packages read without trust and written the same every time, styles, numbering."""
