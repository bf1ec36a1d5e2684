"""The rehearsal: a month played on a chat server of our own, with no token and no network."""
