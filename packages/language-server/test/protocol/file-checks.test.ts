/** ShellCheck for recipes that are not open: only where it is wanted, one after the other, each version once. */

import type { Finding } from "@deftools/lint";
import type { ShellCheck } from "@deftools/shellcheck";
import { Failure } from "@deftools/trouble";
import { expect, test } from "vitest";
import {
  DidChangeConfigurationNotification,
  ShowMessageNotification,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node";
import { filesOf } from "../files-in-memory.ts";
import { connect, pulling } from "../in-memory-client.ts";

const RECIPE = "Bootstrap: docker\nFrom: a:1\n%post\n  echo $x\n";
const finding: Finding = {
  code: "SC2086",
  name: "shellcheck",
  severity: "info",
  message: "quote this",
  url: "https://www.shellcheck.net/wiki/SC2086",
  span: { start: RECIPE.indexOf("$x"), end: RECIPE.length - 1 },
};

/** A workspace whose files are checked by `findingsIn`; what was asked of it. */
const workspace = async (files: Map<string, string>, findingsIn: ShellCheck["findingsIn"]) => {
  const { powers } = filesOf(files);
  const paces: string[] = [];
  const { client, errors } = await connect(
    pulling,
    undefined,
    {
      ...powers,
      shellCheck: async (_, pace) => {
        paces.push(pace);
        return { version: "0.11.0", findingsIn: pace === "quiet" ? findingsIn : async () => [] };
      },
      configuration: () => async (uri) =>
        uri.includes("off")
          ? { layers: [{ source: "x", configuration: { rules: { SC2086: "off" } } }], rules: [] }
          : undefined,
    },
    ["file:///"],
  );
  const want = (isWanted: boolean) =>
    client.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { shellcheck: { workspace: isWanted } },
    });
  /** The files in which ShellCheck found something. */
  const told = async () => {
    const { items } = await client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    return items.flatMap((item) =>
      item.kind === "full" && item.items.some(({ code }) => code === "SC2086") ? [item.uri] : [],
    );
  };
  return { client, errors, paces, want, told };
};

test("where it is wanted, by the levels of each file, and again only for what changed", async () => {
  const files = new Map(["a", "off", "c"].map((name) => [`file:///${name}.def`, RECIPE]));
  let running = 0;
  let most = 0;
  let looks = 0;
  const { errors, paces, want, told } = await workspace(files, async () => {
    most = Math.max(most, ++running);
    looks++;
    await Promise.resolve();
    running--;
    return [finding];
  });
  expect(await told()).toEqual([]);
  await want(true);
  await expect.poll(told).toEqual(["file:///a.def", "file:///c.def"]);
  expect({ most, looks }).toEqual({ most: 1, looks: 3 });
  files.set("file:///c.def", `${RECIPE}\n`);
  await expect.poll(told).toEqual(["file:///a.def", "file:///c.def"]);
  await expect.poll(() => looks).toBe(4);
  await want(false);
  await expect.poll(told).toEqual([]);
  expect(looks).toBe(4);
  expect(paces.filter((pace) => pace === "quiet").length).toBeLessThanOrEqual(2);
  expect(errors).toEqual([]);
});

test("in so many files at most, and no further once it failed", async () => {
  const files = new Map(Array.from({ length: 250 }, (_, at) => [`file:///${at}.def`, RECIPE]));
  let looks = 0;
  const { want, told } = await workspace(files, async () => {
    looks++;
    return [finding];
  });
  await want(true);
  await expect.poll(async () => (await told()).length).toBe(200);
  expect(looks).toBe(200);

  const said: string[] = [];
  let failures = 0;
  const broken = await workspace(files, async () => {
    failures++;
    throw new Failure("shellcheck/failed", "it ended with code 2");
  });
  broken.client.onNotification(ShowMessageNotification.type, ({ message }) => void said.push(message));
  await broken.want(true);
  expect(await broken.told()).toEqual([]);
  await expect.poll(() => said).toEqual(["it ended with code 2"]);
  expect(await broken.told()).toEqual([]);
  expect(failures).toBe(1);
});
