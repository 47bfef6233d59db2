"""Documents: drafted paragraphs, the preview, the checks, and what is asked before one leaves."""
