/**
 * The mode of Emacs, made from the vocabulary. Shell in scripts is colored a line at a time, so that nothing a line leaves open can swallow
 * the next section; where a language client colors by what the server says, that comes on top.
 * Source: https://www.gnu.org/software/emacs/manual/html_node/elisp/Search_002dbased-Fontification.html
 */

import { agents, bodies, keysWith, namesWhere, shellWords } from "./highlighted-words.ts";

const oneOf = (words: readonly string[]): string => `\\\\(?:${words.join("\\\\|")}\\\\)`;

const scripts = oneOf(bodies.filter(({ content }) => content === "script").flatMap(({ names }) => names));

/** The mode, as `editors/emacs/singularity-def-mode.el` holds it. */
export const emacsMode =
  (): string => `;;; singularity-def-mode.el --- Singularity and Apptainer definition files  -*- lexical-binding: t; -*-
;; Generated from grammar/src/vocabulary/ by \`npm run gen'; edit that, not this.

;;; Commentary:
;; Knows the files, colors them, and tells eglot and lsp-mode how to start def-language-server.

;;; Code:

(defun singularity-def--app-section (limit)
  "Find the line of a section of an app before LIMIT; those take no other case."
  (let ((case-fold-search nil))
    (re-search-forward "^%+${oneOf(namesWhere(false))} .*$" limit t)))

(defun singularity-def--shell-word (limit)
  "Find a keyword of the shell before LIMIT, in a section that is a script."
  (let (found)
    (while (and (not found) (re-search-forward "\\\\_<${oneOf(shellWords)}\\\\_>" limit t))
      (setq found (save-match-data
                    (save-excursion
                      (and (re-search-backward "^[ \\t]*%" nil t)
                           (looking-at "%+${scripts}\\\\_>"))))))
    found))

(defconst singularity-def-font-lock-keywords
  '(("^[ \\t]*#.*$" . font-lock-comment-face)
    ("[ \\t]\\\\(#.*\\\\)$" 1 font-lock-comment-face)
    ("{{[ \\t]*\\\\w+[ \\t]*}}" 0 font-lock-preprocessor-face t)
    ("^%+${oneOf(namesWhere(true))}\\\\(?: .*\\\\)?$" . font-lock-keyword-face)
    (singularity-def--app-section . font-lock-keyword-face)
    ("^[ \\t]*%.*$" . font-lock-warning-face)
    ("^[ \\t]*bootstrap[ \\t]*:[ \\t]*\\\\(${oneOf(agents)}\\\\)[ \\t]*\\\\(?:#\\\\|$\\\\)" 1 font-lock-builtin-face)
    ("^[ \\t]*\\\\(${oneOf(keysWith("[0-9]+"))}\\\\)[ \\t]*:" 1 font-lock-variable-name-face)
    ("\\"[^\\"\\n]*\\"\\\\|'[^'\\n]*'" . font-lock-string-face)
    ("\\\\$\\\\(?:{[^}\\n]*}\\\\|\\\\w+\\\\|[@*#?$!-]\\\\)" 0 font-lock-variable-name-face t)
    (singularity-def--shell-word . font-lock-keyword-face))
  "What is colored how.")

;;;###autoload
(define-derived-mode singularity-def-mode prog-mode "Singularity"
  "Singularity and Apptainer definition files."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \\t]*")
  (setq-local font-lock-defaults '(singularity-def-font-lock-keywords t t)))

;;;###autoload
(dolist (pattern '("\\\\.def\\\\'" "/Singularity\\\\(?:\\\\..*\\\\)?\\\\'" "/Apptainer\\\\(?:\\\\..*\\\\)?\\\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'singularity-def-mode)))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((singularity-def-mode :language-id "singularity-def") . ("def-language-server" "--stdio"))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(singularity-def-mode . "singularity-def"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection '("def-language-server" "--stdio"))
    :activation-fn (lsp-activate-on "singularity-def")
    :server-id 'deftools)))

(provide 'singularity-def-mode)
;;; singularity-def-mode.el ends here
`;
