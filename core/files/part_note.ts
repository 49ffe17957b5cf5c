import { z } from "zod";
import { removeAll } from "./look.ts";

const NOTE = z.object({
  etag: z.string().optional(),
  modified: z.string().optional(),
  total: z.number().int().nonnegative().optional(),
});

/** What a partial file is a part of: kept beside it, so that it is never joined with bytes of another file. */
export interface PartNote {
  /** The server's name for this content. */
  readonly etag?: string | undefined;
  /** When the server says it last changed. */
  readonly modified?: string | undefined;
  /** Bytes of the whole. */
  readonly total?: number | undefined;
}

const pathOf = (partial: string) => `${partial}.json`;

/** The note beside a partial file; undefined where there is none that can be read. */
export async function readNote(partial: string): Promise<PartNote | undefined> {
  try {
    return NOTE.parse(JSON.parse(await Deno.readTextFile(pathOf(partial))));
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof z.ZodError
    ) {
      return undefined;
    }
    throw error;
  }
}

/** Writes the note of a part that begins. */
export async function writeNote(partial: string, note: PartNote): Promise<void> {
  await Deno.writeTextFile(pathOf(partial), JSON.stringify(note) + "\n");
}

/** Removes the note. */
export async function forgetPart(partial: string): Promise<void> {
  await removeAll(pathOf(partial));
}

/** What an answer says about the file as a whole. */
export function noteOf(headers: Headers, total: number | null): PartNote {
  return {
    etag: headers.get("etag") ?? undefined,
    modified: headers.get("last-modified") ?? undefined,
    total: total ?? undefined,
  };
}

/** What `If-Range` may be asked with: a strong ETag, else a date (RFC 9110, section 13.1.5). */
export function validatorOf({ etag, modified }: PartNote): string | undefined {
  return etag?.startsWith('"') ? etag : modified;
}

/** Whether two answers are about the same content, as far as they tell. */
export function sameContent(a: PartNote, b: PartNote): boolean {
  const differ = (x?: string | number, y?: string | number) => x !== undefined && y !== undefined && x !== y;
  return !differ(a.etag, b.etag) && !differ(a.total, b.total) &&
    (a.etag !== undefined && b.etag !== undefined || !differ(a.modified, b.modified));
}
