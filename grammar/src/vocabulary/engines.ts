/**
 * The engines that read definition files, and how the other tables say which of them know a word.
 * An engine stands for the newest release of its line: what came with 3.11.1 is known to `singularity-ce-3.11`.
 * Source: the release notes of github.com/apptainer/apptainer and github.com/sylabs/singularity.
 */

/** A line of releases with one history. */
export type EngineFamily = "apptainer" | "singularity-ce" | "singularity";

interface EngineRow {
  readonly id: string;
  readonly family: EngineFamily;
  /** The version that `known` compares; of a whole major line, its newest minor. */
  readonly version: string;
  readonly title: string;
  /** Whether the header may hold any key at all. */
  readonly anyKeyword?: true;
}

/** All engines, those people use most first. */
export const engines = [
  { id: "apptainer-1.5", family: "apptainer", version: "1.5", title: "Apptainer 1.5" },
  { id: "apptainer-1.4", family: "apptainer", version: "1.4", title: "Apptainer 1.4" },
  { id: "apptainer-1.3", family: "apptainer", version: "1.3", title: "Apptainer 1.3" },
  { id: "apptainer-1.2", family: "apptainer", version: "1.2", title: "Apptainer 1.2" },
  { id: "apptainer-1.1", family: "apptainer", version: "1.1", title: "Apptainer 1.1" },
  { id: "apptainer-1.0", family: "apptainer", version: "1.0", title: "Apptainer 1.0" },
  { id: "singularity-ce-4.5", family: "singularity-ce", version: "4.5", title: "SingularityCE 4.5" },
  { id: "singularity-ce-4.4", family: "singularity-ce", version: "4.4", title: "SingularityCE 4.4" },
  { id: "singularity-ce-4.3", family: "singularity-ce", version: "4.3", title: "SingularityCE 4.3" },
  { id: "singularity-ce-4.2", family: "singularity-ce", version: "4.2", title: "SingularityCE 4.2" },
  { id: "singularity-ce-4.1", family: "singularity-ce", version: "4.1", title: "SingularityCE 4.1" },
  { id: "singularity-ce-4.0", family: "singularity-ce", version: "4.0", title: "SingularityCE 4.0" },
  { id: "singularity-ce-3.11", family: "singularity-ce", version: "3.11", title: "SingularityCE 3.11" },
  { id: "singularity-ce-3.10", family: "singularity-ce", version: "3.10", title: "SingularityCE 3.10" },
  { id: "singularity-ce-3.9", family: "singularity-ce", version: "3.9", title: "SingularityCE 3.9" },
  { id: "singularity-ce-3.8", family: "singularity-ce", version: "3.8", title: "SingularityCE 3.8" },
  { id: "singularity-3", family: "singularity", version: "3.8", title: "Singularity 3" },
  { id: "singularity-2", family: "singularity", version: "2.6", title: "Singularity 2", anyKeyword: true },
] as const satisfies readonly EngineRow[];

export type EngineId = (typeof engines)[number]["id"];

/** One engine. */
export interface Engine extends EngineRow {
  readonly id: EngineId;
}

/** The first version that knows a word, and the last when it was taken out again. */
export type Interval = readonly [first: string, last?: string];

/** The engines that know a word; a family that is not named does not. */
export type Versions = Readonly<Partial<Record<EngineFamily, Interval>>>;

/** Known since the 2.x series. */
export const since2: Versions = { singularity: ["2.0"], "singularity-ce": ["3.8"], apptainer: ["1.0"] };

/** Known since a 3.x release, hence to all that came after the fork, too. */
export const since3 = (version: `3.${number}`): Versions => ({ ...since2, singularity: [version] });

/** Gone since 3.0. */
export const only2: Versions = { singularity: ["2.0", "2.6"] };

const byId: ReadonlyMap<string, Engine> = new Map(engines.map((engine) => [engine.id, engine]));

/** The engine of an id, if there is one. */
export const engine = (id: string): Engine | undefined => byId.get(id);

/** Whether an engine is among some versions. */
export const known = (versions: Versions, { family, version }: Engine): boolean => {
  const interval = versions[family];
  if (interval === undefined) return false;
  const [first, last] = interval;
  return ordinal(first) <= ordinal(version) && (last === undefined || ordinal(version) <= ordinal(last));
};

/** A version as a number, so that newer is greater; tables have some thirty, and are asked thousands of times. */
const ordinal = (version: string): number => {
  const known = ordinals.get(version);
  if (known !== undefined) return known;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const found = major * 1000 + minor;
  ordinals.set(version, found);
  return found;
};

const ordinals = new Map<string, number>();
