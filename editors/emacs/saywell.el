;;; saywell.el --- Language server of saywell for eglot and lsp-mode  -*- lexical-binding: t; -*-

;;; Commentary:

;; (load "…/saywell.el"), and then M-x eglot or M-x lsp in a text.

;;; Code:

(defvar saywell-command "saywell"
  "The command `saywell', or its path.")

(defconst saywell-modes
  '(markdown-mode gfm-mode text-mode git-commit-mode html-mode mhtml-mode latex-mode LaTeX-mode rst-mode adoc-mode
    org-mode typst-mode typst-ts-mode)
  "Modes for texts that saywell reads.")

;; Eglot, which comes with Emacs 29 and later.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons saywell-modes (lambda (&rest _) (list saywell-command "lsp")))))

;; lsp-mode. An add-on runs beside other servers, such as one for Markdown.
(with-eval-after-load 'lsp-mode
  (dolist (mode '((markdown-mode . "markdown") (gfm-mode . "markdown")
                  (text-mode . "plaintext") (git-commit-mode . "git-commit")
                  (html-mode . "html") (mhtml-mode . "html") (latex-mode . "latex") (LaTeX-mode . "latex")
                  (rst-mode . "restructuredtext") (adoc-mode . "asciidoc") (org-mode . "org")
                  (typst-mode . "typst") (typst-ts-mode . "typst")))
    (add-to-list 'lsp-language-id-configuration mode))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () (list saywell-command "lsp")))
    :major-modes saywell-modes
    :add-on? t
    ;; lsp-mode before version 9 counts characters and does not say so; later ones say so.
    :initialization-options (lambda () '(:columns "utf-32"))
    :server-id 'saywell)))

(provide 'saywell)
;;; saywell.el ends here
