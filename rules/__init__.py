"""What the township decided: pure functions over frozen values; no clock, no store, no chat."""
