"""What a plan includes, what a host may be, what DNS says: values in, values out."""
