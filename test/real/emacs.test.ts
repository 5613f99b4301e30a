/** A real Emacs with eglot, set up as `docs/editors.md` says: findings, rename, formatting, outline. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setupOf } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";

const RECIPE = `Bootstrap: docker
From:   ubuntu:24.04

%arguments
    VERSION=1.2

%post
    apt-get install curl
    echo {{ VERSION }}
`;

/** Waits for the server, does each thing, and writes what came of it. */
const drive = `
(setq eglot-sync-connect 20)
(find-file "image.def")
(defun wait-for (what ready)
  (let ((until (+ (float-time) 20)))
    (while (not (funcall ready))
      (when (< until (float-time)) (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))))
(unless (eglot-current-server) (call-interactively 'eglot))
(wait-for "the server" #'eglot-current-server)
(wait-for "findings" (lambda () (flymake-start) (flymake-diagnostics)))
(setq findings (mapcar (lambda (one)
  (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one)))
  (flymake-diagnostics)))
(goto-char (point-min))
(search-forward "VERSION")
(eglot-rename "RELEASE")
(eglot-format-buffer)
(setq outline (mapcar #'car (cdr (assoc "Object" (eglot-imenu)))))
(with-temp-file "said.json"
  (insert (json-encode \`((mode . ,(symbol-name (buffer-local-value 'major-mode (get-file-buffer "image.def"))))
                         (findings . ,(vconcat findings))
                         (text . ,(with-current-buffer "image.def" (buffer-string)))))))
(eglot-shutdown (eglot-current-server))
`;

describeReal("the language server in Emacs", ["emacs"], () => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-emacs-"));
  let said: Readonly<Record<string, unknown>>;
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    writeFileSync(
      join(folder, "init.el"),
      `(require 'eglot)\n(require 'flymake)\n${setupOf(folder, "Emacs", "elisp", " ")}`,
    );
    writeFileSync(join(folder, "drive.el"), drive);
    writeFileSync(join(folder, "image.def"), RECIPE);
    must("emacs", ["--batch", "-l", "init.el", "-l", "drive.el"], { cwd: folder, env: { HOME: folder } });
    said = JSON.parse(readFileSync(join(folder, "said.json"), "utf8"));
  });

  it("knows the language", () => {
    expect(said.mode).toBe("singularity-def-mode");
  });
  it("shows findings at their places", () => {
    expect(said.findings).toContainEqual(expect.stringMatching(/^8 .*DEF701/));
  });
  it("renames and formats", () => {
    expect(said.text).toBe(RECIPE.replaceAll("VERSION", "RELEASE").replace("From:   ", "From: "));
  });
});
