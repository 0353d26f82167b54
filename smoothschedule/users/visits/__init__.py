"""Visits: how somebody gets into another's place or into a business, and out again."""
