/** Ugly recipes (`golden/*.def`) and what becomes of them (`*.tidy`), to be read side by side. `vitest -u` writes new ones. */

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { format, meaningOf } from "@deftools/format";
import { applyEdits } from "@deftools/text";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "golden");
const names = globSync("*.def", { cwd: folder }).map((name) => basename(name, ".def"));

it.each(names)("%s", async (name) => {
  const text = readFileSync(join(folder, `${name}.def`), "utf8");
  const tidy = applyEdits(text, format(text));
  await expect(tidy).toMatchFileSnapshot(join(folder, `${name}.tidy`));
  expect(meaningOf(tidy)).toEqual(meaningOf(text));
  expect(format(tidy)).toEqual([]);
});
