"""Commands that set up, run and check SmoothSchedule on one machine."""
