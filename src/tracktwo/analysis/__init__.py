"""What no single document says, as pure functions over claims."""
