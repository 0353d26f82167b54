"""What becomes of what is known of a customer: values in, values out."""
