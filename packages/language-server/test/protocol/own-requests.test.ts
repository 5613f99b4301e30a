/** Requests that are not of the protocol. */

import { expect, test } from "vitest";
import { connect, textDocument } from "../in-memory-client.ts";

test("the engine's view is what it makes of a document, or why it refuses", async () => {
  const { client, open } = await connect({});
  await open("Bootstrap: docker\nFrom: a:1\n\n%post\n    true\n");
  const view: string = await client.sendRequest("deftools/engineView", { textDocument });
  expect(JSON.parse(view)).toMatchObject({ engine: "apptainer-1.5", verdict: "accept", stages: [{}] });
  await open("%post\n");
  const refused: string = await client.sendRequest("deftools/engineView", { textDocument });
  expect(JSON.parse(refused)).toMatchObject({ verdict: "reject" });
});

test("the page of a rule comes by its code, the table of all without one", async () => {
  const { client } = await connect({});
  const ask = (code?: string) => client.sendRequest("deftools/rulePage", { code });
  expect(await ask("DEF701")).toContain("# DEF701 apt-missing-yes");
  expect(await ask()).toContain("| [DEF701](DEF701.md) |");
  expect(await ask("DEF000")).toBeNull();
});
