"""The duty officer's log of alerts: one key for the next step; promises that close with a word."""
