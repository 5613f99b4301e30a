/** An inspection for people and for programs, in the engine's own words, so that either program can be asked. */

import { goJson } from "./container-files/go-json.ts";
import type { Inspection } from "./inspect.ts";

/** The parts in the order they are printed. */
export const inspectionParts = [
  "runscript",
  "startscript",
  "test",
  "helpfile",
  "deffile",
  "environment",
  "labels",
] as const;
export type InspectionPart = (typeof inspectionParts)[number];

/** The parts as text, one after another. */
export const inspectionText = (inspection: Inspection, parts: readonly InspectionPart[]): string =>
  inspectionParts
    .filter((part) => parts.includes(part))
    .map((part) => partText(inspection, part))
    .join("");

/** The parts as JSON in the engine's shape, indented. */
export const inspectionJson = (inspection: Inspection, parts: readonly InspectionPart[]): string => {
  const attributes = Object.fromEntries(
    jsonOrder.filter((part) => parts.includes(part)).map((part) => [part, inspection[part]]),
  );
  return `${goJson({ data: { attributes }, type: "container" }, { indent: "\t" })}\n`;
};

const jsonOrder: readonly InspectionPart[] = [
  "environment",
  "labels",
  "runscript",
  "test",
  "helpfile",
  "deffile",
  "startscript",
];

const partText = (inspection: Inspection, part: InspectionPart): string => {
  if (part === "labels")
    return Object.entries(inspection.labels)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join("");
  if (part === "environment")
    return Object.entries(inspection.environment)
      .map(([path, text]) => `=== ${path} ===\n${text}\n\n`)
      .join("");
  const text = inspection[part];
  return text === undefined ? "" : `${text}\n`;
};
