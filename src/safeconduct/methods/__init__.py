"""Pure judgement: a frozen question in, a frozen answer that explains itself out.

The packages in here do not know each other. None imports Django, does I/O, reads a clock or
draws a random number.
"""
