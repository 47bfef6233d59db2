"""The document and its formats: it is handed records and knows no project."""
