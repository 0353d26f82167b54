"""What happens with webhooks, in the words of the business."""
