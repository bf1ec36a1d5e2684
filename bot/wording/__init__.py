"""Every sentence that the bot says, as functions of typed facts, without markup."""
