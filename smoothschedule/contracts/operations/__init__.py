"""What happens to templates and contracts, in the words of the business."""
