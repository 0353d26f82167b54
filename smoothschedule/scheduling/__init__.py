"""Locations, resources, services and appointments: who is booked when."""
