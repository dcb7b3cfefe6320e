"""Release an assignment: write everything that students receive."""
