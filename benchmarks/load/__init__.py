"""Many people at work at a time, over the websocket a browser would use: `python -m benchmarks.load`."""
