import { hushTensorFlow, openLibrary } from "../library.ts";
import { findLibrary } from "../provision/mod.ts";
import { openSession, type Session } from "../session.ts";

/** A session for tests of what lies under tfjs; undefined where there is no library. */
export async function testSession(): Promise<Session | undefined> {
  hushTensorFlow();
  const found = await findLibrary();
  return found.ok ? openSession(openLibrary(found.file), { intra: 0, inter: 0 }) : undefined;
}
