/** Who has the last word on a rule, an option, a place. */

import { type AnyRule, type Configuration, defineRule, resolveConfiguration } from "@deftools/lint";
import { expect, it } from "vitest";

const words = {
  severity: "warning",
  summary: "A thing is bad.",
  why: "It breaks.",
  sources: ["https://example.org/"],
  message: () => "bad thing",
  bad: ["«x»"],
  good: ["y"],
  check: () => {},
} as const;
const hosts: AnyRule = defineRule<Record<string, never>, { readonly hosts: readonly string[] }>({
  ...words,
  code: "DEF204",
  name: "untrusted-registry",
  off: "strict",
  options: { hosts: { default: ["a"], summary: "Hosts." } },
});
const catalogue: readonly AnyRule[] = [
  defineRule({ ...words, code: "DEF201", name: "untagged-image" }),
  hosts,
  defineRule({ ...words, code: "DEF301", name: "duplicate-stage", off: true }),
];

const levels = (...configurations: readonly Configuration[]) => {
  const layers = configurations.map((configuration, index) => ({ source: `layer ${index}`, configuration }));
  const { origins } = resolveConfiguration(layers, catalogue);
  return [...origins.levels].map(([code, { value, source }]) => `${code} ${value} (${source})`);
};

it("is the rules' own word without configuration", () => {
  expect(levels()).toEqual(["DEF201 warning (default)", "DEF204 off (default)", "DEF301 off (default)"]);
});

it.each([
  ["strict", ["DEF201", "DEF204"]],
  ["hpc", ["DEF201"]],
  ["all", ["DEF201", "DEF204", "DEF301"]],
] as const)("profile %s", (profile, codes) => {
  const { rules } = resolveConfiguration([{ source: "x", configuration: { profile } }], catalogue);
  expect(rules.map(({ code }) => code)).toEqual(codes);
});

it("lets later layers win, and a rule over its family within one", () => {
  expect(
    levels(
      { rules: { "untagged-image": "error", DEF2xx: "info" } },
      { rules: { def204: { severity: "style" }, DEF3xx: "warning" } },
    ),
  ).toEqual(["DEF201 error (layer 0)", "DEF204 style (layer 1)", "DEF301 warning (layer 1)"]);
});

it("gives rules their options and their site, ShellCheck's codes apart", () => {
  const { settings, foreignLevels } = resolveConfiguration(
    [
      { source: "x", configuration: { rules: { DEF204: { options: { hosts: ["b"] } }, SC2086: "off" } } },
      {
        source: "y",
        configuration: { engine: "apptainer-1.3", buildArgs: { A: "1" }, sitePaths: ["/scratch"] },
      },
    ],
    catalogue,
  );
  expect(settings.options?.get("DEF204")).toEqual({ hosts: ["b"] });
  expect(settings.site).toEqual({
    engine: "apptainer-1.3",
    sitePaths: ["/scratch"],
    buildArguments: { A: "1" },
  });
  expect([...foreignLevels]).toEqual([["SC2086", "off"]]);
});
