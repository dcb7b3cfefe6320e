"""Text that people read: messages in every language, and untrusted text made safe to show."""
