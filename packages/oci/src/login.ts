/** A login to one registry. Its values never enter a message. */

export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** Exchanged at the token server for a bearer token. */
  | { readonly kind: "identity-token"; readonly token: string }
  /** A bearer token itself. */
  | { readonly kind: "registry-token"; readonly token: string };

/** Finds the login for a registry; undefined is anonymous. */
export type FindCredentials = (registry: string) => Promise<Credentials | undefined>;

/** The header for a user name and a password (RFC 7617). */
export const basicHeader = ({ username, password }: Credentials & { readonly kind: "password" }): string =>
  `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
