"""What is measured, one command each. None of it decides whether a change is good."""
