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
