/** Paths of the building machine, as recipes write them, as addresses for a client. */

/** Relative to the recipe's folder; a document that is no file (not saved yet) has none. */
export const hostAddress = (path: string, uri: string): string | undefined => {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return uri.startsWith("file:") && URL.canParse(encoded, uri) ? new URL(encoded, uri).href : undefined;
};
