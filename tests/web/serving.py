"""The app on a free port of this machine, for a browser that is not in this process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings


@contextmanager
def served(record: Path, accounts: Path | None = None) -> Iterator[str]:
    """Serve a record from a thread; gives the address, and stops the server in the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            create_app(Settings(str(record), port=port, accounts=accounts)), log_level="warning"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            # The port listens already: what a browser asks for before the app is up waits in its queue.
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(30)
