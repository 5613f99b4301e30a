;;; singularity-def-mode.el --- Singularity and Apptainer definition files  -*- lexical-binding: t; -*-
;; Generated from grammar/src/vocabulary/ by `npm run gen'; edit that, not this.

;;; Commentary:
;; Knows the files, colors them, and tells eglot and lsp-mode how to start def-language-server.

;;; Code:

(defun singularity-def--app-section (limit)
  "Find the line of a section of an app before LIMIT; those take no other case."
  (let ((case-fold-search nil))
    (re-search-forward "^%+\\(?:appinstall\\|appenv\\|apprun\\|appstart\\|apptest\\|appfiles\\|applabels\\|apphelp\\) .*$" limit t)))

(defun singularity-def--shell-word (limit)
  "Find a keyword of the shell before LIMIT, in a section that is a script."
  (let (found)
    (while (and (not found) (re-search-forward "\\_<\\(?:if\\|then\\|else\\|elif\\|fi\\|for\\|while\\|until\\|do\\|done\\|case\\|esac\\|in\\|function\\|select\\|return\\|exit\\|export\\)\\_>" limit t))
      (setq found (save-match-data
                    (save-excursion
                      (and (re-search-backward "^[ \t]*%" nil t)
                           (looking-at "%+\\(?:pre\\|setup\\|post\\|environment\\|runscript\\|startscript\\|test\\|appinstall\\|appenv\\|apprun\\|appstart\\|apptest\\)\\_>"))))))
    found))

(defconst singularity-def-font-lock-keywords
  '(("^[ \t]*#.*$" . font-lock-comment-face)
    ("[ \t]\\(#.*\\)$" 1 font-lock-comment-face)
    ("{{[ \t]*\\w+[ \t]*}}" 0 font-lock-preprocessor-face t)
    ("^%+\\(?:arguments\\|pre\\|setup\\|post\\|environment\\|runscript\\|startscript\\|test\\|files\\|labels\\|help\\)\\(?: .*\\)?$" . font-lock-keyword-face)
    (singularity-def--app-section . font-lock-keyword-face)
    ("^[ \t]*%.*$" . font-lock-warning-face)
    ("^[ \t]*bootstrap[ \t]*:[ \t]*\\(\\(?:docker\\|library\\|oras\\|shub\\|localimage\\|docker-daemon\\|docker-archive\\|oci\\|oci-archive\\|debootstrap\\|yum\\|dnf\\|zypper\\|arch\\|busybox\\|scratch\\|buildkit\\|dockerfile\\|self\\)\\)[ \t]*\\(?:#\\|$\\)" 1 font-lock-builtin-face)
    ("^[ \t]*\\(\\(?:Bootstrap\\|From\\|Stage\\|Registry\\|Namespace\\|Library\\|Fingerprints\\|IncludeCmd\\|MirrorURL\\|OSVersion\\|Include\\|UpdateURL\\|SetOpt\\|ConfURL\\|Product\\|User\\|RegCode\\|ProductPGP\\|RegisterURL\\|Modules\\|OtherURL[0-9]+\\|Target\\|Frontend\\|Filename\\|BuildArgs\\|MetaLink\\|UpdateMetaLink\\|GPG\\|Arch\\|Exclude\\|Import\\|Username\\|Password\\|Token\\)\\)[ \t]*:" 1 font-lock-variable-name-face)
    ("\"[^\"\n]*\"\\|'[^'\n]*'" . font-lock-string-face)
    ("\\$\\(?:{[^}\n]*}\\|\\w+\\|[@*#?$!-]\\)" 0 font-lock-variable-name-face t)
    (singularity-def--shell-word . font-lock-keyword-face))
  "What is colored how.")

;;;###autoload
(define-derived-mode singularity-def-mode prog-mode "Singularity"
  "Singularity and Apptainer definition files."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local font-lock-defaults '(singularity-def-font-lock-keywords t t)))

;;;###autoload
(dolist (pattern '("\\.def\\'" "/Singularity\\(?:\\..*\\)?\\'" "/Apptainer\\(?:\\..*\\)?\\'"))
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
