"""What is done to people of a business: verbs, work first."""
