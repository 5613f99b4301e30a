/** What is put into an image besides its layers and copies: plain data, before anyone knows where bytes go. */

/** One thing at one path. Paths have no leading slash. Files are replaced, directories made where missing, links put anew. */
export type ContainerEntry =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string }
  | { readonly kind: "file"; readonly path: string; readonly mode: number; readonly text: string };

/** A file that a shell reads or runs; every engine makes these executable. */
export const executable = (path: string, text: string): ContainerEntry => ({
  kind: "file",
  path,
  mode: 0o755,
  text,
});

/** A file that is only read. */
export const plainFile = (path: string, text: string): ContainerEntry => ({
  kind: "file",
  path,
  mode: 0o644,
  text,
});
