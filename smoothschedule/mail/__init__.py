"""Mail leaves through one port; what stands behind it is a setting."""
