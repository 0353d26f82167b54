"""What may be done about the erasure of customers."""
