/** The item in the status bar's language menu: whether the server runs, which engine is assumed, and who else reads scripts. */

import { type Disposable, LanguageStatusSeverity, languages } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { LANGUAGE } from "./recipes.ts";

/** What the server tells of its surroundings. */
interface Status {
  readonly engine: string;
  readonly shellCheck?: string;
  readonly shellServer?: string;
}

const settings = {
  title: "Settings",
  command: "workbench.action.openSettings",
  arguments: ["@ext:deftools.deftools-vscode"],
};

export class ServerStatus implements Disposable {
  readonly #item = languages.createLanguageStatusItem("deftools.status", { language: LANGUAGE });

  constructor() {
    this.#item.name = "Singularity/Apptainer Definition";
    this.#starts();
  }

  /** Shows what this server tells from now on. */
  follow(client: BaseLanguageClient): void {
    client.onNotification("deftools/status", ({ engine, shellCheck, shellServer }: Status) => {
      this.#item.busy = false;
      this.#item.text = engine;
      const readers = [shellCheck && `ShellCheck ${shellCheck}`, shellServer && "bash-language-server"];
      this.#item.detail = `with ${readers.filter(Boolean).join(" and ") || "neither ShellCheck nor bash-language-server"}`;
      this.#item.command = settings;
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#starts();
      else if (newState !== State.Running) this.#stopped();
    });
  }

  dispose(): void {
    this.#item.dispose();
  }

  #starts(): void {
    this.#item.busy = true;
    this.#item.severity = LanguageStatusSeverity.Information;
    this.#item.text = "starting";
    this.#item.detail = "";
    this.#item.command = undefined;
  }

  #stopped(): void {
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.text = "the language server does not run";
    this.#item.detail = "";
    this.#item.command = { title: "Restart", command: "deftools.restartServer" };
  }
}
