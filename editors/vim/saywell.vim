" saywell in Vim, by ALE. Source this file from your vimrc after ALE.
" ALE takes columns for bytes, which is not what it says: behind letters like é its fixes would miss their words.
for [s:filetype, s:language] in items({
\   'markdown': 'markdown', 'text': 'plaintext', 'gitcommit': 'git-commit', 'html': 'html', 'tex': 'latex',
\   'plaintex': 'latex', 'rst': 'restructuredtext', 'asciidoc': 'asciidoc', 'org': 'org', 'typst': 'typst',
\})
  call ale#linter#Define(s:filetype, {
  \   'name': 'saywell', 'lsp': 'stdio', 'executable': {-> get(g:, 'saywell_command', 'saywell')},
  \   'command': '%e lsp', 'language': s:language, 'initialization_options': {'columns': 'utf-8'},
  \   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
  \})
endfor
