"""The platforms, each a folder: what comes in is Heard or Pressed, what goes out is a Notice."""
