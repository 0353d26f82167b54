"""Customers are erased: what of them goes, what is kept, and why."""
