/**
 * What the apps of an image (SCIF, sci-f.github.io) say about themselves, from their files below `/scif/apps/NAME/scif`, as `inspect`
 * tells it (apptainer pkg/inspect/metadata.go@v1.4.5).
 */

import { sortedByKey } from "./go-json.ts";
import { textLabels } from "./labels.ts";

/** What one app says; what it does not say is absent. */
export interface AppInspection {
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly runscript?: string | undefined;
  readonly startscript?: string | undefined;
  readonly test?: string | undefined;
  readonly helpfile?: string | undefined;
}

/** A path of an app's own file, cut into the app's name and the file. */
const appFile =
  /^scif\/apps\/([^/]+)\/scif\/(env\/90-environment\.sh|runscript|startscript|test|runscript\.help|labels\.json)$/;

/** Whether a text at a path says something of an app. */
export const isAppText = (path: string): boolean => appFile.test(path);

/** The apps by name, from the texts of an image by path; undefined when there are none. Texts lose their last line ends. */
export const appInspections = (
  texts: ReadonlyMap<string, string>,
): Readonly<Record<string, AppInspection>> | undefined => {
  const names = new Set([...texts.keys()].flatMap((path) => appFile.exec(path)?.[1] ?? []));
  if (names.size === 0) return undefined;
  return sortedByKey(new Map([...names].map((name) => [name, appInspection(name, texts)] as const)));
};

const appInspection = (name: string, texts: ReadonlyMap<string, string>): AppInspection => {
  const folder = `scif/apps/${name}/scif`;
  const text = (file: string): string | undefined => texts.get(`${folder}/${file}`)?.replace(/\n+$/, "");
  const environment = text(APP_ENVIRONMENT);
  const labels = texts.get(`${folder}/labels.json`);
  return {
    ...(environment && { environment: { [`/${folder}/${APP_ENVIRONMENT}`]: environment } }),
    ...(labels !== undefined && { labels: textLabels(labels) }),
    runscript: text("runscript"),
    startscript: text("startscript"),
    test: text("test"),
    helpfile: text("runscript.help"),
  };
};

const APP_ENVIRONMENT = "env/90-environment.sh";
