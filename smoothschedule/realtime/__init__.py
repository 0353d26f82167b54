"""Socket.IO: who may connect, which rooms they join, what is broadcast."""
