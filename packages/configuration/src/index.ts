/** The door of the room: which configuration holds for a recipe, and the shape of its files. */

export {
  type ConfigurationFinder,
  configurationFinder,
  type FoundConfiguration,
} from "./configuration-finder.ts";
export { type ConfigurationText, configurationFileNames, nearestConfiguration } from "./nearest-file.ts";
export { nodeConfigurationPorts } from "./node-ports.ts";
export type { ConfigurationPorts } from "./ports.ts";
export { type RuleNames, type RuleOff, ruleOff } from "./rule-off.ts";
export { type ConfigurationFile, configurationSchema, ruleSettingSchema } from "./schema.ts";
