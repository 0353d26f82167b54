"""Demo businesses: made with realistic data, shown around, thrown away."""
