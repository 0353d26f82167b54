"""What is measured: each runs alone and prints ratios."""
