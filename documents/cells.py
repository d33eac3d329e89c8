"""Words on their way into a table that a spreadsheet will open."""


def harmless(value):
    """Words that a spreadsheet would run as a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value
