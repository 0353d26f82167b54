"""The fault run: everything dies once while people book and sign, and then it is counted."""
