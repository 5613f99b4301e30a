/** `deftools.showReferences`, which code lenses of the server name: the places, as the editor shows them. */

import { commands, Uri } from "vscode";
import type { Location, Position } from "vscode-languageclient";
import type { Server } from "./server.ts";

/** The command for the server's own address, position and places. */
export const showReferences =
  (server: Server) =>
  async (address: string, position: Position, locations: Location[]): Promise<void> => {
    const code = server.client?.protocol2CodeConverter;
    if (!code) return;
    await commands.executeCommand(
      "editor.action.showReferences",
      Uri.parse(address),
      code.asPosition(position),
      locations.map((location) => code.asLocation(location)),
    );
  };
