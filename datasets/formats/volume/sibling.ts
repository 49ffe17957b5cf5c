/**
 * The path of a file that a header names. Headers come from elsewhere, so that they may name files of their own folder only.
 *
 * @param header Path of the header. @param name As it stands there.
 * @throws {RangeError} for a name that leads elsewhere, also by a symbolic link.
 */
export async function siblingFile(header: string, name: string): Promise<string> {
  const parts = name.split("/");
  if (/[\\:\0]/.test(name) || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new RangeError(
      `Cannot open the voxels: expected the name of a file beside the header, found "${name}"`,
    );
  }
  const folder = /^(.*)[\\/][^\\/]*$/.exec(header)?.[1] ?? ".";
  const file = `${folder}/${name}`;
  const [home, real] = await Promise.all([
    Deno.realPath(folder || "/"),
    Deno.realPath(file).catch(() => undefined),
  ]);
  // A file that is missing is told when it is read
  if (
    real === undefined || real.startsWith(`${home.replace(/[\\/]$/, "")}${real.includes("\\") ? "\\" : "/"}`)
  ) {
    return file;
  }
  throw new RangeError(
    `Cannot open the voxels: expected "${name}" beside the header, found a link to "${real}"`,
  );
}
