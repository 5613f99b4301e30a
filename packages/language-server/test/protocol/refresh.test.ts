/** What changes while the text stays is asked for again, by clients that understand being asked to. */

import { expect, test } from "vitest";
import {
  CodeActionRequest,
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  HoverRequest,
  InlayHintRefreshRequest,
  SemanticTokensRefreshRequest,
} from "vscode-languageserver/node";
import type { ImageFacts } from "../../src/features/outside.ts";
import { noPowers, type Powers } from "../../src/powers.ts";
import { connect, positionOf, pulling, textDocument } from "../in-memory-client.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu:24.04\n";
const facts: ImageFacts = { digest: "sha256:a", platforms: [], size: 1 };
const position = positionOf(RECIPE, "24.04");

/** A client that understands all refreshes or none; what it was asked to ask again, in order. */
const refreshed = async (support: boolean, powers: Partial<Powers>) => {
  const asks: string[] = [];
  const refreshSupport = support;
  const all = await connect(
    {
      textDocument: {
        ...pulling.textDocument,
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
      workspace: {
        diagnostics: { refreshSupport },
        inlayHint: { refreshSupport },
        codeLens: { refreshSupport },
        semanticTokens: { refreshSupport },
      },
    },
    undefined,
    { ...noPowers, ...powers },
  );
  all.client.onRequest(DiagnosticRefreshRequest.type, () => void asks.push("diagnostics"));
  all.client.onRequest(InlayHintRefreshRequest.type, () => void asks.push("hints"));
  all.client.onRequest(CodeLensRefreshRequest.type, () => void asks.push("lenses"));
  all.client.onRequest(SemanticTokensRefreshRequest.type, () => void asks.push("tokens"));
  await all.open(RECIPE);
  const set = (settings: object) =>
    all.client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  const hover = () => all.client.sendRequest(HoverRequest.type, { textDocument, position });
  const actions = () =>
    all.client.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
  return { ...all, asks, set, hover, actions };
};

/** A registry that is asked; what it said is known afterwards. */
const registry = (): Partial<Powers> => {
  let known: ImageFacts | undefined;
  return {
    images: {
      ...noPowers.images,
      facts: async () => {
        known = facts;
        return facts;
      },
      known: () => known,
    },
  };
};

test("hints, when a digest became known by a hover or a menu of fixes, and not again for the same", async () => {
  const { asks, hover } = await refreshed(true, registry());
  await hover();
  await expect.poll(() => asks).toEqual(["hints"]);
  await hover();
  expect(asks).toEqual(["hints"]);
  const second = await refreshed(true, registry());
  await second.actions();
  await expect.poll(() => second.asks).toEqual(["hints"]);
});

test("hints, when their settings change; findings, when rules or configuration files do; nothing else", async () => {
  let level: "off" | "error" = "off";
  const { asks, client, set } = await refreshed(true, {
    configuration: () => async () => ({
      layers: [{ source: "x", configuration: { rules: { DEF201: level } } }],
      rules: [],
    }),
  });
  await set({ inlayHints: { digest: false } });
  await expect.poll(() => asks).toContain("hints");
  asks.splice(0);
  level = "error";
  await client.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: "file:///.deflint.yaml", type: 2 }],
  });
  await expect.poll(() => new Set(asks)).toEqual(new Set(["diagnostics"]));
});

test("a client that does not understand it is not asked", async () => {
  const { asks, errors, hover, set } = await refreshed(false, registry());
  await hover();
  await set({ registries: { enabled: false }, profile: "all" });
  await hover();
  expect(asks).toEqual([]);
  expect(errors).toEqual([]);
});
