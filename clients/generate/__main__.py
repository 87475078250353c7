"""Writes the types of the clients from the OpenAPI document of the server.

    python3 clients/generate               writes them
    python3 clients/generate python        writes those of one client
    python3 clients/generate --check       fails when they are not what it would write

It reads server/openapi.json and nothing else. What an answer may be beyond an object (the outcome of
a dispatch, an item of a batch) is written by hand in each client.
"""

import sys

from go import go
from java import java
from python import python
from schema import CLIENTS, read
from typescript import typescript

OUTPUTS = {
    "go/types.go": go,
    "java/src/main/java/dev/acteon/client/model": java,
    "nodejs/src/types.ts": typescript,
    "python/src/acteon_client/types.py": python,
}


def main():
    enums, objects = read()
    stale = []
    wanted = [argument for argument in sys.argv[1:] if argument != "--check"]
    for name, write in OUTPUTS.items():
        if wanted and name.split("/")[0] not in wanted:
            continue
        written = write(enums, objects)
        # A language with a file for each type has a folder of them.
        files = written if isinstance(written, dict) else {"": written}
        for file, text in files.items():
            path = CLIENTS / name / file if file else CLIENTS / name
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                stale.append(str(path.relative_to(CLIENTS)))
    if stale:
        sys.exit(f"not what clients/generate writes: {', '.join(stale)}; run it")


if __name__ == "__main__":
    main()
