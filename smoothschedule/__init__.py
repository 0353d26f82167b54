"""SmoothSchedule: multi-tenant scheduling with built-in contract signing."""

import atexit
import gc

# A process makes half a million lasting objects while it reads its modules. Looking for garbage
# among them after every 700, as Python does by default, takes a sixth of each start.
gc.set_threshold(50_000, 20, 20)
# Nor among what is left when a process ends: the system takes it all, and going through it first
# takes longer than everything else about an end.
atexit.register(gc.freeze)
