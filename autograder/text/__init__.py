"""Text that people read: messages in every language, and foreign text made safe to show."""
