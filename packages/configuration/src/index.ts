/** The door of the room: which configuration holds for a recipe, and the shape of its files. */

export {
  type ConfigurationFinder,
  configurationFileNames,
  configurationFinder,
  type FoundConfiguration,
} from "./configuration-finder.ts";
export { nodeConfigurationPorts } from "./node-ports.ts";
export type { ConfigurationPorts } from "./ports.ts";
export { type ConfigurationFile, configurationSchema, ruleSettingSchema } from "./schema.ts";
