"""What is planned with people under way: tasks that are open now."""
