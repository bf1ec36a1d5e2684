"""Who talks: hears, decides through the rules, remembers through the storage, speaks."""
