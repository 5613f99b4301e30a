/** What goes wrong between a registry and a build: a row per fault, with what the user reads when it does not pass. */

import type { Fault } from "@deftools/testkit";

/** One row. Without `says` the build succeeds all the same, with the bytes it has without the fault. */
export interface RegistryFault {
  readonly name: string;
  readonly faults: (layer: string, config: string) => readonly Fault[];
  /** What is asked for; default: the tag. */
  readonly by?: "digest";
  /** On standard error, of a build that ends with exit code 1 and leaves no output. */
  readonly says?: RegExp;
  /** Waits for a timeout of many seconds. */
  readonly slow?: true;
}

const always = 100;
const blob = (digest: string): RegExp => new RegExp(`GET .*/blobs/${digest}$`);

export const registryFaults: readonly RegistryFault[] = [
  { name: "no fault", faults: () => [] },
  {
    name: "the connection is reset three times in the middle of a layer",
    faults: (layer) => [{ on: blob(layer), times: 3, do: { kind: "reset", after: 100_000 } }],
  },
  {
    name: "the connection is reset before the answer to the manifest",
    faults: () => [{ on: /manifests/, times: 2, do: { kind: "reset" } }],
  },
  {
    name: "the connection is reset each time",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "reset", after: 1000 } }],
    says: /blob sha256:[0-9a-f]+ broke off 6 times, \d+ of \d+ bytes came: 127\.0\.0\.1:\d+ broke the connection/,
  },
  {
    name: "resumed by a server that sends everything again",
    faults: (layer) => [
      { on: blob(layer), do: { kind: "reset", after: 100_000 } },
      { on: blob(layer), do: { kind: "ignore-range" } },
    ],
  },
  {
    name: "it stalls once in the middle of a layer",
    faults: (layer) => [{ on: blob(layer), do: { kind: "stall", after: 100_000 } }],
    slow: true,
  },
  {
    name: "too many requests (429), twice, with Retry-After",
    faults: (layer) => [
      { on: blob(layer), times: 2, do: { kind: "answer", status: 429, headers: { "retry-after": "1" } } },
    ],
  },
  {
    name: "too many requests (429), come back in an hour",
    faults: () => [
      { on: /manifests/, do: { kind: "answer", status: 429, headers: { "retry-after": "3600" } } },
    ],
    says: /asks to come back in 3600 seconds\n {2}hint: log in for a higher limit, or wait/,
  },
  {
    name: "unavailable (503), twice",
    faults: () => [{ on: /./, times: 2, do: { kind: "answer", status: 503 } }],
  },
  {
    name: "a bad gateway (502) each time",
    faults: () => [{ on: /manifests/, times: always, do: { kind: "answer", status: 502, body: "<html>" } }],
    says: /answers with status 502 for image/,
  },
  {
    name: "the layer is cut short, with an honest length",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "truncate", to: 5000 } }],
    says: /blob sha256:[0-9a-f]+ should have \d+ bytes, but 5000 came/,
  },
  {
    name: "the layer is cut short, without a length",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "unsized", to: 5000 } }],
    says: /should have \d+ bytes, but only 5000 came/,
  },
  {
    name: "the layer is too long",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "pad", by: 7 } }],
    says: /should have \d+ bytes, but \d+ came/,
  },
  {
    name: "a bit of the layer is flipped",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "flip", at: 50_000 } }],
    says: /content of sha256:[0-9a-f]+ is damaged: its digest is sha256:/,
  },
  {
    name: "a bit of the config is flipped",
    faults: (_layer, config) => [{ on: blob(config), times: always, do: { kind: "flip", at: 5 } }],
    says: /content of sha256:[0-9a-f]+ is damaged: its digest is sha256:/,
  },
  {
    name: "a bit of the manifest is flipped",
    by: "digest",
    faults: () => [{ on: /manifests\/sha256/, times: always, do: { kind: "flip", at: 20 } }],
    says: /content of sha256:[0-9a-f]+ is damaged: its digest is sha256:/,
  },
  {
    name: "the length of the layer in the header is wrong",
    faults: (layer) => [
      { on: blob(layer), times: always, do: { kind: "headers", headers: { "content-length": "999999999" } } },
    ],
    says: /999999999/,
  },
  {
    name: "the layer is gone",
    faults: (layer) => [{ on: blob(layer), times: always, do: { kind: "answer", status: 404 } }],
    says: /the registry has lost a part of this image/,
  },
  {
    name: "the manifest is a web page",
    faults: () => [
      { on: /manifests/, times: always, do: { kind: "answer", status: 200, body: "<html>login</html>" } },
    ],
    says: /manifest/,
  },
];
