/** The lines that `--debug` shows of requests: what was asked and how it ended, and no secret. */

import { imageOf, layerTar } from "@deftools/testkit";
import { expect, it } from "vitest";
import { client, layerBytes, open, registry } from "./opening.ts";

it("tell of every request, without headers, tokens, and values of queries", async () => {
  const server = await registry({ auth: "bearer" });
  const storage = await registry();
  const image = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });
  server.putImage("x/y", "1", image);
  const layer = storage.putBlob("s", image.blobs[1] ?? new Uint8Array());
  const location = `${storage.url}/v2/s/blobs/${layer}?X-Signature=s3cret`;
  server.addFault({
    on: new RegExp(`blobs/${layer}`),
    do: { kind: "answer", status: 307, headers: { location } },
  });
  const lines: string[] = [];
  const { name: username, password } = server.user;
  const from = client({
    credentials: async () => ({ kind: "password", username, password }),
    trace: (line) => lines.push(line),
  });
  await layerBytes(await open(from, `${server.host}/x/y:1`));
  const told = lines.map((line) =>
    line
      .replace(/ in \d+ ms$/, "")
      .replaceAll(server.host, "R")
      .replaceAll(storage.host, "S"),
  );
  expect(told).toEqual([
    "GET https://R/v2/ failed: R speaks plain http, not https",
    "GET http://R/v2/ 401",
    expect.stringMatching(/^GET http:\/\/R\/token\?service=…&scope=… 200$/),
    "GET http://R/v2/x/y/manifests/1 200",
    expect.stringMatching(/^GET http:\/\/R\/v2\/x\/y\/blobs\/sha256:\w+ 200$/),
    `GET http://R/v2/x/y/blobs/${layer} 307`,
    `GET http://S/v2/s/blobs/${layer}?X-Signature=… 200`,
  ]);
  const all = lines.join("\n");
  for (const secret of [password, "s3cret", "Bearer", "Basic"]) expect(all).not.toContain(secret);
});
