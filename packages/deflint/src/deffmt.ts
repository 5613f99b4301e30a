/** The program `deffmt`. */

import { runFormatter } from "./format-cli.ts";
import { start } from "./start.ts";

await start(runFormatter);
