// Another process that uses a store: keeps entries until it is ended, telling each one's key.
import { openStore } from "../store.ts";
import { storeKey } from "../key.ts";

const [folder, diskBytes] = Deno.args;
for (let i = 0;; i++) {
  // A store of its own for each: what the last one kept may be removed
  const store = openStore({ folder, diskBytes: Number(diskBytes), memoryBytes: 0 });
  await store.get(await storeKey(i), () => {
    const data = new Float32Array(2 ** 18).fill(i);
    return Promise.resolve({ arrays: { a: { shape: [data.length], data } }, notes: i });
  });
  await Deno.stdout.write(new TextEncoder().encode(`${i}\n`));
}
