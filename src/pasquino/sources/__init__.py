"""What is cited: parties, works, preserved copies of them, and whether their links still lead."""
