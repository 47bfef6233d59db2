"""What runs inside the limited process: nothing here imports more than numpy and the library."""
