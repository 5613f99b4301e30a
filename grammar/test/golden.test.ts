/** Trees of quirky recipes, kept beside them as outlines to review: `golden/name.def` and `golden/name.tree`. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse, printTree } from "../src/index.ts";

const folder = new URL("./golden/", import.meta.url);
const recipes = readdirSync(folder).filter((name) => name.endsWith(".def"));

test.each(recipes)("%s", async (name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  await expect(printTree(parse(text))).toMatchFileSnapshot(`./golden/${name.replace(/\.def$/, ".tree")}`);
});
