/** `deflint config [FILE]`: what holds for a recipe, and who says so. */

import type { ConfigurationFinder } from "@deftools/configuration";
import { type AnyRule, resolveConfiguration } from "@deftools/lint";
import type { Ports } from "./ports.ts";
import { visibleLine } from "./reporters/visible.ts";

/** Prints the configuration of one recipe, or of any in the folder the program runs in. */
export const configCommand = async (
  ports: Ports,
  rules: readonly AnyRule[],
  find: ConfigurationFinder,
  file: string,
  { json }: { readonly json: boolean },
): Promise<void> => {
  const found = await find(file);
  const { origins } = resolveConfiguration(found.layers, [...rules, ...found.rules]);
  const { levels, options, ...values } = origins;
  if (json) {
    const record = {
      version: 1,
      ...values,
      rules: Object.fromEntries(
        [...levels].map(([code, level]) => [
          code,
          {
            ...level,
            ...(options.has(code) ? { options: Object.fromEntries(options.get(code) ?? []) } : {}),
          },
        ]),
      ),
    };
    ports.stdout.write(`${JSON.stringify(record, undefined, 2)}\n`);
    return;
  }
  const rows: (readonly [string, string, string])[] = Object.entries(values)
    .filter(([, { value }]) => value !== undefined)
    .map(([name, { value, source }]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
      source,
    ]);
  for (const [code, { value, source }] of [...levels].sort(([a], [b]) => Number(b < a) - Number(a < b))) {
    rows.push([code, value, source]);
    for (const [name, option] of options.get(code) ?? [])
      rows.push([`  ${name}`, JSON.stringify(option.value), option.source]);
  }
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [name, value, source] of rows)
    ports.stdout.write(
      `${visibleLine(`${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(Math.min(40, widths[1] ?? 0))}  ${source}`)}\n`,
    );
};
