"""How a process is configured: settings, WSGI entry points, middleware. It holds no casework."""
