/** Finds, reads and joins the configuration files that have a say about a recipe. */

import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { AnyRule, Configuration, ConfigurationLayer } from "@deftools/lint";
import { Failure, pathFailure } from "@deftools/trouble";
import type { CheckedText } from "./check.ts";
import { globMatcher, listOf, type MatchesGlobs } from "./globs.ts";
import { configurationIn, MAX_BYTES } from "./nearest-file.ts";
import { loadPlugin } from "./plugins.ts";
import type { ConfigurationPorts } from "./ports.ts";
import type { ConfigurationFile } from "./schema.ts";

/** A chain of `extends` that is longer goes in a circle. */
const MAX_EXTENDS = 16;

/** All that configuration files say about one recipe. */
export interface FoundConfiguration {
  readonly layers: readonly ConfigurationLayer[];
  /** Rules of plugins. */
  readonly rules: readonly AnyRule[];
}

/** Asks for the configuration of a recipe by its path. Every file is read once. */
export type ConfigurationFinder = (recipe: string) => Promise<FoundConfiguration>;

const NOTHING: FoundConfiguration = { layers: [], rules: [] };

/** `only` is the one file to take whatever lies beside the recipe; `false` takes none. */
export const configurationFinder = (
  ports: ConfigurationPorts,
  only: string | false | undefined,
  catalogue: readonly AnyRule[],
): ConfigurationFinder => {
  const read = readerOf(ports, catalogue);
  // the same files and overrides are the same object, so that nobody settles them twice
  const answers = new Map<string, FoundConfiguration>();
  const folders = new Map<string, Promise<ReadFile | undefined>>();
  const nearest = (folder: string): Promise<ReadFile | undefined> => {
    const known = folders.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const found = inFolder(ports, read, folder).then((file) =>
      file || parent === folder ? file : nearest(parent),
    );
    folders.set(folder, found);
    return found;
  };
  return async (recipe) => {
    if (only === false) return NOTHING;
    const path = resolve(ports.cwd, recipe);
    const file = only === undefined ? await nearest(dirname(path)) : await read(resolve(ports.cwd, only));
    if (!file) return NOTHING;
    const matches = file.globs ? await globMatcher(path) : () => false;
    const layers = layersOf(ports, file, matches);
    const key = layers.map(({ source }) => source).join("\n");
    const found = answers.get(key) ?? { layers, rules: rulesOf(file) };
    answers.set(key, found);
    return found;
  };
};

interface ReadFile {
  readonly path: string;
  readonly configuration: ConfigurationFile;
  readonly bases: readonly ReadFile[];
  readonly rules: readonly AnyRule[];
  /** Whether it, or a base of it, has overrides. */
  readonly globs: boolean;
}

const inFolder = async (
  ports: ConfigurationPorts,
  read: Reader,
  folder: string,
): Promise<ReadFile | undefined> => {
  const found = await configurationIn(ports, folder);
  return found && read(found.path, found.text);
};

type Reader = (path: string, text?: string, depth?: number) => Promise<ReadFile>;

const readerOf = (ports: ConfigurationPorts, catalogue: readonly AnyRule[]): Reader => {
  const known = new Map<string, Promise<ReadFile>>();
  const load = async (path: string, given: string | undefined, depth: number): Promise<ReadFile> => {
    const name = shown(ports, path);
    const text = given ?? (await textOf(ports, path));
    // the readers of YAML, JSON and schemas cost more than all else at start: most runs need none of them
    const [{ readDocument }, { checkConfiguration, checkRules, complaint }] = await Promise.all([
      import("./document.ts"),
      import("./check.ts"),
    ]);
    const root = path.endsWith(`${sep}package.json`) ? ["deflint"] : [];
    const checked: CheckedText = { path: name, text, document: readDocument(path, text), root };
    const configuration = checkConfiguration(checked);
    if (MAX_EXTENDS < depth)
      throw complaint(
        checked,
        checked.document.offsetOf([...root, "extends"], "key"),
        "extends goes in a circle",
      );
    const bases: ReadFile[] = [];
    for (const base of listOf(configuration.extends))
      bases.push(await read(resolve(dirname(path), base), undefined, depth + 1));
    const own: AnyRule[] = [];
    const { importModule } = ports;
    for (const [index, plugin] of (configuration.plugins ?? []).entries()) {
      if (!importModule) break;
      try {
        own.push(...(await loadPlugin(importModule, dirname(path), plugin)));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const offset = checked.document.offsetOf([...root, "plugins", index], "value");
        throw complaint(checked, offset, error.message, error.hint);
      }
    }
    const file: ReadFile = {
      path: name,
      configuration,
      bases,
      rules: own,
      globs: configuration.overrides !== undefined || bases.some(({ globs }) => globs),
    };
    // without its plugins nobody knows which rules a file may name
    if (importModule || !mentionsPlugins(file))
      checkRules(checked, configuration, [...catalogue, ...rulesOf(file)]);
    return file;
  };
  const read: Reader = (path, text, depth = 0) => {
    const before = depth === 0 ? known.get(path) : undefined;
    const file = before ?? load(path, text, depth);
    known.set(path, file);
    return file;
  };
  return read;
};

const mentionsPlugins = ({ configuration, bases }: ReadFile): boolean =>
  configuration.plugins !== undefined || bases.some(mentionsPlugins);

const textOf = async (ports: ConfigurationPorts, path: string): Promise<string> => {
  try {
    return new TextDecoder().decode(await ports.readFile(path, MAX_BYTES));
  } catch (error) {
    throw pathFailure("configuration/unreadable", shown(ports, path), error);
  }
};

const rulesOf = ({ bases, rules }: ReadFile): readonly AnyRule[] => [...bases.flatMap(rulesOf), ...rules];

const layersOf = (
  ports: ConfigurationPorts,
  { path, configuration, bases }: ReadFile,
  matches: MatchesGlobs,
): readonly ConfigurationLayer[] => {
  const folder = dirname(resolve(ports.cwd, path));
  const overrides = (configuration.overrides ?? []).map((override, index) => ({ override, index }));
  return [
    ...bases.flatMap((base) => layersOf(ports, base, matches)),
    { source: path, configuration: settingsOf(configuration) },
    ...overrides
      .filter(({ override }) => matches(override.files, folder))
      .map(({ override, index }) => ({
        source: `${path} overrides[${index}]`,
        configuration: settingsOf(override),
      })),
  ];
};

/** What the checked file says that a layer can say; its rules' settings have exactly the shape of the schema. */
const settingsOf = (file: Partial<ConfigurationFile>): Configuration => {
  const { profile, rules, engine, allowedRegistries, sitePaths, buildArgs } = file;
  return {
    ...(profile ? { profile } : {}),
    ...(rules ? { rules: rules as NonNullable<Configuration["rules"]> } : {}),
    ...(engine ? { engine } : {}),
    ...(allowedRegistries ? { allowedRegistries } : {}),
    ...(sitePaths ? { sitePaths } : {}),
    ...(buildArgs ? { buildArgs } : {}),
  };
};

/** As the user would write it: relative to where the program runs, unless that leads out. */
const shown = ({ cwd }: ConfigurationPorts, path: string): string => {
  const inside = relative(cwd, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside;
};
