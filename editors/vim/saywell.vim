" saywell in Vim, by ALE. Source this file from your vimrc after ALE.
call ale#linter#Define('markdown', {
\   'name': 'saywell', 'lsp': 'stdio', 'executable': {-> get(g:, 'saywell_command', 'saywell')},
\   'command': '%e lsp', 'language': 'markdown',
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\})
call ale#linter#Define('text', {
\   'name': 'saywell', 'lsp': 'stdio', 'executable': {-> get(g:, 'saywell_command', 'saywell')},
\   'command': '%e lsp', 'language': 'plaintext',
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\})
