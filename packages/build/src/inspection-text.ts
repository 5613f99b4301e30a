/** An inspection for people and for programs, in the engine's own words, so that either program can be asked. */

import { Failure } from "@deftools/trouble";
import type { AppInspection } from "./container-files/app-texts.ts";
import { goJson } from "./container-files/go-json.ts";
import type { Inspection } from "./inspect.ts";

/** The parts in the order they are printed. */
export const inspectionParts = [
  "deffile",
  "runscript",
  "startscript",
  "test",
  "helpfile",
  "environment",
  "labels",
] as const;
export type InspectionPart = (typeof inspectionParts)[number];

/** What is wanted of an inspection. */
export interface InspectionWish {
  readonly parts: readonly InspectionPart[];
  /** The names of all apps; as JSON, all they say. */
  readonly listApps: boolean;
  /** The parts of this app in place of the image's; the recipe is the image's all the same. */
  readonly app?: string | undefined;
}

/** What is wanted as text, one part after another. @throws Failure "build/no-such-app" */
export const inspectionText = (inspection: Inspection, { parts, listApps, app }: InspectionWish): string => {
  const { deffile } = inspection;
  const said = app === undefined ? inspection : { ...appOf(inspection, app), deffile };
  return [
    ...(listApps ? Object.keys(inspection.apps ?? {}).map((name) => `${name}\n`) : []),
    ...inspectionParts.filter((part) => parts.includes(part)).map((part) => partText(said, part)),
  ].join("");
};

/** What is wanted as JSON in the engine's shape, indented. @throws Failure "build/no-such-app" */
export const inspectionJson = (inspection: Inspection, { parts, listApps, app }: InspectionWish): string => {
  const chosen = (said: Said, order: readonly InspectionPart[]) =>
    Object.fromEntries(order.filter((part) => parts.includes(part)).map((part) => [part, said[part]]));
  const one = app === undefined ? undefined : chosen(appOf(inspection, app), appOrder);
  const isSaid = one !== undefined && Object.values(one).some((part) => part !== undefined);
  const apps = listApps ? inspection.apps : isSaid && app !== undefined ? { [app]: one } : undefined;
  const own = app === undefined ? chosen(inspection, jsonOrder) : chosen(inspection, ["deffile"]);
  return `${goJson({ data: { attributes: { apps, ...own } }, type: "container" }, { indent: "\t" })}\n`;
};

const appOf = ({ apps = {} }: Inspection, name: string): AppInspection => {
  const app = Object.hasOwn(apps, name) ? apps[name] : undefined;
  if (app !== undefined) return app;
  const names = Object.keys(apps).join(", ");
  throw new Failure("build/no-such-app", `the image has no app "${name}"`, {
    hint: names === "" ? "it has no apps at all" : `it has ${names}`,
  });
};

/** What an image or an app says, by part. */
type Said = { readonly [Part in InspectionPart]?: Inspection[Part] | undefined };

const jsonOrder: readonly InspectionPart[] = [
  "environment",
  "labels",
  "runscript",
  "test",
  "helpfile",
  "deffile",
  "startscript",
];
const appOrder: readonly InspectionPart[] = [
  "environment",
  "labels",
  "runscript",
  "startscript",
  "test",
  "helpfile",
];

const partText = (said: Said, part: InspectionPart): string => {
  if (part === "labels")
    return Object.entries(said.labels ?? {})
      .map(([name, value]) => `${name}: ${value}\n`)
      .join("");
  if (part === "environment")
    return Object.entries(said.environment ?? {})
      .map(([path, text]) => `=== ${path} ===\n${text}\n\n`)
      .join("");
  const text = said[part];
  return text === undefined ? "" : `${text}\n`;
};
