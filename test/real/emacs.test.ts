/** A real Emacs with each of its language clients, set up as `docs/editors.md` says: findings, fix, rename, formatting, completion. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MENDED, RECIPE } from "./editor-recipe.ts";
import { installPrograms, setupOf } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";

const mode = resolve(import.meta.dirname, "../../editors/emacs/singularity-def-mode.el");

/** Both begin by opening the recipe and end by writing what came of it. */
const begin = `
(find-file "image.def")
(defun wait-for (what ready)
  (let ((until (+ (float-time) 20)))
    (while (not (funcall ready))
      (when (< until (float-time)) (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))))
`;
const end = `
(with-current-buffer "image.def"
  (font-lock-ensure)
  (setq colors (mapcar (lambda (word)
    (goto-char (point-min))
    (search-forward word)
    (format "%s %s" word (get-text-property (1- (point)) 'face)))
    '("From" "docker" "%post" "RELEASE }}" "if" "\\"a" "$HOME" "for"))))
(with-temp-file "said.json"
  (insert (json-encode \`((mode . ,(symbol-name (buffer-local-value 'major-mode (get-file-buffer "image.def"))))
                         (findings . ,(vconcat findings))
                         (fixes . ,(vconcat fixes))
                         (colors . ,(vconcat colors))
                         (completion . ,(vconcat completion))
                         (text . ,(with-current-buffer "image.def" (buffer-string)))))))
`;

const withEglot = `
(setq eglot-sync-connect 20)
${begin}
(unless (eglot-current-server) (call-interactively 'eglot))
(wait-for "the server" #'eglot-current-server)
(wait-for "findings" (lambda () (flymake-start) (flymake-diagnostics)))
(setq findings (mapcar (lambda (one)
  (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one)))
  (flymake-diagnostics)))
(goto-char (point-min))
(search-forward "install")
(setq actions (seq-filter (lambda (one) (equal (plist-get one :title) "add -y")) (eglot-code-actions (point))))
(setq fixes (mapcar (lambda (one) (plist-get one :title)) actions))
(eglot--apply-workspace-edit (plist-get (car actions) :edit))
;; what Emacs does as soon as nobody types
(eglot--signal-textDocument/didChange)
(goto-char (point-min))
(search-forward "VERSION")
(eglot-rename "RELEASE")
(eglot-format-buffer)
(goto-char (point-max))
(insert "%la")
(setq completion (all-completions "%la" (nth 2 (eglot-completion-at-point))))
(delete-char -3)
${end}
(eglot-shutdown (eglot-current-server))
`;

const withLspMode = `
(setq lsp-guess-root-without-session t
      lsp-auto-guess-root t
      lsp-enable-file-watchers nil
      lsp-restart 'ignore)
${begin}
(lsp)
(wait-for "findings" (lambda () (seq-some #'identity (lsp--get-buffer-diagnostics))))
(setq findings (mapcar (lambda (one)
  (format "%d %s %s" (1+ (lsp:position-line (lsp:range-start (lsp:diagnostic-range one))))
    (lsp:diagnostic-code? one) (lsp:diagnostic-message one)))
  (lsp--get-buffer-diagnostics)))
(goto-char (point-min))
(search-forward "install")
(setq actions (seq-filter (lambda (one) (equal (lsp:code-action-title one) "add -y")) (lsp-code-actions-at-point)))
(setq fixes (mapcar #'lsp:code-action-title actions))
(lsp-execute-code-action (car actions))
(goto-char (point-min))
(search-forward "VERSION")
(lsp-rename "RELEASE")
(lsp-format-buffer)
(goto-char (point-max))
(insert "%la")
(setq completion (all-completions "%la" (nth 2 (lsp-completion-at-point))))
(delete-char -3)
${end}
`;

for (const { client, needs, drive } of [
  { client: "eglot", needs: ["/usr/share/doc/elpa-eglot"], drive: withEglot },
  { client: "lsp-mode", needs: ["/usr/share/doc/elpa-lsp-mode"], drive: withLspMode },
])
  describeReal(`the language server in Emacs with ${client}`, ["emacs", ...needs], () => {
    const folder = mkdtempSync(join(tmpdir(), "deftools-emacs-"));
    let said: Readonly<Record<string, unknown>>;
    afterAll(() => rmSync(folder, { recursive: true }));
    beforeAll(() => {
      cpSync(mode, join(folder, ".emacs.d/lisp/singularity-def-mode.el"));
      writeFileSync(
        join(folder, "init.el"),
        `(package-activate-all)\n(require '${client})\n${setupOf(client, "elisp")}`,
      );
      writeFileSync(join(folder, "drive.el"), drive);
      writeFileSync(join(folder, "image.def"), RECIPE);
      const env = { HOME: folder, PATH: installPrograms(folder) };
      must("emacs", ["--batch", "-l", "init.el", "-l", "drive.el"], { cwd: folder, env });
      said = JSON.parse(readFileSync(join(folder, "said.json"), "utf8"));
    });

    it("knows the language", () => {
      expect(said.mode).toBe("singularity-def-mode");
    });
    it("shows findings at their places", () => {
      expect(said.findings).toContainEqual(expect.stringMatching(/^8 .*DEF701/));
    });
    it("colors what it knows", () => {
      expect(said.colors).toEqual([
        "From font-lock-variable-name-face",
        "docker font-lock-builtin-face",
        "%post font-lock-keyword-face",
        "RELEASE }} font-lock-preprocessor-face",
        "if font-lock-keyword-face",
        '"a font-lock-string-face',
        "$HOME font-lock-variable-name-face",
        "for nil",
      ]);
    });
    it("proposes sections", () => {
      expect(said.completion).toContain("%labels");
    });
    it("mends, renames and formats", () => {
      expect(said.fixes).toEqual(["add -y"]);
      expect(said.text).toBe(MENDED);
    });
  });
