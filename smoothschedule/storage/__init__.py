"""Files are kept behind one port; what stands behind it is a setting."""
