"""`serve`: the register in the browser, for whoever sits at this machine."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from pactwatch import serve as pages
from pactwatch.cli.options import Register
from pactwatch.cli.printing import say
from pactwatch.config import SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError, RegisterError
from pactwatch.store import Shelf, open_register
from pactwatch.workers import save_derived

TURN = 0.0005  #: seconds for which one page is worked on while another waits
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    register: Register = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8060,
    host: Annotated[str, typer.Option(help="127.0.0.1 or ::1; nothing else yet.")] = "127.0.0.1",
) -> None:
    """Open the register in the browser, on this machine alone. Ctrl-C ends it."""
    if host not in LOOPBACK:
        raise ConfigError(
            f"--host {host}: refused, as whoever reaches that address could read and judge "
            "without an account; accounts come with the version for teams. Use 127.0.0.1, and from "
            f"another machine a tunnel: ssh -L {port}:127.0.0.1:{port} THIS-MACHINE"
        )
    import uvicorn  # noqa: PLC0415 - slow to load, and only this verb needs it

    settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=say):
        pass  # a register that is not there is an error here, and not made
    try:
        with open_register(path, write=True, clock=clock, say=say) as store:
            save_derived(store, pack)
    except RegisterError as error:
        say(f"the register is shown as it was last worked out: {error}")
    room = pages.Room(
        path=path,
        shelf=Shelf(path),
        pack=pack,
        clock=clock,
        hosts=pages.hosts_of(port),
        settings=settings,
        settle=leave_out_of_collecting,
    )
    name = f"[{host}]" if ":" in host else host
    say(f"http://{name}:{port}/ (Ctrl-C ends it)")
    app = pages.make_app(room)
    # Many times in a page the database is asked, and the interpreter is free for another page. Who gets
    # it back after the usual 5 ms each time waits longer than the page takes (docs: how pages are made).
    sys.setswitchinterval(TURN)
    gc.collect()
    leave_out_of_collecting()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def leave_out_of_collecting() -> None:
    """What there is now lives long: Python's collector of unused objects does not look through it again
    while somebody waits."""
    gc.collect(1)
    gc.freeze()
