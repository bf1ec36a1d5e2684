"""A month of a township while its bot is killed again and again; nothing may be lost."""
