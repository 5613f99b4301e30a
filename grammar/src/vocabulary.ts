/** The words of the definition language: THE table everything else derives from. */

/** The sections every engine since 3.0 knows, by their lower-case names. */
export const sectionTypes = [
  "help",
  "setup",
  "files",
  "labels",
  "environment",
  "pre",
  "post",
  "runscript",
  "test",
  "startscript",
  "arguments",
] as const;
export type SectionType = (typeof sectionTypes)[number];

/** The sections of SCIF apps; their names are case-sensitive. */
export const appSectionTypes = [
  "appinstall",
  "applabels",
  "appfiles",
  "appenv",
  "apptest",
  "apphelp",
  "apprun",
  "appstart",
] as const;
export type AppSectionType = (typeof appSectionTypes)[number];

/** What a section's body is made of. */
export type ContentKind = "script" | "text" | "files" | "labels" | "arguments" | "unknown";

const known = new Set<string>([...sectionTypes, ...appSectionTypes]);
const apps = new Set<string>(appSectionTypes);

export const isAppSection = (type: SectionType | AppSectionType): type is AppSectionType => apps.has(type);
const isKnown = (name: string): name is SectionType | AppSectionType => known.has(name);

/** The section a name as written stands for. */
export const sectionType = (name: string): SectionType | AppSectionType | undefined => {
  if (isKnown(name)) return name;
  const folded = name.toLowerCase();
  return isKnown(folded) && !apps.has(folded) ? folded : undefined;
};

export const contentKind = (type: SectionType | AppSectionType | undefined): ContentKind => {
  switch (type) {
    case undefined:
      return "unknown";
    case "files":
    case "appfiles":
      return "files";
    case "labels":
    case "applabels":
      return "labels";
    case "arguments":
      return "arguments";
    case "help":
    case "apphelp":
      return "text";
    default:
      return "script";
  }
};
