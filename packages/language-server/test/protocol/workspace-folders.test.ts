/** Folders come and go while the server runs, and so does what is told about their recipes. */

import { expect, test } from "vitest";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  InitializedNotification,
  RegistrationRequest,
  UnregistrationRequest,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";
import { filesOf } from "../files-in-memory.ts";
import { connect } from "../in-memory-client.ts";

const UNTAGGED = "Bootstrap: docker\nFrom: ubuntu\n";
const capabilities = {
  textDocument: { diagnostic: {} },
  workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
};

test("a folder that is added is searched by its own configuration; one that is removed shows nothing any more", async () => {
  const files = new Map([
    ["file:///one/a.def", UNTAGGED],
    ["file:///two/b.def", UNTAGGED],
  ]);
  let level: "error" | "off" = "error";
  const { powers } = filesOf(files);
  const { client } = await connect(
    capabilities,
    undefined,
    {
      ...powers,
      configuration: () => async (uri) =>
        uri.startsWith("file:///two")
          ? { layers: [{ source: "two", configuration: { rules: { DEF201: level } } }], rules: [] }
          : undefined,
    },
    ["file:///one"],
  );
  client.onRequest(RegistrationRequest.type, () => {});
  await client.sendNotification(InitializedNotification.type, {});
  const known = new Map<string, string>();
  /** What is new, as `uri severity`; asks until there is some. */
  const news = async (): Promise<readonly string[]> => {
    const previousResultIds = [...known].map(([uri, value]) => ({ uri, value }));
    const { items } = await client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    return items.flatMap((item) => {
      if (typeof item.resultId === "string") known.set(item.uri, item.resultId);
      else known.delete(item.uri);
      if (item.kind === "unchanged") return [];
      const found = item.items.find(({ code }) => code === "DEF201");
      return [`${item.uri} ${found?.severity ?? "-"}`];
    });
  };
  const change = (added: readonly string[], removed: readonly string[]) =>
    client.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: {
        added: added.map((uri) => ({ uri, name: uri })),
        removed: removed.map((uri) => ({ uri, name: uri })),
      },
    });
  const symbols = async () =>
    (await client.sendRequest(WorkspaceSymbolRequest.type, { query: "" }))?.map(
      ({ location }) => location.uri,
    );

  // what is settled at the start may be told in pieces
  await expect.poll(news).toContain("file:///one/a.def 2");
  await change(["file:///two"], []);
  await expect.poll(news).toContain("file:///two/b.def 1");
  expect(await symbols()).toEqual(["file:///one/a.def", "file:///two/b.def"]);

  level = "off";
  await client.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: "file:///two/.deflint.yaml", type: 2 }],
  });
  await expect.poll(news).toContain("file:///two/b.def -");

  level = "error";
  await change([], ["file:///one"]);
  await expect.poll(news).toContain("file:///one/a.def -");
  expect([...known.keys()]).toEqual(["file:///two/b.def"]);
  expect(await symbols()).toEqual(["file:///two/b.def"]);
});

/** What a client was asked to watch last, and how much of it was taken back. */
const watching = async (relativePatternSupport: boolean) => {
  const asked: { id: string; watchers: string }[] = [];
  const ended: string[] = [];
  const { client } = await connect(
    {
      ...capabilities,
      workspace: {
        ...capabilities.workspace,
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport },
      },
    },
    undefined,
    undefined,
    ["file:///home/me/my%20project"],
  );
  client.onRequest(RegistrationRequest.type, ({ registrations }) => {
    for (const { id, registerOptions } of registrations)
      asked.push({ id, watchers: JSON.stringify(registerOptions) });
  });
  client.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
    ended.push(...unregisterations.map(({ id }) => id));
  });
  await client.sendNotification(InitializedNotification.type, {});
  await expect.poll(() => asked.length).toBe(1);
  return { client, asked, ended };
};

test("configurations and recipes are watched wherever folders are", async () => {
  const { client, asked } = await watching(false);
  for (const name of [".deflint.yaml", "package.json", ".gitignore", "*.def", "Singularity"])
    expect(asked[0]?.watchers).toContain(name);
  expect(asked[0]?.watchers).not.toContain("baseUri");
  const settings = { configuration: { file: "/etc/deflint.yaml" } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await client.sendRequest(WorkspaceSymbolRequest.type, { query: "" });
  expect(asked).toHaveLength(1);
});

test("configurations above folders, and the one of the settings, where the client looks there, too", async () => {
  const { client, asked, ended } = await watching(true);
  for (const folder of ["file:///home/me/", "file:///home/", "file:///"])
    expect(asked[0]?.watchers).toContain(`{"baseUri":"${folder}","pattern":"{.deflint.yaml`);
  const settings = { configuration: { file: "/etc/our files/[x].yaml" } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.watchers).toContain('{"baseUri":"file:///etc/our%20files/","pattern":"?x?.yaml"}');
  await expect.poll(() => ended).toEqual([asked[0]?.id]);
  await client.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: [{ uri: "file:///srv/x", name: "x" }], removed: [] },
  });
  await expect.poll(() => asked.length).toBe(3);
  expect(asked[2]?.watchers).toContain('"baseUri":"file:///srv/"');
});
