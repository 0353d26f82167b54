"""Reading, marking and sealing PDFs: bytes and boxes in, bytes out.

Everything drawn is placed in fractions 0..1 of the displayed page, origin top left.
"""
