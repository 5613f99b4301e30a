/** What a build tells while it runs: data, so that a terminal, a log and a program can each show it in their way. */

import type { Digest, Platform } from "@deftools/oci";

/** In the order they can come; `layer` events of several layers are mixed. */
export type BuildEvent =
  | { readonly kind: "resolving"; readonly image: string }
  | {
      readonly kind: "resolved";
      readonly image: string;
      readonly digest: Digest;
      readonly platform: Platform;
      /** Of distinct content. */
      readonly layers: readonly { readonly digest: Digest; readonly size: number }[];
    }
  | { readonly kind: "layer-cached"; readonly digest: Digest }
  | { readonly kind: "layer-started"; readonly digest: Digest }
  /** How many bytes of the layer have come so far. */
  | { readonly kind: "layer-progress"; readonly digest: Digest; readonly received: number }
  | { readonly kind: "layer-done"; readonly digest: Digest }
  | { readonly kind: "copying"; readonly source: string; readonly destination: string }
  /** `step` is for people: `%post of stage "build"`. */
  | { readonly kind: "script-started"; readonly step: string; readonly why?: string }
  | { readonly kind: "script-cached"; readonly step: string }
  /** A line that a script said, without its end. */
  | { readonly kind: "script-output"; readonly step: string; readonly line: string }
  | { readonly kind: "script-done"; readonly step: string }
  | { readonly kind: "assembling"; readonly output: "sif" | "oci-archive" | "sandbox" | "tree" }
  /** Told only to those who look for a fault; nothing in it is a secret. */
  | { readonly kind: "request"; readonly message: string }
  | { readonly kind: "warning"; readonly message: string; readonly hint?: string };

/** Where events are told to. */
export type Tell = (event: BuildEvent) => void;
