/** The item in the status bar's language menu: which engine is assumed, and whether ShellCheck reads scripts, too. */

import { type Disposable, LanguageStatusSeverity, languages } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** What the server tells of its surroundings. */
interface Status {
  readonly engine: string;
  readonly shellCheck?: string;
}

export class ServerStatus implements Disposable {
  readonly #item = languages.createLanguageStatusItem("deftools.status", { language: "singularity-def" });

  constructor() {
    this.#item.name = "Singularity/Apptainer Definition";
    this.#item.text = "starting";
    this.#item.busy = true;
    this.#item.command = {
      title: "Settings",
      command: "workbench.action.openSettings",
      arguments: ["@ext:deftools.deftools-vscode"],
    };
  }

  /** Shows what this server tells from now on. */
  follow(client: BaseLanguageClient): void {
    client.onNotification("deftools/status", ({ engine, shellCheck }: Status) => {
      this.#item.busy = false;
      this.#item.severity = LanguageStatusSeverity.Information;
      this.#item.text = engine;
      this.#item.detail = shellCheck === undefined ? "without ShellCheck" : `with ShellCheck ${shellCheck}`;
    });
  }

  dispose(): void {
    this.#item.dispose();
  }
}
