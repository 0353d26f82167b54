"""Text in any of the scripts we ship a font for: chosen, ordered, shaped, fitted, embedded."""
