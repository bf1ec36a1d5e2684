"""Scaling: one month of an organisation of any size, in the database and the outbox."""
