/** Logins in recipes: taken for the registry, told about, and kept nowhere. */

import { plan } from "@deftools/build";
import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { describe, expect, it } from "vitest";

const planned = (text: string, pairs: readonly string[] = []) =>
  plan(understand(parse(text)), {
    platform: { os: "linux", architecture: "amd64" },
    compression: { name: "gzip" },
    arguments: { pairs },
  });

const header = "Bootstrap: docker\nFrom: registry.example/lab/app:1\n";
const credentials = { kind: "password", username: "me", password: "s3cret" };

/** What a plan keeps of a text, and the logins it found. */
const kept = (text: string, pairs: readonly string[] = []) => {
  const made = planned(text, pairs);
  if (made.plan === undefined) throw new Error(JSON.stringify(made.problems));
  expect(JSON.stringify(made.plan)).not.toContain("s3cret");
  expect(JSON.stringify(made.problems)).not.toContain("s3cret");
  return {
    logins: made.logins,
    definition: made.plan.stages.at(-1)?.metadata.definition,
    labels: made.plan.stages.at(-1)?.metadata.header.map(({ key }) => key),
    problems: made.problems.map(({ severity, message }) => `${severity}: ${message}`),
  };
};

describe("a login in a recipe", () => {
  it("is used for the registry of its base, and taken out of all that is stored", () => {
    const { logins, definition, labels, problems } = kept(
      `${header}Username: me\nPassword: s3cret # of mine\n\n%help\n  help\n`,
    );
    expect(logins).toEqual([{ registry: "registry.example", credentials }]);
    expect(definition).toBe(`${header}\n%help\n  help\n`);
    expect(labels).toEqual(["bootstrap", "from"]);
    expect(problems).toEqual([
      'warning: "Username" holds a part of a login: engines refuse it',
      'warning: "Password" holds a part of a login: engines refuse it',
    ]);
  });

  it("may be a token, go on in a next line, stand twice, or stand last", () => {
    expect(kept(`${header}TOKEN: s3cret`)).toMatchObject({
      logins: [{ credentials: { kind: "registry-token", token: "s3cret" } }],
      definition: header,
    });
    expect(kept(`${header}Token: s3\\\n  cret\nStage: last\n`)).toMatchObject({
      definition: `${header}Stage: last\n`,
    });
    expect(kept(`${header}Username: me\nPassword: s3cret1\nPassword: s3cret\n`)).toMatchObject({
      logins: [{ credentials }],
      definition: header,
    });
  });

  it("may be filled in, and the default it is filled in from is not stored either", () => {
    const text = `${header}Username: {{ USER }}\nPassword: {{ PASS }}\n\n%arguments\n`;
    expect(kept(`${text}  USER=me\n  PASS=s3cret\n  REST=1\n`)).toMatchObject({
      logins: [{ credentials }],
      definition: `${header}\n%arguments\n  USER=\n  PASS=\n  REST=1\n`,
    });
    expect(kept(`${text}  USER=me\n`, ["PASS=s3cret"])).toMatchObject({ logins: [{ credentials }] });
  });

  it("of another stage is taken out, too", () => {
    const { logins, definition } = kept(
      `${header}Stage: one\nToken: s3cret\n\nBootstrap: scratch\n\n%files from one\n  /a\n`,
    );
    expect(logins).toHaveLength(1);
    expect(definition).toBe(`${header}Stage: one\n\nBootstrap: scratch\n\n%files from one\n  /a\n`);
  });

  it("has no effect with agents that know no registry, and is not stored for them either", () => {
    const { logins, definition, problems } = kept("Bootstrap: localimage\nFrom: a.sif\nToken: s3cret\n");
    expect(logins).toEqual([]);
    expect(definition).toBe("Bootstrap: localimage\nFrom: a.sif\n");
    expect(problems).toEqual(['warning: "Token" has no effect with the agent "localimage"']);
  });

  it.each([
    ["half of it is missing", "Username: me\n", "a login needs both Username and Password"],
    [
      "its secret also stands elsewhere",
      "Token: s3cret\n\n%runscript\n  curl -H s3cret x\n",
      'what "Token" says also stands elsewhere in the recipe, which the image stores',
    ],
  ])("is refused when %s", (_name, rest, message) => {
    const { plan: made, problems } = planned(header + rest);
    expect(made).toBeUndefined();
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([{ message }]);
  });
});
