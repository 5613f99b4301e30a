/** A server of this process on a free port of this machine. */

import type { Server } from "node:http";

/** Where a server listens, and its end. */
export interface Listening {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Ends all connections, those in use as well. */
  close(): Promise<void>;
}

/** Lets a server listen. */
export const listening = async (server: Server): Promise<Listening> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    host: `127.0.0.1:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
