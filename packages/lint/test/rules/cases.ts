/** Cases of one rule as one-liners: what is marked must be found, and nothing else. */

import { parse } from "@deftools/grammar";
import { defaultSite, lint, type Site } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { readMarks } from "@deftools/testkit";
import { expect, it } from "vitest";

/** Tests a rule on bodies of `%post` in an image that has glibc; a body that begins with `Bootstrap:` is a whole file. */
export const casesOf = (code: string, bodies: readonly string[], site: Partial<Site> = {}): void => {
  const rule = rules.find((each) => each.code === code);
  if (!rule) throw new Error(`no rule ${code}`);
  it.each(bodies)("%s", (body) => {
    const file = body.startsWith("Bootstrap:")
      ? body
      : `Bootstrap: docker\nFrom: debian:12\n%post\n${body}\n`;
    const { text, ranges } = readMarks(file);
    const settings = { site: { ...defaultSite, ...site } };
    const found = lint(understand(parse(text)), [rule], settings).map(({ span: { start, end } }) =>
      text.slice(start, end),
    );
    expect(found).toEqual(ranges.map(({ start, end }) => text.slice(start, end)));
  });
};
