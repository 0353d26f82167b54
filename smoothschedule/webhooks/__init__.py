"""Webhooks: other programs hear of what happens in a business."""
