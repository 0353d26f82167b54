"""The HTML documents that carry the front end, and the development pages."""
