"""Actions beside what people already do: the questions, and how they are settled."""
