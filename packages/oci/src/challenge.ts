/** `WWW-Authenticate` headers: which ways to log in a server offers (RFC 9110 section 11.6.1). */

/** One offer: its scheme in lower case, its parameters with names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads all challenges of a header's values, in order. What cannot be read is left out: an unreadable offer is no offer.
 *
 *     Bearer realm="https://x/token",service="x", Basic realm="y"
 *     scheme param            ,param      , scheme param
 */
export const parseChallenges = (values: readonly string[]): readonly Challenge[] => {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const value of values) {
    let current: { scheme: string; parameters: Record<string, string> } | undefined;
    for (const { groups } of value.matchAll(pieces)) {
      if (groups?.["name"] !== undefined) {
        if (current) current.parameters[groups["name"].toLowerCase()] ??= unquote(groups["value"] ?? "");
      } else if (groups?.["scheme"] !== undefined) {
        current = { scheme: groups["scheme"].toLowerCase(), parameters: Object.create(null) };
        challenges.push(current);
      }
    }
  }
  return challenges;
};

/** `name = token-or-quoted-string`, else a scheme; commas and spaces between them carry no meaning. */
const pieces =
  /(?<name>[\w!#$%&'*+.^`|~-]+)[ \t]*=[ \t]*(?<value>"(?:[^"\\]|\\.)*"|[\w!#$%&'*+.^`|~/:-]+)|(?<scheme>[\w!#$%&'*+.^`|~-]+)(?![^ \t,])/gs;

const unquote = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, "$1") : value;
