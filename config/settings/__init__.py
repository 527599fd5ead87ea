"""Settings: base is shared; dev is the demo with embedded services, prod refuses every default."""
