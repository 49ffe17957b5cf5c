import type { TestFolder } from "../../../../tests/files/folder.ts";

/** A shell script that stands in for python3; `body` sees pip's `--dest` as $dest. */
export function fakePython(folder: TestFolder, body: string): Promise<string> {
  const script = `#!/bin/sh
if [ "$1" = -c ]; then exit 0; fi
while [ $# -gt 0 ]; do [ "$1" = --dest ] && dest=$2; shift; done
${body}
`;
  return folder.write("python3", script, 0o755);
}
