import { assertEquals, assertRejects } from "@std/assert";
import { withFolder } from "../../tests/tiny.ts";
import { listImages } from "./list_images.ts";

Deno.test("listImages() takes files as named and folders by extension, sorted, each image once", async () => {
  await withFolder(async (folder) => {
    for (const name of ["b.JPG", "a.png", "c.tiff", "notes.txt", ".hidden.png", "odd"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
    }
    await Deno.mkdir(`${folder}/sub.png`);
    await Deno.writeTextFile(`${folder}/sub.png/d.png`, "");
    const { images, others } = await listImages([`${folder}/odd`, folder, `${folder}/a.png`]);
    assertEquals(images, ["odd", "a.png", "b.JPG", "c.tiff"].map((name) => `${folder}/${name}`));
    assertEquals(others, ["notes.txt", "odd", "sub.png"].map((name) => `${folder}/${name}`));
  });
});

Deno.test("listImages() names what is not there", async () => {
  const missing = () => listImages(["/no/such/file.png"]);
  await assertRejects(missing, Deno.errors.NotFound, 'There is no file or folder "/no/such/file.png"');
});
