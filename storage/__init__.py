"""What we remember: the only room that knows SQL. Values go in and out; rows never leave."""
