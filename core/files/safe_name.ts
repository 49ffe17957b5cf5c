/** Device names of Windows, which no file may have there, whatever its ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** What macOS adds to archives: no part of the data. */
const LITTER = /(^|\/)(__MACOSX(\/|$)|\._|\.DS_Store$)/;

/** Whether a member is none of the packer's making. */
export function isLitter(name: string): boolean {
  return LITTER.test(name);
}

/**
 * The path of a member within the folder that it is unpacked into, with "./" and a folder's last slash left out; "" is that
 * folder itself.
 *
 * @throws {RangeError} for a name that leads out of the folder, or means another file on another system.
 */
export function safeName(name: string): string {
  const refuse = (why: string) =>
    new RangeError(`Cannot unpack ${JSON.stringify(name)}: ${why}, want a plain path`);
  // deno-lint-ignore no-control-regex
  if (/[\0-\x1f\x7f]/.test(name)) throw refuse("it holds control characters");
  if (name.includes("\\")) throw refuse("it holds a backslash");
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) throw refuse("it is absolute");
  const steps = name.replace(/\/$/, "").split("/").filter((step) => step !== ".");
  if (steps.length === 1 && steps[0] === "") return "";
  for (const step of steps) {
    if (step === "") throw refuse("it holds an empty step");
    if (step === "..") throw refuse("it leads out of its folder");
    if (step.includes(":") || DEVICE.test(step) || /[. ]$/.test(step)) {
      throw refuse(`"${step}" is no file name on every system`);
    }
  }
  return steps.join("/");
}

/** Takes in the paths of an archive and refuses one that comes twice, also where case or accents alone differ. */
export class Paths {
  #files = new Set<string>();
  #folders = new Set<string>();

  /** @throws {RangeError} for a path that another member has, or whose folder is a file. */
  add(path: string, kind: "file" | "folder"): void {
    const key = keyOf(path);
    const steps = key.split("/");
    for (let i = 1; i < steps.length; i++) this.#addFolder(steps.slice(0, i).join("/"), path);
    if (kind === "folder") return this.#addFolder(key, path);
    if (this.#files.has(key) || this.#folders.has(key)) {
      throw new RangeError(`Cannot unpack "${path}": it comes twice, or differs from another by case alone`);
    }
    this.#files.add(key);
  }

  #addFolder(key: string, path: string): void {
    if (this.#files.has(key)) {
      throw new RangeError(`Cannot unpack "${path}": "${key}" is a file and a folder`);
    }
    this.#folders.add(key);
  }
}

function keyOf(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
