"""What is true of templates and contracts: values in, values out."""
