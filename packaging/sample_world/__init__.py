"""The invented country of the example mission: land, people, force, violence, protection."""
