/** From the addresses that clients name documents and folders by to paths of this machine. */

import { fileURLToPath } from "node:url";

/** The path of a document or folder, if it is one of this machine. */
export const pathOf = (uri: string): string | undefined => {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch (error) {
    // an address of another machine, one with an encoded slash, or one that is not encoded at all
    if (error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
};
