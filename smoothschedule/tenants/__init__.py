"""Businesses: their hosts, settings, sign-up and status."""
