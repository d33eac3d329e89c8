"""Pictures: a table in, a figure out. They know nothing of people, pages or databases."""
