"""What happens once to every upload: refused with a code, or made ready to be marked."""
