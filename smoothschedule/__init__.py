"""SmoothSchedule: multi-tenant scheduling with built-in contract signing."""
