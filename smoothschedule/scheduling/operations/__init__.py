"""What happens in scheduling, in the words of the business."""
