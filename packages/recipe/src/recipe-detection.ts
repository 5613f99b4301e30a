/** Which files of a folder are recipes: by name first, then by content, since `.def` has other owners too (linkers, Modula-2). */

/** Whether a file of that name may be a recipe. */
export const mayBeRecipe = (name: string): boolean =>
  /^(?:Singularity|Apptainer)(?:\..+)?$|.\.def$/.test(name);

/** Whether a text reads like a recipe: a `Bootstrap:` line, or a section that only recipes have. */
export const looksLikeRecipe = (text: string): boolean =>
  /^\uFEFF?[ \t]*bootstrap[ \t]*:/im.test(text) ||
  /^%(?:post|environment|runscript|labels|files)\b/im.test(text);
