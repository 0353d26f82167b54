"""People of a business: invited, registered, given roles and rights; staff of the platform."""
