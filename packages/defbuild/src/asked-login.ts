/** `--docker-login`: the login is asked for, once for each registry that wants one. What is typed as password is not shown. */

import type { FindCredentials } from "@deftools/oci";
import type { Ports } from "./ports.ts";
import { visible } from "./visible.ts";

/** Asks on the terminal. */
export const askedLogin = ({ ask }: Ports): FindCredentials => {
  const answers = new Map<string, ReturnType<FindCredentials>>();
  const login: FindCredentials = async (registry) => {
    const username = await ask(`user name for ${visible(registry)}: `, { echo: true });
    const password = await ask(`password for ${visible(username)} at ${visible(registry)}: `, {
      echo: false,
    });
    return { kind: "password", username, password };
  };
  return (registry) => {
    const known = answers.get(registry) ?? login(registry);
    answers.set(registry, known);
    return known;
  };
};
