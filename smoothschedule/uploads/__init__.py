"""Files that browsers send straight into the store, until something takes them over."""
