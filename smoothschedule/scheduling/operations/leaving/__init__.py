"""A resource leaves: its appointments go to another, are called off or stay, and come back."""
