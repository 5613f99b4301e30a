/** The ladder for people to read. */

import type { Rung } from "./rung.ts";

/** A few lines for each rung: whether it works and what it keeps, or why not and what would change that. */
export const ladderText = (rungs: readonly Rung[]): string => {
  const width = Math.max(...rungs.map(({ title }) => title.length));
  const chosen = rungs.find(({ works }) => works);
  return rungs
    .flatMap((rung) => {
      const start = `${rung === chosen ? ">" : " "} ${rung.title.padEnd(width)}  `;
      const margin = " ".repeat(start.length);
      if (!rung.works) return [`${start}no: ${rung.why}`, `${margin}remedy: ${rung.remedy}`];
      return [
        `${start}yes: ${keptText(rung)}`,
        ...(rung.note === undefined ? [] : [`${margin}${rung.note}`]),
      ];
    })
    .map((line) => `${line}\n`)
    .join("");
};

const keptText = ({ keeps, changes }: Extract<Rung, { readonly works: true }>): string =>
  [
    keeps.owners ? "owners kept" : "all files belong to root",
    keeps.devices ? "devices kept" : "no device nodes",
    changes === "overlay" ? "over the base" : "on a copy of the base",
  ].join(", ");
