/** `WWW-Authenticate` as registries write it, and as they should not. */

import { describe, expect, it } from "vitest";
import { parseChallenges } from "../src/challenge.ts";

describe("challenges", () => {
  it.each([
    [
      [
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull"',
      ],
      [
        {
          scheme: "bearer",
          parameters: {
            realm: "https://auth.docker.io/token",
            service: "registry.docker.io",
            scope: "repository:library/x:pull",
          },
        },
      ],
    ],
    [['Basic realm="a \\"b\\", c=d"'], [{ scheme: "basic", parameters: { realm: 'a "b", c=d' } }]],
    [
      ['Negotiate, BEARER Realm = "x" , service=plain, Basic realm="y"'],
      [
        { scheme: "negotiate", parameters: {} },
        { scheme: "bearer", parameters: { realm: "x", service: "plain" } },
        { scheme: "basic", parameters: { realm: "y" } },
      ],
    ],
    [
      ['Bearer realm="x"', "Basic realm=y"],
      [
        { scheme: "bearer", parameters: { realm: "x" } },
        { scheme: "basic", parameters: { realm: "y" } },
      ],
    ],
    [['Bearer realm="x",realm="second"'], [{ scheme: "bearer", parameters: { realm: "x" } }]],
    [["Bearer realm=https://x/token"], [{ scheme: "bearer", parameters: { realm: "https://x/token" } }]],
    [[""], []],
    [['realm="x"'], []],
  ])("of %j are read", (values, challenges) => {
    expect(parseChallenges(values)).toEqual(challenges);
  });

  it("cannot set what a parameter name means to the language", () => {
    const [challenge] = parseChallenges(['Bearer __proto__="x", realm="y"']);
    expect(challenge?.parameters["realm"]).toBe("y");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});
