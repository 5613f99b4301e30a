/** Which scheme a registry is talked to by, under each policy. */

import { Failure } from "@deftools/trouble";
import { describe, expect, it } from "vitest";
import type { HttpAnswer, Send } from "../src/http.ts";
import { findOrigin, type HttpsPolicy } from "../src/origin.ts";

const yes = (url: URL): HttpAnswer => ({
  status: 401,
  url,
  header: (name) => (name === "www-authenticate" ? ["Basic realm=x"] : []),
  body: (async function* () {})(),
  discard: async () => undefined,
});

/** Knocks at a server that answers as told by scheme; what was knocked at, in order. */
const knock = async (
  registry: string,
  policy: HttpsPolicy,
  answers: Readonly<Record<string, Failure | undefined>>,
) => {
  const knocked: string[] = [];
  const send: Send = async ({ url }) => {
    knocked.push(url.href);
    const trouble = answers[url.protocol];
    if (trouble) throw trouble;
    return yes(url);
  };
  const found = await findOrigin(registry, { policy, userAgent: "x", once: send, patiently: send }).catch(
    (error: unknown) => error,
  );
  return { knocked, found };
};

const plain = new Failure("oci/plain-http", "speaks plain http");
const refused = new Failure("oci/unreachable", "refuses");
const untrusted = new Failure("oci/untrusted-certificate", "untrusted");

describe("a registry", () => {
  it("that is Docker Hub is found where it really is", async () => {
    const { knocked, found } = await knock("index.docker.io", "auto", {});
    expect(knocked).toEqual(["https://registry-1.docker.io/v2/"]);
    expect(found).toMatchObject({ challenges: [{ scheme: "basic" }] });
  });

  it.each([
    ["quay.io", "auto", ["https://quay.io/v2/"]],
    ["localhost:5000", "required", ["https://localhost:5000/v2/"]],
    ["localhost:5000", "auto", ["https://localhost:5000/v2/", "http://localhost:5000/v2/"]],
    ["[::1]:5000", "auto", ["https://[::1]:5000/v2/", "http://[::1]:5000/v2/"]],
    ["127.1.2.3", "auto", ["https://127.1.2.3/v2/", "http://127.1.2.3/v2/"]],
    ["127.0.0.1.evil.example", "auto", ["https://127.0.0.1.evil.example/v2/"]],
    ["quay.io", "off", ["https://quay.io/v2/", "http://quay.io/v2/"]],
  ] as const)("%s of plain http, policy %s, is knocked at by %j", async (registry, policy, order) => {
    const { knocked, found } = await knock(registry, policy, { "https:": plain });
    expect(knocked).toEqual(order);
    expect(found === plain).toBe(order.length === 1);
  });

  it("that refuses the connection may listen at the port of plain http", async () => {
    const { knocked } = await knock("localhost", "auto", { "https:": refused });
    expect(knocked).toEqual(["https://localhost/v2/", "http://localhost/v2/"]);
  });
  it("that shows a certificate of its own is not tried by plain http", async () => {
    const { knocked, found } = await knock("localhost", "auto", { "https:": untrusted });
    expect(knocked).toEqual(["https://localhost/v2/"]);
    expect(found).toBe(untrusted);
  });
});
