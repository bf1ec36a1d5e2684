"""The stories a clerk could tell, one a file; they never import each other."""
