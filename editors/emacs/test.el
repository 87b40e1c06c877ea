;;; test.el --- Run by editors/test.sh in the real Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; CLIENT is eglot or lsp-mode, SAYWELL the command, DOC a document that holds "Police arrested two prostitutes."
;; behind another character.

;;; Code:

(defun test-fail (format &rest arguments)
  "Say what is wrong, by FORMAT and ARGUMENTS, and end."
  (message "emacs: %s" (apply #'format format arguments))
  (kill-emacs 1))

(defun test-wait (what condition)
  "Wait until CONDITION holds; WHAT is waited for."
  (with-timeout (30 (test-fail "%s did not come" what))
    (while (not (funcall condition))
      (accept-process-output nil 0.05))))

(defun test-expect-fixed ()
  "Check that the fix changed the words and nothing else."
  (goto-char (point-min))
  (when (search-forward "two prostitute" nil t)
    (test-fail "the fix did nothing"))
  (goto-char (point-min))
  (unless (re-search-forward "^. Police arrested two [a-z][a-z ]+\\.$" nil t)
    (test-fail "the fix made: %s" (buffer-string)))
  (when (search-backward "ppeople" nil t)
    (test-fail "the fix is out of place: %s" (buffer-string))))

(defun test-eglot ()
  "Attach, diagnostics, code action, check again, shut down."
  (require 'eglot)
  (setq eglot-sync-connect 30 eglot-send-changes-idle-time 0.1 flymake-no-changes-timeout 0.1)
  (apply #'eglot (eglot--guess-contact))
  (unless (eglot-managed-p) (test-fail "eglot does not manage the buffer"))
  (flymake-start)
  (test-wait "the finding" (lambda () (flymake-diagnostics)))
  (when (cdr (flymake-diagnostics)) (test-fail "more than one word is underlined"))
  (let ((found (car (flymake-diagnostics))))
    (unless (equal (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found)) "prostitutes")
      (test-fail "the underline stands at %S"
                 (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))
    (goto-char (1+ (flymake-diagnostic-beg found))))
  (let* ((server (eglot-current-server))
         (hover (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
         (actions (jsonrpc-request server :textDocument/codeAction
                                   (list :textDocument (eglot--TextDocumentIdentifier)
                                         :range (list :start (eglot--pos-to-lsp-position)
                                                      :end (eglot--pos-to-lsp-position))
                                         :context '(:diagnostics []))))
         (fix (seq-find (lambda (action) (string-prefix-p "Write" (plist-get action :title))) actions)))
    (unless (string-match-p "Instead" (plist-get (plist-get hover :contents) :value))
      (test-fail "the hover says nothing"))
    (unless fix (test-fail "there is no quick fix"))
    (eglot--apply-workspace-edit (plist-get fix :edit))
    (eglot--signal-textDocument/didChange)
    (test-expect-fixed)
    (test-wait "a clean document" (lambda () (flymake-start) (null (flymake-diagnostics))))
    (eglot-shutdown server)
    (when (jsonrpc-running-p server) (test-fail "the server is still there"))))

(defun test-lsp-mode ()
  "Attach, diagnostics, code action, check again, shut down."
  (setq lsp-auto-guess-root t lsp-enable-snippet nil lsp-restart 'ignore lsp-idle-delay 0.1
        lsp-diagnostics-provider :none lsp-completion-provider :none lsp-enable-file-watchers nil
        lsp-session-file (make-temp-file "lsp-session") lsp-before-save-edits nil
        lsp-enable-suggest-server-download nil)
  (require 'lsp-mode)
  (lsp-workspace-folders-add default-directory)
  (lsp)
  (test-wait "the server" #'lsp-workspaces)
  (test-wait "the finding" (lambda () (lsp--get-buffer-diagnostics)))
  (goto-char (point-min))
  (search-forward "prostit")
  (let ((fix (seq-find (lambda (action) (string-prefix-p "Write" (gethash "title" action)))
                       (lsp-code-actions-at-point))))
    (unless fix (test-fail "there is no quick fix"))
    (lsp-execute-code-action fix)
    (test-expect-fixed)
    (test-wait "a clean document" (lambda () (null (lsp--get-buffer-diagnostics))))
    (lsp-workspace-shutdown (car (lsp-workspaces)))
    (test-wait "the end" (lambda () (null (lsp-workspaces))))))

(let ((client (getenv "CLIENT")))
  (package-initialize)
  (load (expand-file-name "saywell.el" (file-name-directory load-file-name)))
  (setq saywell-command (getenv "SAYWELL"))
  (require 'markdown-mode)
  (find-file (getenv "DOC"))
  (when (string-suffix-p ".md" buffer-file-name) (markdown-mode))
  (if (equal client "eglot") (test-eglot) (test-lsp-mode))
  (message "emacs %s, %s, %s: ok (%s)" emacs-version client major-mode
           (string-trim (buffer-substring (line-beginning-position) (line-end-position))))
  (set-buffer-modified-p nil)
  (kill-emacs 0))
;;; test.el ends here
