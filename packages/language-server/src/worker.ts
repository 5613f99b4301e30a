/** The language server as a web worker: the same as the program, with no powers beyond the texts it is given. */

/// <reference lib="webworker" />

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import manifest from "../package.json" with { type: "json" };
import { serve } from "./protocol/server.ts";

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  name: "def-language-server",
  version: manifest.version,
});
