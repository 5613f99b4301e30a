/** The program `deflint`. */

import { run } from "./cli.ts";
import { start } from "./start.ts";

await start(run);
