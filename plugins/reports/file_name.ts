/**
 * A case id as part of a file name: whatever a file system may refuse is percent-encoded, so two ids never share a name.
 */
export function fileName(id: string): string {
  return encodeURIComponent(id).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
