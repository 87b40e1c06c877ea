-- The language server of saywell, for Neovim 0.11 and later and for nvim-lspconfig.
-- Copy this file to ~/.config/nvim/lsp/ and put `vim.lsp.enable('saywell')` into your init.lua.
return {
  cmd = { 'saywell', 'lsp' },
  filetypes = {
    'markdown', 'text', 'gitcommit', 'quarto', 'rmd', 'html', 'tex', 'plaintex', 'rst', 'asciidoc', 'org', 'typst', 'srt',
    'vtt', 'webvtt',
  },
  root_markers = { 'saywell.toml', '.git' },
  -- See docs/editors.md for what can be set here.
  settings = { saywell = {} },
}
