/**
 * What an engine's parser makes of a stage, in the shape of the JSON it stores.
 * Source: apptainer `pkg/build/types/definition.go`@v1.4.5.
 */

/** A script section: the text after the section's name, and the body. */
export interface EngineScript {
  readonly args: string;
  readonly script: string;
}

/** `%files` lines under one section argument; `files` is `null` in the engine's JSON when there are none. */
export interface EngineFiles {
  readonly args: string;
  readonly files: readonly { readonly source: string; readonly destination: string }[] | null;
}

/** One stage as the engine has it. `null` stands where the engine's JSON has it: this is its format, not ours. */
export interface EngineStage {
  readonly header: Readonly<Record<string, string>> | null;
  readonly imageData: {
    readonly metadata: null;
    readonly labels: Readonly<Record<string, string>>;
    readonly imageScripts: Readonly<
      Record<"help" | "environment" | "runScript" | "test" | "startScript", EngineScript>
    >;
  };
  readonly buildData: {
    readonly files: readonly EngineFiles[];
    readonly buildScripts: Readonly<Record<"pre" | "setup" | "post" | "test" | "arguments", EngineScript>>;
  };
  readonly customData: Readonly<Record<string, string>> | null;
  readonly appOrder: readonly string[];
}
